// The per-request log: one record for each attempt that is kept (every failure, a sample of the successes), already
// redacted and cut when it leaves the sender. On `attempts.<ws>.<run>`, several records in a message.
import { z } from "zod";
import { RunId, WorkspaceId } from "./ids.ts";

/** Of a request or response body, at most so much is kept. */
export const MAX_LOGGED_BODY_BYTES = 2_048;

export const AttemptRecord = z.strictObject({
  at_ms: z.int(),
  user_id: z.string(),
  batch_no: z.int().min(0),
  attempt: z.int().min(1),
  /** 0: no answer. */
  status: z.int().min(0).max(599),
  latency_ms: z.number().min(0),
  /** Bounded words, those of the outcome; null for a plain delivery. */
  error_code: z.string().nullable(),
  request: z.strictObject({
    method: z.string(),
    url: z.string(),
    headers: z.array(z.tuple([z.string(), z.string()])),
    body: z.string().nullable(),
  }),
  response: z
    .strictObject({ headers: z.array(z.tuple([z.string(), z.string()])), body: z.string() })
    .nullable(),
  possible_duplicate: z.boolean(),
});
export type AttemptRecord = z.infer<typeof AttemptRecord>;

export const AttemptChunk = z.strictObject({
  v: z.literal(1),
  workspace_id: WorkspaceId,
  run_id: RunId,
  /** Attempts that were to be kept and were not, because the sender's buffer was full. */
  dropped: z.int().min(0),
  records: z.array(AttemptRecord),
});
export type AttemptChunk = z.infer<typeof AttemptChunk>;
