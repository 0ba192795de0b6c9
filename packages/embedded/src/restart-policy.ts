export type AfterDeath = { kind: "restart"; delayMs: number } | { kind: "give_up"; deathCount: number };

const WINDOW_MS = 60_000;
const MAX_DEATHS_IN_WINDOW = 5;
const FIRST_DELAY_MS = 100;

/** What follows the newest of these deaths: 100, 200, 400, 800 ms of waiting, then, at the fifth in a minute, the end. */
export function afterDeath(deathsAtMs: readonly number[], nowMs: number): AfterDeath {
  const recentCount = deathsAtMs.filter((atMs) => nowMs - atMs < WINDOW_MS).length;
  if (recentCount >= MAX_DEATHS_IN_WINDOW) return { kind: "give_up", deathCount: recentCount };
  return { kind: "restart", delayMs: FIRST_DELAY_MS * 2 ** Math.max(0, recentCount - 1) };
}
