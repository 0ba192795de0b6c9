// Slack workspaces that are linked with a workspace, and the installations of the app in them. The tokens are a sealed text:
// this package neither seals nor opens.
//
//   L1. A Slack workspace is linked with one workspace, by the operator alone. It changes hands only over `unlinkSlackTeam`,
//       which takes its tokens away.
//   L2. An installation is kept only for a link that is there, by compare-and-set on its version, which the text is sealed for.
import type { WorkspaceId } from "@sluice/schema";
import type { Store } from "./connect.ts";

export interface SlackLink {
  teamId: string;
  workspaceId: WorkspaceId;
  channelId: string;
  /** Id of the user group that approves; null: every full member does. */
  approvers: string | null;
}

export interface SlackInstallation extends SlackLink {
  teamName: string | null;
  linkedAt: Date;
  /** Null: not installed, or no longer. */
  sealed: string | null;
  version: number;
  installedAt: Date | null;
}

const COLUMNS = `team_id as "teamId", workspace_id as "workspaceId", channel_id as "channelId", approvers,
  team_name as "teamName", linked_at as "linkedAt", sealed, version, installed_at as "installedAt"`;

/** L1. @returns "elsewhere" when it is linked with another workspace. */
export async function linkSlackTeam(
  store: Store,
  { teamId, workspaceId, channelId, approvers }: SlackLink,
  now: Date,
): Promise<"linked" | "elsewhere"> {
  const { rowCount } = await store.pool.query(
    `insert into slack_installations as known (team_id, workspace_id, channel_id, approvers, linked_at)
     values ($1, $2, $3, $4, $5)
     on conflict (team_id) do update set channel_id = excluded.channel_id, approvers = excluded.approvers,
       linked_at = excluded.linked_at
     where known.workspace_id = excluded.workspace_id`,
    [teamId, workspaceId, channelId, approvers, now],
  );
  return rowCount === 1 ? "linked" : "elsewhere";
}

/** L1. @returns the workspace that it was linked with; null: none. */
export async function unlinkSlackTeam(store: Store, teamId: string): Promise<WorkspaceId | null> {
  const { rows } = await store.pool.query<{ workspaceId: WorkspaceId }>(
    `delete from slack_installations where team_id = $1 returning workspace_id as "workspaceId"`,
    [teamId],
  );
  return rows[0]?.workspaceId ?? null;
}

/** All of them: for the operator, who has the database. */
export async function listSlackInstallations(store: Store): Promise<SlackInstallation[]> {
  const { rows } = await store.pool.query<SlackInstallation>(
    `select ${COLUMNS} from slack_installations order by workspace_id, team_id`,
  );
  return rows;
}

/** Whichever workspace it is linked with: Slack has said which Slack workspace it is. */
export async function findSlackInstallation(store: Store, teamId: string): Promise<SlackInstallation | null> {
  const { rows } = await store.pool.query<SlackInstallation>(
    `select ${COLUMNS} from slack_installation($1)`,
    [teamId],
  );
  return rows[0] ?? null;
}

/** Where the app is installed now; the newest first. */
export async function installedSlackTeams(store: Store, most: number): Promise<string[]> {
  const { rows } = await store.pool.query<{ teamId: string }>(
    `select "teamId" from installed_slack_teams($1) as "teamId"`,
    [most],
  );
  return rows.map(({ teamId }) => teamId);
}

type Kept = Pick<SlackInstallation, "teamId" | "workspaceId" | "teamName" | "version"> & { sealed: string };

/** L2. @param store as the workspace sees it. @returns false when the link is gone, or another installation was first. */
export async function keepSlackInstallation(store: Store, kept: Kept, now: Date): Promise<boolean> {
  const { rowCount } = await store.pool.query(
    `update slack_installations set sealed = $4, team_name = $5, version = $3, installed_at = $6
     where team_id = $1 and workspace_id = $2 and version = $3 - 1`,
    [kept.teamId, kept.workspaceId, kept.version, kept.sealed, kept.teamName, now],
  );
  return rowCount === 1;
}

/** Its tokens are gone; the link stays the operator's. One that was made after `told` is another one, and stays. */
export async function removeSlackInstallation(
  store: Store,
  { teamId, workspaceId }: Pick<SlackLink, "teamId" | "workspaceId">,
  told: Date,
): Promise<boolean> {
  const { rowCount } = await store.pool.query(
    `update slack_installations set sealed = null, installed_at = null
     where team_id = $1 and workspace_id = $2 and sealed is not null and installed_at <= $3`,
    [teamId, workspaceId, told],
  );
  return rowCount === 1;
}
