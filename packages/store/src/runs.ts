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
  /** In force. null: only the caps hold. */
  requestsPerMinute: number | null;
  workspaceRequestsPerMinute: number;
  /** Scheme, host and port; null when it is not known. */
  origin: string | null;
  /** null: the origin has no cap. */
  originRequestsPerMinute: number | null;
  weight: number;
  /** Sends what calls bring, at once and before the others; ends when it is stopped. */
  isTriggered: boolean;
  /** Of the definition, where it says something; keep when people have set the limit since. Read only until the run starts. */
  fourHourRule: "raise" | "keep" | null;
}

/** What the four-hour rule makes of a run's limit. */
export interface RaisedLimit {
  requestsPerMinute: number;
  /** For people. */
  because: string;
}

export async function liveRuns(store: Store): Promise<LiveRun[]> {
  const text = `select r.run_id as "runId", r.workspace_id as "workspaceId", r.campaign_id as "campaignId", r.status, r.recipients,
       coalesce(r.raised_requests_per_minute, r.requests_per_minute) as "requestsPerMinute",
       w.requests_per_minute as "workspaceRequestsPerMinute", r.origin,
       o.requests_per_minute as "originRequestsPerMinute", r.throttle_weight as weight, r.is_triggered as "isTriggered",
       case when r.status = 'planned' then case when r.limit_changed_at is not null then 'keep'
         else r.definition #>> '{delivery_controls,four_hour_rule}' end end as "fourHourRule"
     from runs r join workspaces w using (workspace_id)
       left join origin_limits o on o.workspace_id = r.workspace_id and o.origin = r.origin
     where r.ended_at is null and (r.cut_finished_at is not null or r.status = 'stopped') order by r.run_id`;
  const { rows } = await store.pool.query<LiveRun>({ name: "live_runs", text }); // nine times a second
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

/**
 * planned → sending.
 * @param raised holds instead of the limit that people asked for, which is still what it was raised from
 * @returns false when the run is no longer what it was: paused, stopped, its limit changed, or started by another planner.
 */
export async function startRun(
  store: Store,
  runId: RunId,
  now: Date,
  raised: RaisedLimit | null = null,
): Promise<boolean> {
  const result = await store.db
    .updateTable("runs")
    .set({
      status: "sending" satisfies RunStatus,
      started_at: now,
      ...(raised !== null && {
        raised_requests_per_minute: raised.requestsPerMinute,
        limit_raised_because: raised.because,
      }),
    })
    .where("run_id", "=", runId)
    .where("status", "=", "planned")
    .where("cut_finished_at", "is not", null)
    .$if(raised !== null, (query) => query.where("limit_changed_at", "is", null))
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
