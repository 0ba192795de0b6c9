// A ledger entry: one compare-and-set publish on `ledger.<ws>.<run>.<n>`. It is at once claim, outcome log, fence and
// dedupe. State is cumulative (the last entry of a subject tells all that a successor must know); outcomes are those
// since the entry before. Columns, not objects: a batch has hundreds of recipients, and most of them end alike.
import { z } from "zod";
import { column } from "./column.ts";
import { RecipientEnd } from "./outcome.ts";
import type { RecipientRow } from "./batch.ts";

/** An end, or a retry at a later time. */
export const OutcomeEnd = z.enum([...RecipientEnd.options, "retry"]);
export type OutcomeEnd = z.infer<typeof OutcomeEnd>;

/** Of as many recipients as `user_id` names. */
export const OutcomeColumns = z.strictObject({
  index: z.array(z.int()),
  user_id: z.array(z.string()),
  end: column(OutcomeEnd),
  status: column(z.int()),
  attempts: column(z.int()),
  /** Requests that this pass made: 2 with a second try for a token, 0 where the outcome came without one (skipped, cancelled, still in doubt, …). */
  requested: column(z.int()),
  latency_ms: column(z.int()),
  /** Position in `reasons`; -1 for none. */
  reason: column(z.int()),
  reasons: z.array(z.string()),
  /** 1 where the request carried the mark. */
  possible_duplicate: column(z.int()),
  /** For each `retry` in `end`, in order: when, and the row to send again. */
  retry_due_at_ms: z.array(z.int()),
  retry_rows: z.array(z.custom<RecipientRow>(Array.isArray)),
  /** For each `dead_lettered` in `end`, in order: the row that a replay sends again. */
  dead_letter_rows: z.array(z.custom<RecipientRow>(Array.isArray)),
});
export type OutcomeColumns = z.infer<typeof OutcomeColumns>;

export const LedgerEntry = z.strictObject({
  /** 1: every column is a list, also where all its values are equal. */
  v: z.literal([1, 2]),
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
