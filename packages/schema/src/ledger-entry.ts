// A ledger entry: one compare-and-set publish on `ledger.<ws>.<run>.<n>`. It is at once claim, outcome log, fence and
// dedupe. State is cumulative (the last entry of a subject tells all that a successor must know); outcomes are those
// since the entry before. Columns, not objects: a batch has hundreds of recipients.
import { z } from "zod";
import { RecipientEnd } from "./outcome.ts";
import type { RecipientRow } from "./batch.ts";

export const OutcomeColumns = z.strictObject({
  index: z.array(z.int()),
  user_id: z.array(z.string()),
  end: z.array(z.enum([...RecipientEnd.options, "retry"])),
  status: z.array(z.int()),
  attempts: z.array(z.int()),
  /** 1 where this pass made a request; 0 where the outcome came without one (skipped, cancelled, still in doubt, …). */
  requested: z.array(z.int()),
  latency_ms: z.array(z.int()),
  /** Position in `reasons`; -1 for none. */
  reason: z.array(z.int()),
  reasons: z.array(z.string()),
  /** 1 where the request carried the mark. */
  possible_duplicate: z.array(z.int()),
  /** For each `retry` in `end`, in order: when, and the row to send again. */
  retry_due_at_ms: z.array(z.int()),
  retry_rows: z.array(z.custom<RecipientRow>(Array.isArray)),
  /** For each `dead_lettered` in `end`, in order: the row that a replay sends again. */
  dead_letter_rows: z.array(z.custom<RecipientRow>(Array.isArray)),
});
export type OutcomeColumns = z.infer<typeof OutcomeColumns>;

export const LedgerEntry = z.strictObject({
  v: z.literal(1),
  /** Grows by one with each takeover: the fence. */
  epoch: z.int().min(1),
  /** Process and thread that holds the batch. */
  owner: z.string(),
  /** Recipients below this index may have been sent. */
  claimed: z.int().min(0),
  /** Bit i (least significant first) is set when recipient i has an outcome. Base64. */
  settled: z.base64(),
  recipients: z.int().min(1),
  /** Every recipient has an outcome; nothing follows. */
  done: z.boolean(),
  /** The holder gave the batch up on purpose; a successor need not wait for the lease. */
  released: z.boolean(),
  /** Wall clock of the writer, for people; nothing is decided by it. */
  at_ms: z.int(),
  outcomes: OutcomeColumns.nullable(),
});
export type LedgerEntry = z.infer<typeof LedgerEntry>;
