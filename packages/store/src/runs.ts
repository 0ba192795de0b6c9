// Runs that are alive: what the planner carries on, and what is told about them. Their statistics are in run-stats.ts.
import type { RunId, RunPlan, RunStatus, WorkspaceId } from "@sluice/schema";
import type { Store } from "./connect.ts";

/** A run of which something is open, and whose audience is cut as far as it will be: stopping ends the cut. */
export interface LiveRun {
  runId: RunId;
  workspaceId: WorkspaceId;
  campaignId: string;
  status: RunStatus;
  recipients: number;
  /** null: only the workspace's cap holds. */
  requestsPerMinute: number | null;
  workspaceRequestsPerMinute: number;
}

export async function liveRuns(store: Store): Promise<LiveRun[]> {
  const { rows } = await store.pool.query<LiveRun>(
    `select r.run_id as "runId", r.workspace_id as "workspaceId", r.campaign_id as "campaignId", r.status, r.recipients,
       r.requests_per_minute as "requestsPerMinute", w.requests_per_minute as "workspaceRequestsPerMinute"
     from runs r join workspaces w using (workspace_id)
     where r.ended_at is null and (r.cut_finished_at is not null or r.status = 'stopped') order by r.run_id`,
  );
  return rows;
}

/** What delivery needs to know of a run; fixed when it was published. */
export async function runPlan(store: Store, runId: RunId): Promise<RunPlan | null> {
  const row = await store.db
    .selectFrom("runs")
    .select(["workspace_id", "run_id", "campaign_id", "approval_id", "content_hash", "definition"])
    .where("run_id", "=", runId)
    .executeTakeFirst();
  return row === undefined ? null : { v: 1, ...row, definition: row.definition as RunPlan["definition"] };
}

/** planned → sending. @returns false when the run is no longer planned: paused, stopped, or started by another planner. */
export async function startRun(store: Store, runId: RunId, now: Date): Promise<boolean> {
  const result = await store.db
    .updateTable("runs")
    .set({ status: "sending" satisfies RunStatus, started_at: now })
    .where("run_id", "=", runId)
    .where("status", "=", "planned")
    .where("cut_finished_at", "is not", null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export interface EndedRunRef {
  runId: RunId;
  workspaceId: WorkspaceId;
  endedAt: Date;
}

/** Runs that ended after `from` and not after `until`, the earliest first; at most `limit`. */
export async function runsEnded(
  store: Store,
  { from, until, limit }: { from: Date; until: Date; limit: number },
): Promise<EndedRunRef[]> {
  const { rows } = await store.pool.query<EndedRunRef>(
    `select run_id as "runId", workspace_id as "workspaceId", ended_at as "endedAt" from runs
     where ended_at > $1 and ended_at <= $2 order by ended_at limit $3`,
    [from, until, limit],
  );
  return rows;
}
