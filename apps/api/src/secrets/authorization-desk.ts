// Authorization configurations: written, tried, changed and removed. Secrets go in and never come out.
//
//   D1. An OAUTH2 configuration is tried before it is kept: what cannot fetch a token is refused.
//   D2. A configuration is not removed while a campaign that is not over names it.
//   D3. Postgres first, then the bus: what the bus did not take, the planner puts.
//   D4. A change makes tokens of former settings unusable, and keeps approvals: the connector names the configuration.
import {
  type AuthorizationCreate,
  authorizationHeaderNames,
  type AuthorizationId,
  type AuthorizationPatch,
  type AuthorizationSettings,
  type AuthorizationTrial,
  type AuthorizationView,
  mintCampaignId,
} from "@sluice/schema";
import {
  auditWorkspace,
  authorizationUses,
  deleteAuthorization,
  findAuthorization,
  insertAuthorization,
  listAuthorizations,
  setAuthorizationStatus,
  type StoredAuthorization,
  type TellOutcome,
  updateAuthorization,
} from "@sluice/store";
import { ApiError } from "../api-error.ts";
import { openSettings, sealedFor, toView } from "./authorization-view.ts";
import type { Caller, SecretPorts } from "./secret-ports.ts";
import { trySettings } from "./try-settings.ts";

const MAX_USES = 100;

export type AuthorizationUses = Awaited<ReturnType<typeof authorizationUses>>;

export class AuthorizationDesk {
  readonly #ports: SecretPorts;

  constructor(ports: SecretPorts) {
    this.#ports = ports;
  }

