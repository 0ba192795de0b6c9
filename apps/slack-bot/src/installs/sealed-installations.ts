// Installations of the app in many Slack workspaces: what OAuth gave us, whole, sealed at rest, each for the workspace that
// the operator linked it with.
//
//   I1. Which Slack workspace it is, Slack has said over OAuth; which workspace it works for, the operator has. Nobody else.
//   I2. Nothing of an installation without a link is kept, and a token is in no log.
//   I3. An installation of a whole organisation is refused: it would open one workspace to everybody in it.
import type { Installation, InstallationQuery, InstallationStore } from "@slack/bolt";
import type { WorkspaceId } from "@sluice/schema";
import {
  auditWorkspace,
  findSlackInstallation,
  installedSlackTeams,
  keepSlackInstallation,
  removeSlackInstallation,
  type SlackInstallation,
  type Store,
} from "@sluice/store";
import type { SealedFor, Vault } from "@sluice/vault";
import type { Place, Places } from "../offices/place.ts";

export type AnyInstallation = Installation;

/** Why an installation is not kept; the message is for whoever installs. */
export class InstallRefused extends Error {
  override readonly name = "InstallRefused";
}

export interface InstallationsOptions {
  /** As the bot's role sees it. */
  store: Store;
  tenantStore: (workspaceId: WorkspaceId) => Store;
  vault: Vault;
  nowMs: () => number;
  maxInstallations: number;
}

export class SealedInstallations implements InstallationStore, Places {
  readonly #options: InstallationsOptions;

  constructor(options: InstallationsOptions) {
    this.#options = options;
  }

  /** Null: it may be kept. */
  async refusalOf(installation: AnyInstallation): Promise<InstallRefused | null> {
    const { team } = installation;
    if (installation.isEnterpriseInstall === true || team === undefined)
      // I3
      return new InstallRefused(
        "Install Sluice into each workspace of your organisation, not into all of them at once.",
      );
    if (installation.bot === undefined)
      return new InstallRefused("Slack gave no token for the bot. Install again.");
    const link = await findSlackInstallation(this.#options.store, team.id);
    if (link !== null) return null;
    return new InstallRefused(
      `This Slack workspace is not linked yet. An operator of Sluice runs ` +
        `“sluice slack link --team ${team.id} --workspace … --channel …”; then install again.`,
    );
  }

  /** I2. @throws InstallRefused */
  async storeInstallation(installation: AnyInstallation): Promise<void> {
    const refusal = await this.refusalOf(installation);
    if (refusal !== null) throw refusal;
    const { store, tenantStore, vault, nowMs } = this.#options;
    const teamId = installation.team?.id ?? "";
    const link = await findSlackInstallation(store, teamId);
    if (link === null)
      throw new InstallRefused("The link with this Slack workspace has just been taken away.");
    const { workspaceId } = link;
    const version = link.version + 1;
    const sealed = vault.seal(JSON.stringify(installation), sealedFor({ ...link, version }));
    const own = tenantStore(workspaceId);
    const teamName = installation.team?.name ?? null;
    const kept = { teamId, workspaceId, teamName, version, sealed };
    if (!(await keepSlackInstallation(own, kept, new Date(nowMs()))))
      throw new InstallRefused(
        "Somebody else installed it in the same moment. Look whether it works; else install again.",
      );
    await this.#audit(own, workspaceId, "slack.installed", teamId, `slack ${teamId}/${installation.user.id}`);
  }

  async fetchInstallation(query: InstallationQuery<boolean>): Promise<Installation<"v2", false>> {
    const found = await findSlackInstallation(this.#options.store, query.teamId ?? "");
    if (found?.sealed == null) throw new InstallRefused("Sluice is not installed there.");
    return this.#opened(found, found.sealed);
  }

  async deleteInstallation({ teamId = "" }: InstallationQuery<boolean>): Promise<void> {
    await this.remove(teamId, this.#options.nowMs());
  }

  /** @param toldMs when Slack said that it is gone: an installation of later is another one. @returns whether it was there */
  async remove(teamId: string, toldMs: number): Promise<boolean> {
    const { store, tenantStore } = this.#options;
    const found = await findSlackInstallation(store, teamId);
    if (found === null) return false;
    const own = tenantStore(found.workspaceId);
    const isRemoved = await removeSlackInstallation(own, found, new Date(toldMs));
    if (isRemoved) await this.#audit(own, found.workspaceId, "slack.uninstalled", teamId, `slack ${teamId}`);
    return isRemoved;
  }

  async of(teamId: string): Promise<Place | null> {
    const found = await findSlackInstallation(this.#options.store, teamId);
    if (found?.sealed == null) return null;
    const { bot } = this.#opened(found, found.sealed);
    if (bot === undefined) return null;
    const { workspaceId, channelId, approvers } = found;
    return {
      teamId,
      botToken: bot.token,
      botId: bot.id,
      botUserId: bot.userId,
      workspaceId,
      channelId,
      approvers,
    };
  }

  teamIds(): Promise<readonly string[]> {
    return installedSlackTeams(this.#options.store, this.#options.maxInstallations);
  }

  #opened(found: SlackInstallation, sealed: string): Installation<"v2", false> {
    return JSON.parse(this.#options.vault.open(sealed, sealedFor(found))) as Installation<"v2", false>; // we sealed it
  }

  async #audit(
    store: Store,
    workspaceId: WorkspaceId,
    action: "slack.installed" | "slack.uninstalled",
    teamId: string,
    source: string,
  ): Promise<void> {
    const by = { person: "slack", source };
    await auditWorkspace(store.db, {
      workspaceId,
      action,
      by,
      detail: { team: teamId },
      nowMs: this.#options.nowMs(),
    });
  }
}

const sealedFor = ({
  workspaceId,
  teamId,
  version,
}: Pick<SlackInstallation, "workspaceId" | "teamId" | "version">): SealedFor => ({
  workspaceId,
  kind: "slack",
  id: teamId,
  version,
});
