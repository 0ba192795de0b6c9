// Batches of a run on their way to the bus. Their states: planned → fed → done; a holder that gives one up makes it
// planned again (ledger-projection-statements.ts).
import type { RunId, WorkspaceId } from "@sluice/schema";
import type { Store } from "./connect.ts";

/** A live run that has batches to feed, or on the bus. Stopped and expired ones too: delivery settles them as cancelled or expired. */
export interface RunToFeed {
  runId: RunId;
  workspaceId: WorkspaceId;
  /** Scheme, host and port; null when it is not known. */
  origin: string | null;
  /** null: only the workspace's cap holds. */
  requestsPerMinute: number | null;
  workspaceRequestsPerMinute: number;
  /** Of a batch, on average. */
  batchRecipients: number;
  fedBatches: number;
  /** false: all that it has is fed. */
  hasPlanned: boolean;
}

export interface PlannedBatch {
  batchNo: number;
  /** JSON of a `Batch`. */
  payload: string;
  /** What is known of a batch that was on the bus before; null otherwise. `settled` is base64. */
  resume: { claimed: number; settled: string } | null;
}

export async function runsToFeed(store: Store): Promise<RunToFeed[]> {
  const text = `select r.run_id as "runId", r.workspace_id as "workspaceId", coalesce(r.raised_requests_per_minute, r.requests_per_minute) as "requestsPerMinute",
       w.requests_per_minute as "workspaceRequestsPerMinute",
       greatest(1, r.recipients / greatest(1, r.next_batch_no)) as "batchRecipients",
       r.origin, fed.count as "fedBatches",
       exists (select from run_batches b where b.run_id = r.run_id and b.state = 'planned') as "hasPlanned"
     from runs r join workspaces w using (workspace_id)
       cross join lateral (select count(*) from run_batches b where b.run_id = r.run_id and b.state = 'fed') fed
     where r.ended_at is null and r.status not in ('planned', 'paused')
       and (fed.count > 0 or exists (select from run_batches b where b.run_id = r.run_id and b.state = 'planned'))
     order by r.run_id`;
  const { rows } = await store.pool.query<RunToFeed>({ name: "runs_to_feed", text });
  return rows;
}

/**
 * The next batches, as many as fit `limit`: those of the cut in order, those of retries in order, one of each in turn. By
 * number alone a retry would wait until the whole audience has had its first attempt.
 */
export async function plannedBatches(store: Store, runId: RunId, limit: number): Promise<PlannedBatch[]> {
  const { rows } = await store.pool.query<BatchRow>(
    `select batch_no, payload, claimed, encode(settled, 'base64') as settled
     from (${nextOfKind("is_retry = true")} union all ${nextOfKind("is_retry = false")}) as next
     order by turn, is_retry desc limit $2`,
    [runId, limit],
  );
  return rows.map((row) => ({ batchNo: row.batch_no, payload: row.payload, resume: resumeOf(row) }));
}

const nextOfKind = (isOfKind: string): string =>
  `(select batch_no, payload, claimed, settled, is_retry, row_number() over (order by batch_no) as turn
    from run_batches where run_id = $1 and state = 'planned' and ${isOfKind} order by batch_no limit $2)`;

interface BatchRow {
  batch_no: number;
  payload: string;
  claimed: number;
  settled: string | null;
}

function resumeOf({ claimed, settled }: BatchRow): PlannedBatch["resume"] {
  if (claimed === 0 && settled === null) return null;
  return { claimed, settled: (settled ?? "").replaceAll("\n", "") }; // Postgres breaks base64 into lines
}

/**
 * A batch that is done by now stays done. One whose row the ledger's projection is at is passed over, because two that lock
 * many rows in different orders would wait for each other: it stays planned, and feeding it again finds it on the bus.
 *
 * An array, not `in (select …)`: joined, the rows are locked anew for each batch of the run wherever Postgres expects few.
 */
export async function markFed(
  store: Store,
  runId: RunId,
  batchNos: readonly number[],
  now: Date,
): Promise<void> {
  await store.pool.query(
    `update run_batches set state = 'fed', fed_at = $3 where run_id = $1 and batch_no = any (array(
       select batch_no from run_batches
       where run_id = $1 and batch_no = any($2::integer[]) and state = 'planned' for update skip locked))`,
    [runId, batchNos, now],
  );
}
