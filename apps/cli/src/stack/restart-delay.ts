// How long a supervisor waits before it starts a dead app again.

const FIRST_DELAY_MS = 250;
const MAX_DELAY_MS = 10_000;
/** An app that ran this long was well; its next death counts as the first. */
const WELL_AFTER_MS = 30_000;

/** @param deathsInARow the death just seen included. */
export function restartDelayMs(deathsInARow: number): number {
  return Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.max(0, deathsInARow - 1));
}

export function countDeaths(deathsBefore: number, ranForMs: number): number {
  return ranForMs >= WELL_AFTER_MS ? 1 : deathsBefore + 1;
}
