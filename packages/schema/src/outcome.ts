// How a recipient ends, and how one attempt ended.
import { z } from "zod";

/** The six ends. Every recipient of a run reaches exactly one. */
export const RecipientEnd = z.enum([
  "delivered",
  "skipped",
  "unknown",
  "expired",
  "cancelled",
  "dead_lettered",
]);
export type RecipientEnd = z.infer<typeof RecipientEnd>;
export const RECIPIENT_ENDS: readonly RecipientEnd[] = RecipientEnd.options;

/** What the sender decided for one recipient of a batch: an end, or a retry at a later time. */
export type RecipientOutcome = {
  index: number;
  /** HTTP status of the last attempt; 0 when there was no answer or no request. */
  status: number;
  /** Attempts made so far, this one included; 0 when no request was ever made. */
  attempts: number;
  /** Made in this pass: 0, 1, or 2 where the first was refused for its token. */
  requests: number;
  latencyMs: number;
  /** Why, for everything but a plain delivery: bounded words such as `status 404` or `timeout`. */
  reason: string | null;
  /** The request may have reached the endpoint before: it was sent with the mark. */
  isPossibleDuplicate: boolean;
} & ({ end: RecipientEnd } | { end: "retry"; dueAtMs: number });
