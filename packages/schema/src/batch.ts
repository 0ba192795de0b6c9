// A batch: recipients of one run carried by one message on `batches.<ws>.<run>.<n>`. Immutable once planned:
// a recipient is known by its index, and every attempt renders the same values.
import { z } from "zod";
import { ContentHash } from "./campaign/campaign.ts";
import { RunId, WorkspaceId } from "./ids.ts";

export const MAX_BATCH_RECIPIENTS = 500;
export const MAX_BATCH_BYTES = 512 * 1024;

/**
 * `[user_id, value of attributes[0], …, value of event_attributes[0], …]`; a value that is not there is null. In a
 * triggered run the first is the recipient key (ids.ts), which all that counts recipients takes for the user id.
 */
export const RecipientRow = z.tuple([z.string()], z.json());
export type RecipientRow = z.infer<typeof RecipientRow>;

export const Batch = z.strictObject({
  v: z.literal(1),
  workspace_id: WorkspaceId,
  run_id: RunId,
  batch_no: z.int().min(0),
  approval_id: z.string(),
  content_hash: ContentHash,
  expires_at_ms: z.int(),
  /** Names of the user attributes that the template reads, in the order of the rows' values. */
  attributes: z.array(z.string()),
  /**
   * Of a triggered run: names of the event attributes that the template reads; their values follow those of the user.
   * `attributes` begins with `user_id` there, because a row's first value is the recipient key.
   */
  event_attributes: z.array(z.string()).optional(),
  /**
   * Attempts already made, by recipient; absent in a batch that nobody tried before. 0 where it is given: a replayed dead
   * letter, which starts to count anew and is sent with the mark of a possible duplicate.
   */
  attempts: z.array(z.int()).optional(),
  /**
   * 1 for a recipient of whom an earlier attempt carried the mark of a possible duplicate: what became of the request before
   * that is not known to this day, and every attempt says so. Absent where there is none.
   */
  possible_duplicates: z.array(z.int()).optional(),
  rows: z.array(RecipientRow).min(1).max(MAX_BATCH_RECIPIENTS),
});
export type Batch = z.infer<typeof Batch>;

/** The batch without the cost of checking each row: what delivery parses. Postgres built the rows when the run was cut. */
export const BatchEnvelope = Batch.extend({ rows: z.array(z.custom<RecipientRow>(Array.isArray)).min(1) });

/**
 * Header of a batch that was planned before but is not finished: what Postgres already knows of it, so that a lost
 * ledger cannot make us send twice in silence. `claimed` recipients not in `settled` are in doubt.
 */
export const RESUME_HEADER = "Sluice-Resume";
export const BatchResume = z.strictObject({ claimed: z.int().min(0), settled: z.base64() });
export type BatchResume = z.infer<typeof BatchResume>;

/** Header of every batch of which it is known: the origin of its requests, by which a process shares its places. */
export const ORIGIN_HEADER = "Sluice-Origin";
