// A triggered run does not end by itself, so what other runs lose after their end leaves it by age. Its counts stay.
import type { RunId } from "@sluice/schema";
import type { Store } from "./connect.ts";
import type { BatchPosition } from "./lost-batches.ts";

/** Batches of live triggered runs that were fed before the given time and are done. */
export async function oldDoneBatches(
  store: Store,
  fedBeforeMs: number,
  limit: number,
): Promise<BatchPosition[]> {
  const { rows } = await store.pool.query<BatchPosition>(
    `select r.workspace_id as "workspaceId", b.run_id as "runId", b.batch_no as "batchNo"
     from runs r join run_batches b using (run_id)
     where r.is_triggered and r.ended_at is null and b.state = 'done' and b.fed_at < $1
     order by b.run_id, b.batch_no limit $2`,
    [new Date(fedBeforeMs), limit],
  );
  return rows;
}

export async function removeDoneBatches(
  store: Store,
  runId: RunId,
  batchNos: readonly number[],
): Promise<void> {
  await store.pool.query(
    "delete from run_batches where run_id = $1 and batch_no = any($2::integer[]) and state = 'done'",
    [runId, batchNos],
  );
}

/** What became of recipients of live triggered runs before the given time. @returns how many rows went, at most `limit`. */
export async function removeOldDeliveries(
  store: Store,
  settledBeforeMs: number,
  limit: number,
): Promise<number> {
  const { rowCount } = await store.pool.query(
    `delete from deliveries where ctid = any (array(
       select d.ctid from deliveries d where d.settled_at < $1 and d.run_id in (
         select run_id from runs where is_triggered and ended_at is null) limit $2))`,
    [new Date(settledBeforeMs), limit],
  );
  return rowCount ?? 0;
}

/** @returns how many rows went, at most `limit`. */
export async function removeOldRequests(
  store: Store,
  acceptedBeforeMs: number,
  limit: number,
): Promise<number> {
  const { rowCount } = await store.pool.query(
    `delete from send_requests where ctid = any (array(
       select ctid from send_requests where accepted_at < $1 limit $2))`,
    [new Date(acceptedBeforeMs), limit],
  );
  return rowCount ?? 0;
}
