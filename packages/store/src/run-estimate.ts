// When a run will have sent to everybody: from those who are open, and the limit or the rate so far, whichever is slower.
import { DEFAULT_RETRY_POLICY, USABLE_SHARE_OF_LIMIT } from "@sluice/schema";

/** Before that the rate so far says little: connections open, the first batches are on their way. */
const STEADY_AFTER_MS = 30_000;
const MINUTE_MS = 60_000;

export interface RunInProgress {
  /** Only of what is planned and of what is sent something can be said. */
  status: string;
  isCut: boolean;
  open: number;
  /** Who has an end. */
  ended: number;
  attempts: number;
  startsAtMs: number;
  /** Since the start; 0 before it. */
  durationMs: number;
  /** With every cap. */
  limitPerMinute: number;
  /** A rate from before a change of the limit says nothing of the time after it. */
  isLimitChanged: boolean;
  /** Who is open then ends without a request. */
  expiresAtMs: number;
}

/** @returns milliseconds since 1970; null when it is not known. */
export function estimatedEndMs(run: RunInProgress, nowMs: number): number | null {
  if (!run.isCut || run.open === 0) return null;
  if (run.status !== "planned" && run.status !== "sending") return null;
  const minutes = (run.open * requestsEach(run)) / requestsPerMinute(run);
  const fromMs = run.status === "planned" ? Math.max(nowMs, run.startsAtMs) : nowMs;
  return Math.min(Math.round(fromMs + minutes * MINUTE_MS), run.expiresAtMs);
}

/** Of a run that has only begun to fail, attempts are many and ends are few: nobody takes more of them than a policy allows. */
function requestsEach({ attempts, ended }: RunInProgress): number {
  if (ended === 0) return 1;
  return Math.min(Math.max(1, attempts / ended), DEFAULT_RETRY_POLICY.max_attempts);
}

function requestsPerMinute(run: RunInProgress): number {
  const allowed = run.limitPerMinute * USABLE_SHARE_OF_LIMIT;
  if (run.isLimitChanged || run.durationMs < STEADY_AFTER_MS || run.attempts === 0) return allowed;
  return Math.min(allowed, (run.attempts * MINUTE_MS) / run.durationMs);
}
