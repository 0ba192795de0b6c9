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

/** Creates the workspace; one that is there stays as it is. */
export async function ensureWorkspace(store: Store, workspace: NewWorkspace): Promise<void> {
  const { requestsPerMinute } = workspace;
  await store.db
    .insertInto("workspaces")
    .values({
      workspace_id: workspace.workspaceId,
      name: workspace.name,
      ...(requestsPerMinute === undefined ? {} : { requests_per_minute: requestsPerMinute }),
    })
    .onConflict((conflict) => conflict.column("workspace_id").doNothing())
    .execute();
}

export async function requestsPerMinuteCap(db: Kysely<Database>, workspaceId: WorkspaceId): Promise<number> {
  const row = await db
    .selectFrom("workspaces")
    .select("requests_per_minute")
    .where("workspace_id", "=", workspaceId)
    .executeTakeFirstOrThrow();
  return row.requests_per_minute;
}
