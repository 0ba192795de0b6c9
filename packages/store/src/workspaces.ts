// Workspaces: the tenants. Everything else is keyed by them.
import type { Kysely } from "kysely";
import type { WorkspaceId } from "@sluice/schema";
import type { Store } from "./connect.ts";
import type { Database } from "./database.ts";

export interface NewWorkspace {
  workspaceId: WorkspaceId;
  name: string;
  /** Cap over all campaigns of the workspace together. Absent: the table's default. */
  requestsPerMinute?: number;
}

/** Creates the workspace; one that is there stays as it is. @returns whether it was made now. */
export async function ensureWorkspace(store: Store, workspace: NewWorkspace): Promise<boolean> {
  const { requestsPerMinute } = workspace;
  const result = await store.db
    .insertInto("workspaces")
    .values({
      workspace_id: workspace.workspaceId,
      name: workspace.name,
      ...(requestsPerMinute === undefined ? {} : { requests_per_minute: requestsPerMinute }),
    })
    .onConflict((conflict) => conflict.column("workspace_id").doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export interface ListedWorkspace {
  workspaceId: WorkspaceId;
  name: string;
  requestsPerMinute: number;
  createdAt: Date;
  /** In use. */
  keys: number;
}

/** All of them: for the operator, who has the database. */
export async function listWorkspaces(store: Store): Promise<ListedWorkspace[]> {
  const { rows } = await store.pool.query<ListedWorkspace>(
    `select workspace_id as "workspaceId", name, requests_per_minute as "requestsPerMinute", created_at as "createdAt",
       (select count(*) from api_keys k where k.workspace_id = w.workspace_id
          and (k.archived_at is null or k.archived_at > now())) as keys
     from workspaces w order by workspace_id`,
  );
  return rows;
}

export async function requestsPerMinuteCap(db: Kysely<Database>, workspaceId: WorkspaceId): Promise<number> {
  const row = await db
    .selectFrom("workspaces")
    .select("requests_per_minute")
    .where("workspace_id", "=", workspaceId)
    .executeTakeFirstOrThrow();
  return row.requests_per_minute;
}
