// What follows an attempt: done, retry at a time, or give up. Pure; time and chance are arguments.
//
// With the default policy the attempts come after 0, 5 s, 25 s, 2 min, 10 min and 30 min, each delay ± 20 %.
import type { RecipientOutcome, RetryPolicy } from "@sluice/schema";
import type { AttemptVerdict } from "./classify-response.ts";

const BACKOFF_FACTOR = 5;
const JITTER_SHARE = 0.2;
/** An endpoint may ask us to wait, within reason. */
export const MAX_RETRY_AFTER_MS = 3_600_000;

export interface AttemptContext {
  index: number;
  /** This attempt's number; the first is 1. */
  attempt: number;
  latencyMs: number;
  isPossibleDuplicate: boolean;
  nowMs: number;
  expiresAtMs: number;
  policy: RetryPolicy;
  random: () => number;
}

export function outcomeOf(verdict: AttemptVerdict, context: AttemptContext): RecipientOutcome {
  const base = {
    index: context.index,
    status: verdict.status,
    attempts: context.attempt,
    requests: 1,
    latencyMs: context.latencyMs,
    isPossibleDuplicate: context.isPossibleDuplicate,
  };
  switch (verdict.kind) {
    case "delivered":
      return { ...base, end: "delivered", reason: null };
    case "final":
      return { ...base, end: "dead_lettered", reason: verdict.reason };
    case "passing": {
      if (context.attempt >= context.policy.max_attempts)
        return { ...base, end: "dead_lettered", reason: verdict.reason };
      const dueAtMs = context.nowMs + retryDelayMs(verdict.retryAfter, context);
      if (dueAtMs >= context.expiresAtMs) return { ...base, end: "expired", reason: verdict.reason };
      return { ...base, end: "retry", dueAtMs, reason: verdict.reason };
    }
    default:
      return verdict satisfies never;
  }
}

function retryDelayMs(retryAfter: string | undefined, context: AttemptContext): number {
  const askedMs = retryAfter === undefined ? 0 : parseRetryAfterMs(retryAfter, context.nowMs);
  return Math.max(askedMs, backoffMs(context.attempt, context.policy, context.random));
}

export function backoffMs(attempt: number, policy: RetryPolicy, random: () => number): number {
  const plainMs = Math.min(policy.initial_delay_ms * BACKOFF_FACTOR ** (attempt - 1), policy.max_delay_ms);
  // Jitter, so that the retries of one moment do not all come back at one moment.
  return Math.round(plainMs * (1 - JITTER_SHARE + 2 * JITTER_SHARE * random()));
}

/** Seconds or an HTTP date; what is neither or lies in the past counts as nothing, what is too long as the bound. */
export function parseRetryAfterMs(value: string, nowMs: number): number {
  const waitMs = /^\s*\d+(?:\.\d+)?\s*$/.test(value) ? Number(value) * 1000 : Date.parse(value) - nowMs;
  return Number.isNaN(waitMs) ? 0 : Math.min(Math.max(waitMs, 0), MAX_RETRY_AFTER_MS);
}
