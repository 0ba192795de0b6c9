// Limits on requests a minute: the workspace's cap, the caps of its origins, and the limit of a run while it is sent.
import type { Kysely } from "kysely";
import type { RunId, WorkspaceId } from "@sluice/schema";
import type { Database } from "./database.ts";

export interface OriginLimit {
  /** Scheme, host and port. */
  origin: string;
  requestsPerMinute: number;
}

/** What a run's limit is compared with when people change it. */
export interface RunLimits {
  asked: number | null;
  approved: number | null;
  /** In force, before the caps. */
  effective: number | null;
}

export async function setRequestsPerMinuteCap(
  db: Kysely<Database>,
  workspaceId: WorkspaceId,
  requestsPerMinute: number,
): Promise<void> {
  await db
    .updateTable("workspaces")
    .set({ requests_per_minute: requestsPerMinute })
    .where("workspace_id", "=", workspaceId)
    .execute();
}

/** By origin. */
export async function originLimits(db: Kysely<Database>, workspaceId: WorkspaceId): Promise<OriginLimit[]> {
  return db
    .selectFrom("origin_limits")
    .select(["origin", "requests_per_minute as requestsPerMinute"])
    .where("workspace_id", "=", workspaceId)
    .orderBy("origin")
    .execute();
}

export async function setOriginLimit(
  db: Kysely<Database>,
  workspaceId: WorkspaceId,
  { origin, requestsPerMinute }: OriginLimit,
  at: string,
): Promise<void> {
  const values = { requests_per_minute: requestsPerMinute, updated_at: new Date(at) };
  await db
    .insertInto("origin_limits")
    .values({ workspace_id: workspaceId, origin, ...values })
    .onConflict((conflict) => conflict.columns(["workspace_id", "origin"]).doUpdateSet(values))
    .execute();
}

/** @returns false when there was none. */
export async function removeOriginLimit(
  db: Kysely<Database>,
  workspaceId: WorkspaceId,
  origin: string,
): Promise<boolean> {
  const result = await db
    .deleteFrom("origin_limits")
    .where("workspace_id", "=", workspaceId)
    .where("origin", "=", origin)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Locks the run until the transaction ends. @returns null when it is over. */
export async function lockRunLimits(db: Kysely<Database>, runId: RunId): Promise<RunLimits | null> {
  const row = await db
    .selectFrom("runs")
    .select(["requests_per_minute", "approved_requests_per_minute", "raised_requests_per_minute"])
    .where("run_id", "=", runId)
    .where("ended_at", "is", null)
    .where("status", "in", ["planned", "sending", "paused"])
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    asked: row.requests_per_minute,
    approved: row.approved_requests_per_minute,
    effective: row.raised_requests_per_minute ?? row.requests_per_minute,
  };
}

/** @param approved what is approved from now on */
export async function setRunLimit(
  db: Kysely<Database>,
  runId: RunId,
  { asked, approved }: { asked: number; approved: number | null },
  at: string,
): Promise<void> {
  await db
    .updateTable("runs")
    .set({
      requests_per_minute: asked,
      approved_requests_per_minute: approved,
      raised_requests_per_minute: null,
      limit_raised_because: null,
      limit_changed_at: new Date(at),
    })
    .where("run_id", "=", runId)
    .execute();
}
