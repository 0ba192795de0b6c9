import { setTimeout as sleep } from "node:timers/promises";

export interface WaitOptions {
  timeoutMs: number;
  /** What is waited for, for the message. */
  what: string;
  everyMs?: number;
}

/** Resolves with the first result that is not undefined; an error of `look` counts as "not yet" and is told at the end. */
export async function waitUntil<T>(
  look: () => Promise<T | undefined> | T | undefined,
  { timeoutMs, what, everyMs = 20 }: WaitOptions,
): Promise<T> {
  const deadlineMs = performance.now() + timeoutMs;
  let cause: unknown;
  while (performance.now() < deadlineMs) {
    try {
      const found = await look();
      if (found !== undefined) return found;
    } catch (error) {
      cause = error;
    }
    await sleep(everyMs);
  }
  throw new Error(`${what}: not within ${timeoutMs / 1_000} s`, { cause });
}
