// How large batches are, and how many of a run are on the bus: enough that senders never wait for the planner, and so
// little that a pause, a limit or another run takes effect soon.
import { MAX_BATCH_RECIPIENTS } from "@sluice/schema";

/** A batch is at most so much work, so that a slow run is shared among senders and lets go of them quickly. */
const BATCH_SECONDS = 2;
const MIN_BATCH_RECIPIENTS = 10;

export function batchRecipients(requestsPerMinute: number): number {
  const inFewSeconds = Math.floor((requestsPerMinute / 60) * BATCH_SECONDS);
  return Math.min(MAX_BATCH_RECIPIENTS, Math.max(MIN_BATCH_RECIPIENTS, inFewSeconds));
}

/** Worth of work that waits on the bus or is held by senders. */
const FED_SECONDS = 6;
/** Senders that share a run's permits end their batches at the same time: for each of them another has to wait. */
const MIN_FED_BATCHES = 4;
/** 64 × 500 recipients are 4 seconds of work at 8,000 requests a second. */
const MAX_FED_BATCHES = 64;

export interface RunPace {
  /** null: only the workspace's cap holds. */
  requestsPerMinute: number | null;
  workspaceRequestsPerMinute: number;
  /** Of a batch, on average. */
  batchRecipients: number;
}

/** How many batches of a run may be fed and not done at a time. */
export function fedBatchesAllowed(run: RunPace): number {
  if (run.requestsPerMinute === null) return MAX_FED_BATCHES;
  const perSecond = Math.min(run.requestsPerMinute, run.workspaceRequestsPerMinute) / 60;
  const wanted = Math.ceil((perSecond * FED_SECONDS) / run.batchRecipients);
  return Math.min(MAX_FED_BATCHES, Math.max(MIN_FED_BATCHES, wanted));
}
