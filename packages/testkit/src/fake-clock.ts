// A clock that moves only when a test says so.
//
//   C1. `monotonicMs` never goes back; `jumpWall` moves `nowMs` alone, as an operator or NTP would.
//   C2. `advance` wakes sleepers in the order of their due times, each seeing its own due time as now.

/** The port through which product code reads time; declared here by shape, each package declares its own. */
export interface Clock {
  /** Wall clock, milliseconds since 1970. May jump. */
  nowMs(): number;
  /** Milliseconds since an arbitrary start. Never goes back. */
  monotonicMs(): number;
  /** Resolves after `durationMs`; rejects with the signal's reason when aborted. */
  sleep(durationMs: number, signal?: AbortSignal): Promise<void>;
}

export interface FakeClock extends Clock {
  /** Lets `durationMs` pass, waking whoever is due on the way. */
  advance(durationMs: number): Promise<void>;
  /** Moves the wall clock alone, forwards or backwards. */
  jumpWall(byMs: number): void;
  /** How many are asleep: wait for this before `advance`. */
  sleeperCount(): number;
}

interface Sleeper {
  dueMs: number;
  wake: () => void;
}

export function fakeClock(startMs: number = Date.UTC(2026, 0, 1)): FakeClock {
  let monotonicMs = 0;
  let wallOffsetMs = startMs;
  const sleepers = new Set<Sleeper>();

  const earliestDueBy = (limitMs: number): Sleeper | undefined =>
    [...sleepers].filter(({ dueMs }) => dueMs <= limitMs).sort((a, b) => a.dueMs - b.dueMs)[0];

  return {
    nowMs: () => wallOffsetMs + monotonicMs,
    monotonicMs: () => monotonicMs,
    sleeperCount: () => sleepers.size,
    jumpWall: (byMs) => {
      wallOffsetMs += byMs;
    },
    sleep: (durationMs, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason as Error);
        const sleeper: Sleeper = { dueMs: monotonicMs + Math.max(0, durationMs), wake };
        sleepers.add(sleeper);
        signal?.addEventListener("abort", abort, { once: true });
        function wake(): void {
          sleepers.delete(sleeper);
          signal?.removeEventListener("abort", abort);
          resolve();
        }
        function abort(): void {
          sleepers.delete(sleeper);
          reject(signal?.reason as Error);
        }
      }),
    advance: async (durationMs) => {
      const untilMs = monotonicMs + durationMs;
      await letOthersRun();
      for (let due = earliestDueBy(untilMs); due; due = earliestDueBy(untilMs)) {
        monotonicMs = Math.max(monotonicMs, due.dueMs); // C1, C2
        due.wake();
        await letOthersRun();
      }
      monotonicMs = untilMs;
    },
  };
}

/** A full turn of the event loop: continuations of who was woken have run, and may sleep again. */
const letOthersRun = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
