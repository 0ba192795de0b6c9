// Retries: recipients that wait for their next attempt. When they are due they become batches again.
//
//   R1. A recipient waits in `retries` or is in a batch, never both: the row is deleted in the transaction that stores
//       the batch.
//   R2. The values of a row are the text that the ledger carried, copied and never parsed: every attempt renders the same.
//       A triggered run's retries live on for a day after each attempt: its sends have no common expiry.
//       So does the mark: who was once sent as a possible duplicate is so in every later attempt.
//   R3. Nobody waits for what will not be sent: of a stopped or expired run everything is due at once. A paused run's
//       retries stay where they are.
import { type RunId, SEND_LIFETIME_MS, type WorkspaceId } from "@sluice/schema";
import { type Kysely, sql, type Transaction } from "kysely";
import type { Store } from "./connect.ts";
import type { Database } from "./database.ts";
import { batchPayload, type RetryRow, type RetryRun, splitIntoBatches } from "./retries-payload.ts";

export interface RunWithDueRetries extends RetryRun {
  /** Everything is due, whatever its time says (R3). */
  isOver: boolean;
}

/** Runs that have retries to be batched now. */
export async function runsWithDueRetries(store: Store, nowMs: number): Promise<RunWithDueRetries[]> {
  const text = `
    select r.run_id, r.workspace_id, r.approval_id, r.content_hash, r.row_attributes, r.row_event_attributes,
      case when r.is_triggered then $2 else r.expires_at end::timestamptz as expires_at,
      (r.status = 'stopped' or r.expires_at <= $1) as is_over
    from runs r
    where r.ended_at is null and exists (
      select from retries t where t.run_id = r.run_id and t.due_at <= case
        when r.status = 'stopped' or r.expires_at <= $1 then 'infinity'
        when r.status = 'paused' then '-infinity'
        else $1 end::timestamptz)`;
  const values = [new Date(nowMs), new Date(nowMs + SEND_LIFETIME_MS)];
  const { rows } = await store.pool.query<RetryRunRow>({ name: "runs_with_due_retries", text, values });
  return rows.map(toRun);
}

interface RetryRunRow {
  run_id: RunId;
  workspace_id: WorkspaceId;
  approval_id: string;
  content_hash: string;
  expires_at: Date;
  row_attributes: string[] | null;
  row_event_attributes: string[] | null;
  is_over: boolean;
}

const toRun = (row: RetryRunRow): RunWithDueRetries => ({
  workspaceId: row.workspace_id,
  runId: row.run_id,
  approvalId: row.approval_id,
  contentHash: row.content_hash,
  expiresAtMs: row.expires_at.getTime(),
  attributes: row.row_attributes,
  eventAttributes: row.row_event_attributes,
  isOver: row.is_over,
});

export interface BatchedRetries {
  batches: number;
  recipients: number;
}

/**
 * Plans batches for up to `maxRecipients` due retries of a run, in one transaction. Rows that another process is at are
 * passed over. Call again while `recipients` equals `maxRecipients`.
 */
export async function batchDueRetries(
  store: Store,
  run: RunWithDueRetries,
  nowMs: number,
  maxRecipients = 5_000,
): Promise<BatchedRetries> {
  const attributes = run.attributes ?? (await attributesOfFirstBatch(store.db, run.runId));
  return store.db.transaction().execute(async (tx) => {
    const rows = await takeDue(tx, run, nowMs, maxRecipients);
    if (rows.length === 0) return { batches: 0, recipients: 0 };
    const batches = splitIntoBatches(rows);
    const firstBatchNo = await allocateBatchNumbers(tx, run.runId, batches.length);
    for (const [i, batch] of batches.entries()) {
      await insertBatch(tx, { ...run, attributes }, firstBatchNo + i, batch);
    }
    await tx
      .updateTable("run_totals")
      .set((eb) => ({ retrying: eb("retrying", "-", rows.length) }))
      .where("run_id", "=", run.runId)
      .execute();
    return { batches: batches.length, recipients: rows.length };
  });
}

/** R1, R3. In the order of their time, so that who waits longest is served first. */
async function takeDue(
  tx: Transaction<Database>,
  run: RunWithDueRetries,
  nowMs: number,
  limit: number,
): Promise<RetryRow[]> {
  const due = run.isOver ? sql`true` : sql`due_at <= ${new Date(nowMs)}`;
  const { rows } = await sql<RetryRow>`
    with due as materialized (
      select user_id, due_at from retries where run_id = ${run.runId} and ${due}
      order by due_at limit ${limit} for update skip locked)
    delete from retries t using due where t.run_id = ${run.runId} and t.user_id = due.user_id
    returning t.attempts, t.row_json, t.possible_duplicate`.execute(tx);
  return rows;
}

async function allocateBatchNumbers(tx: Transaction<Database>, runId: RunId, count: number): Promise<number> {
  const { next_batch_no } = await tx
    .updateTable("runs")
    .set((eb) => ({ next_batch_no: eb("next_batch_no", "+", count) }))
    .where("run_id", "=", runId)
    .returning("next_batch_no")
    .executeTakeFirstOrThrow();
  return next_batch_no - count;
}

async function insertBatch(
  tx: Transaction<Database>,
  run: RetryRun,
  batchNo: number,
  rows: readonly RetryRow[],
): Promise<void> {
  const payload = batchPayload(run, batchNo, rows);
  await tx
    .insertInto("run_batches")
    .values({
      run_id: run.runId,
      batch_no: batchNo,
      state: "planned",
      recipients: rows.length,
      payload,
      is_retry: true,
    })
    .execute();
}

/** Every batch of a run names the same attributes; the cut wrote them into its first. */
export async function attributesOfFirstBatch(db: Kysely<Database>, runId: RunId): Promise<string[]> {
  const { rows } = await sql<{ attributes: string[] }>`
    select payload::json -> 'attributes' as attributes from run_batches
    where run_id = ${runId} order by batch_no limit 1`.execute(db);
  return rows[0]?.attributes ?? [];
}
