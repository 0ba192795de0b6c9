// Attempts of one run in the last minute, from totals that are read about once a second.
//
//   W1. What was attempted before the first look, or more than a minute before the last, does not count.
//   W2. Looks are bounded: of two closer together than MIN_STEP_MS the later is let go when the next one comes.
export const WINDOW_MS = 60_000;
const MIN_STEP_MS = 500;

/** Since a run began. */
export interface AttemptTotals {
  attempts: number;
  failed: number;
}

/** Of the last minute, or since the first look. */
export interface Recent extends AttemptTotals {
  overMs: number;
  /** In the whole run. */
  hasDelivered: boolean;
}

interface Look extends AttemptTotals {
  atMs: number;
}

export class RecentAttempts {
  /** Oldest first; the first stands for everything before the window. */
  #looks: Look[] = [];

  /** @param nowMs on a clock that never goes back */
  saw({ attempts, failed }: AttemptTotals, nowMs: number): void {
    const [before, last] = this.#looks.slice(-2);
    if (before !== undefined && last !== undefined && last.atMs - before.atMs < MIN_STEP_MS)
      this.#looks.pop(); // W2
    this.#looks.push({ atMs: nowMs, attempts, failed });
    while ((this.#looks[1]?.atMs ?? Infinity) <= nowMs - WINDOW_MS) this.#looks.shift(); // W1
  }

  /** As of the last look. */
  recent(): Recent {
    const [first, last] = [this.#looks[0], this.#looks.at(-1)];
    if (first === undefined || last === undefined)
      return { attempts: 0, failed: 0, overMs: 0, hasDelivered: false };
    return {
      attempts: last.attempts - first.attempts,
      failed: last.failed - first.failed,
      overMs: last.atMs - first.atMs,
      hasDelivered: last.attempts > last.failed,
    };
  }
}
