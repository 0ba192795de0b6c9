// Sealed texts of all workspaces, for the planner: what it shows on the bus, and what it wraps again under a new key.
//
//   S1. A text is replaced only while it is still the one that was wrapped again: a change in between wins.
import type { AuthorizationId, AuthorizationType, WorkspaceId } from "@sluice/schema";
import type { Store } from "./connect.ts";

export interface SealedRow {
  kind: "authorization" | "signing" | "slack";
  workspaceId: WorkspaceId;
  id: string;
  version: number;
  sealed: string;
}

/** Rows that are sealed with another key than the one whose texts begin with `currentPrefix`. */
export async function rowsToRewrap(store: Store, currentPrefix: string, limit: number): Promise<SealedRow[]> {
  const { rows } = await store.pool.query<SealedRow>(
    `select 'authorization' as kind, workspace_id as "workspaceId", configuration_id as id, version, sealed
       from authorization_configurations where not starts_with(sealed, $1)
     union all
     select 'signing', workspace_id, secret_id, 1, sealed from signing_secrets where not starts_with(sealed, $1)
     union all
     select 'slack', workspace_id, team_id, version, sealed from slack_installations
       where sealed is not null and not starts_with(sealed, $1)
     limit $2`,
    [currentPrefix, limit],
  );
  return rows;
}

const PLACES: Readonly<Record<SealedRow["kind"], readonly [table: string, id: string]>> = {
  authorization: ["authorization_configurations", "configuration_id"],
  signing: ["signing_secrets", "secret_id"],
  slack: ["slack_installations", "team_id"],
};

/** S1. @returns whether it was replaced. */
export async function replaceSealed(store: Store, row: SealedRow, sealed: string): Promise<boolean> {
  const [table, id] = PLACES[row.kind];
  const { rowCount } = await store.pool.query(
    `update ${table} set sealed = $4 where workspace_id = $1 and ${id} = $2 and sealed = $3`,
    [row.workspaceId, row.id, row.sealed, sealed],
  );
  return rowCount === 1;
}

export interface SealedAuthorization {
  workspaceId: WorkspaceId;
  configurationId: AuthorizationId;
  type: AuthorizationType;
  version: number;
  sealed: string;
}

/** Of these workspaces. */
export async function sealedAuthorizations(
  store: Store,
  workspaceIds: readonly WorkspaceId[],
): Promise<SealedAuthorization[]> {
  const { rows } = await store.pool.query<SealedAuthorization>(
    `select workspace_id as "workspaceId", configuration_id as "configurationId", type, version, sealed
     from authorization_configurations where workspace_id = any($1)`,
    [workspaceIds],
  );
  return rows;
}

/** Workspaces that have none: those that are new, and those that are older than signing. */
export async function workspacesWithoutSecret(store: Store, limit: number): Promise<WorkspaceId[]> {
  const text = `select workspace_id from workspaces w where not exists
       (select from signing_secrets s where s.workspace_id = w.workspace_id and s.retires_at is null) limit $1`;
  const { rows } = await store.pool.query<{ workspace_id: WorkspaceId }>({
    name: "workspaces_without_secret",
    text,
    values: [limit],
  });
  return rows.map(({ workspace_id }) => workspace_id);
}

/** Whose secrets senders need now. */
export async function workspacesThatSend(store: Store): Promise<WorkspaceId[]> {
  const { rows } = await store.pool.query<{ workspace_id: WorkspaceId }>({
    name: "workspaces_that_send",
    text: "select distinct workspace_id from runs where ended_at is null",
  });
  return rows.map(({ workspace_id }) => workspace_id);
}
