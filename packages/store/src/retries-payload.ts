// The payload of a batch made of retries: JSON of a `Batch`, put together from the stored text of its rows.
import {
  type Batch,
  MAX_BATCH_BYTES,
  MAX_BATCH_RECIPIENTS,
  type RunId,
  type WorkspaceId,
} from "@sluice/schema";

/** What the batches of a run have in common. */
export interface RetryRun {
  workspaceId: WorkspaceId;
  runId: RunId;
  approvalId: string;
  contentHash: string;
  expiresAtMs: number;
  /** null: as the run's first batch says. */
  attributes: string[] | null;
  /** Of a triggered run; null for any other. */
  eventAttributes: string[] | null;
}

export interface RetryRow {
  /** Made so far. */
  attempts: number;
  row_json: string;
  /** An attempt so far carried the mark. */
  possible_duplicate: boolean;
}

/** Left for everything but the rows: ids, attribute names, attempts. */
const ENVELOPE_BYTES = 16 * 1024;

/** Full batches in the order of the rows. A row that is too large for company has a batch of its own. */
export function splitIntoBatches(rows: readonly RetryRow[]): RetryRow[][] {
  const batches: RetryRow[][] = [];
  let bytes = Infinity;
  for (const row of rows) {
    const rowBytes = Buffer.byteLength(row.row_json) + 1;
    const current = batches.at(-1);
    const hasRoom = bytes + rowBytes <= MAX_BATCH_BYTES - ENVELOPE_BYTES;
    if (current !== undefined && current.length < MAX_BATCH_RECIPIENTS && hasRoom) {
      current.push(row);
      bytes += rowBytes;
    } else {
      batches.push([row]);
      bytes = rowBytes;
    }
  }
  return batches;
}

export function batchPayload(run: RetryRun, batchNo: number, rows: readonly RetryRow[]): string {
  const envelope: Omit<Batch, "rows"> = {
    v: 1,
    workspace_id: run.workspaceId,
    run_id: run.runId,
    batch_no: batchNo,
    approval_id: run.approvalId,
    content_hash: run.contentHash,
    expires_at_ms: run.expiresAtMs,
    attributes: run.attributes ?? [],
    ...(run.eventAttributes !== null && { event_attributes: run.eventAttributes }),
    attempts: rows.map((row) => row.attempts),
    ...(rows.some((row) => row.possible_duplicate) && {
      possible_duplicates: rows.map((row) => (row.possible_duplicate ? 1 : 0)),
    }),
  };
  return `${JSON.stringify(envelope).slice(0, -1)},"rows":[${rows.map((row) => row.row_json).join(",")}]}`;
}
