// How long a token lives, when the next one is fetched, and how long to wait after a fetch that failed. Pure.

/** When nothing, or nothing sound, is said. */
const DEFAULT_LIFE_MS = 5 * 60_000;
const LONGEST_LIFE_MS = 365 * 24 * 3_600_000;
const REFRESH_SHARE = 0.8;
const REFRESH_AHEAD_MS = 60_000;
/** A token that lives for a minute is not fetched all the time. */
const EARLIEST_SHARE = 0.5;
/** So that processes, and configurations made at one moment, do not all fetch at one moment. */
const JITTER_SHARE = 0.1;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;

export function lifeMs(seconds: number | null): number {
  const ms = Math.round((seconds ?? 0) * 1000);
  return ms > 0 && ms <= LONGEST_LIFE_MS ? ms : DEFAULT_LIFE_MS;
}

/** At 80 % of its life or a minute before its end, whichever is sooner. @param chance 0 to 1. */
export function refreshAfterMs(tokenLifeMs: number, chance: number): number {
  const soonerMs = Math.min(tokenLifeMs * REFRESH_SHARE, tokenLifeMs - REFRESH_AHEAD_MS);
  return Math.max(soonerMs, tokenLifeMs * EARLIEST_SHARE) * (1 - JITTER_SHARE * chance);
}

/** @param failures In a row, at least 1. @param chance 0 to 1. */
export function fetchRetryMs(failures: number, chance: number): number {
  const plainMs = Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), LONGEST_RETRY_MS);
  return plainMs * (1 - JITTER_SHARE + 2 * JITTER_SHARE * chance);
}