  tryOut(settings: AuthorizationSettings): Promise<AuthorizationTrial> {
    return trySettings(settings, this.#ports.fetchToken, this.#ports.nowMs);
  }

  /** @throws ApiError 422 (D1), 409 when the name is taken. */
  async create(
    caller: Caller,
    { name, settings }: AuthorizationCreate,
    tell?: TellOutcome<AuthorizationView>,
  ): Promise<AuthorizationView> {
    await this.#assertWorks(settings);
    const { nowMs, randomBytes } = this.#ports;
    const now = new Date(nowMs());
    const row = this.#seal(settings, {
      workspace_id: caller.workspaceId,
      configuration_id: mintCampaignId(now.getTime(), randomBytes(6)),
      name,
      version: 1,
      created_by: caller.actor.person,
      created_at: now,
      updated_at: now,
    });
    await this.#inTransaction(caller, "authorization.created", row, async (db) => {
      if (!(await insertAuthorization(db, row))) throw nameTaken(name);
      await tell?.(db, this.#view(row));
    });
    await this.#show(row);
    return this.#view(row);
  }

  async list(caller: Caller, page: { after?: AuthorizationId | undefined; limit: number }) {
    const { workspaceId } = caller;
    const rows = await listAuthorizations(this.#ports.storeOf(workspaceId).db, { workspaceId, ...page });
    return rows.map((row) => this.#view(row));
  }

  async get(caller: Caller, id: AuthorizationId): Promise<AuthorizationView> {
    return this.#view(await this.#find(caller, id));
  }

  async change(
    caller: Caller,
    id: AuthorizationId,
    patch: AuthorizationPatch,
    tell?: TellOutcome<AuthorizationView>,
  ): Promise<AuthorizationView> {
    const before = await this.#find(caller, id);
    if (patch.settings !== undefined) await this.#assertWorks(patch.settings);
    const named = { ...before, name: patch.name ?? before.name, updated_at: new Date(this.#ports.nowMs()) };
    const row =
      patch.settings === undefined
        ? named
        : this.#seal(patch.settings, { ...named, version: before.version + 1 });
    if (row.type !== before.type) throw typeIsFixed(before.type);
    await this.#inTransaction(caller, "authorization.changed", row, async (db) => {
      const result = await updateAuthorization(db, row, before.version);
      if (result === "taken") throw nameTaken(row.name);
      if (result === "changed")
        throw new ApiError(409, "Someone else has just changed it. Look at it again.");
      await tell?.(db, this.#view(row));
    });
    if (row.version !== before.version) await this.#show(row); // D4
    return this.#view(row);
  }

  /** Tries what is stored, and keeps what was learned as its status. */
  async test(caller: Caller, id: AuthorizationId): Promise<AuthorizationTrial> {
    const row = await this.#find(caller, id);
    const { vault, storeOf } = this.#ports;
    const trial = await this.tryOut(openSettings(row, vault));
    const ref = { workspaceId: caller.workspaceId, configurationId: id };
    const status = trial.ok ? "ACTIVE" : "FAILED";
    await setAuthorizationStatus(storeOf(caller.workspaceId).db, {
      ...ref,
      version: row.version,
      status,
      reason: trial.problem,
    });
    // What senders remember of a failure is older than this.
    if (trial.ok && row.status === "FAILED") await this.#onBus(() => this.#ports.tokens.remove(ref));
    return trial;
  }

  async uses(caller: Caller, id: AuthorizationId): Promise<AuthorizationUses> {
    const { workspaceId } = await this.#refOf(caller, id);
    const { db } = this.#ports.storeOf(workspaceId);
    return authorizationUses(db, { workspaceId, configurationId: id }, MAX_USES);
  }

  /** @throws ApiError 409 with the campaigns that name it (D2). */
  async remove(caller: Caller, id: AuthorizationId): Promise<void> {
    const row = await this.#find(caller, id);
    const ref = { workspaceId: caller.workspaceId, configurationId: id };
    await this.#inTransaction(caller, "authorization.deleted", row, async (db) => {
      const uses = await authorizationUses(db, ref, MAX_USES);
      if (uses.length > 0) throw stillUsed(uses);
      await deleteAuthorization(db, ref);
    });
    await this.#onBus(() => this.#ports.secrets.removeConfiguration(ref.workspaceId, id));
    await this.#onBus(() => this.#ports.tokens.remove(ref));
  }

  #view(row: StoredAuthorization): AuthorizationView {
    return toView(row, this.#ports.vault);
  }

  async #assertWorks(settings: AuthorizationSettings): Promise<void> {
    const { ok, problem } = await this.tryOut(settings);
    if (ok) return;
    throw new ApiError(
      422,
      `It does not work: ${problem ?? "unknown"}. Correct the settings; nothing was kept.`,
      {
        problems: [{ field: "settings", issue: problem ?? "does not work" }],
      },
    );
  }

  #seal(
    settings: AuthorizationSettings,
    row: Omit<StoredAuthorization, "type" | "status" | "status_reason" | "sealed" | "header_names">,
  ): StoredAuthorization {
    return {
      ...row,
      type: settings.type,
      status: "ACTIVE",
      status_reason: null,
      sealed: this.#ports.vault.seal(JSON.stringify(settings), sealedFor(row)),
      header_names: authorizationHeaderNames(settings),
    };
  }

  async #find(caller: Caller, id: AuthorizationId): Promise<StoredAuthorization> {
    const { workspaceId } = caller;
    const { db } = this.#ports.storeOf(workspaceId);
    const row = await findAuthorization(db, { workspaceId, configurationId: id });
    if (row !== null) return row;
    throw new ApiError(
      404,
      `There is no authorization configuration ${id} in this workspace. List them to see their ids.`,
    );
  }

  async #refOf(caller: Caller, id: AuthorizationId): Promise<{ workspaceId: string }> {
    const { workspace_id: workspaceId } = await this.#find(caller, id);
    return { workspaceId };
  }

  async #inTransaction(
    { workspaceId, actor }: Caller,
    action: Parameters<typeof auditWorkspace>[1]["action"],
    { configuration_id, name, type, version }: StoredAuthorization,
    work: (db: Parameters<typeof insertAuthorization>[0]) => Promise<void>,
  ): Promise<void> {
    const { storeOf, nowMs } = this.#ports;
    await storeOf(workspaceId)
      .db.transaction()
      .execute(async (db) => {
        await work(db);
        const detail = { configuration_id, name, type, version };
        await auditWorkspace(db, { workspaceId, action, by: actor, detail, nowMs: nowMs() });
      });
  }

  /** D3 */
  async #show({ workspace_id, configuration_id, type, version, sealed }: StoredAuthorization): Promise<void> {
    const shown = { v: 1 as const, type, version, sealed };
    await this.#onBus(() => this.#ports.secrets.putConfiguration(workspace_id, configuration_id, shown));
  }

  async #onBus(put: () => Promise<void>): Promise<void> {
    await put().catch((error: unknown) => this.#ports.onNotPut(error));
  }
}

const nameTaken = (name: string): ApiError =>
  new ApiError(409, `There is a configuration "${name}" already. Choose another name, or change that one.`);

const typeIsFixed = (type: string): ApiError =>
  new ApiError(422, `Its type stays ${type}: campaigns rely on it. Create another configuration.`, {
    problems: [{ field: "settings.type", issue: `must stay ${type}` }],
  });

const stillUsed = (uses: AuthorizationUses): ApiError =>
  new ApiError(
    409,
    `Campaigns that are not over name it: ${uses.map(({ campaign_id }) => campaign_id).join(", ")}. Edit or stop them first.`,
  );
