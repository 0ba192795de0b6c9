// Runs that should have begun and have not: nobody plans.
import { sql } from "kysely";
import type { WorkspaceId } from "@sluice/schema";
import type { Store } from "./connect.ts";

/** Of the workspace, those planned to start before then. */
export async function lateRuns(store: Store, workspaceId: WorkspaceId, before: Date): Promise<number> {
  const { count } = await store.db
    .selectFrom("runs")
    .select(sql<string>`count(*)`.as("count"))
    .where("workspace_id", "=", workspaceId)
    .where("status", "=", "planned")
    .where("ended_at", "is", null)
    .where("starts_at", "<", before)
    .executeTakeFirstOrThrow();
  return Number(count);
}
