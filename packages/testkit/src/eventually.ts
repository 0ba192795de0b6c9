import { setTimeout as sleep } from "node:timers/promises";

export interface EventuallyOptions {
  /** How long the condition may take before the test fails. */
  timeoutMs?: number;
  /** Pause between two looks. */
  intervalMs?: number;
}

type Truthy<T> = Exclude<T, false | null | undefined | 0 | "">;

/**
 * Waits until `condition` returns something truthy and resolves with it; what it throws counts as "not yet".
 * Rejects after `timeoutMs` (20 s: machines are shared) with the last error as cause, so a test waits for a fact and never for a time.
 */
export async function eventually<T>(
  condition: () => T | Promise<T>,
  { timeoutMs = 20_000, intervalMs = 10 }: EventuallyOptions = {},
): Promise<Truthy<T>> {
  const deadlineMs = performance.now() + timeoutMs;
  for (;;) {
    const look = await attempt(condition);
    if (look.value) return look.value as Truthy<T>;
    if (performance.now() >= deadlineMs) {
      throw new Error(`the condition did not become true within ${timeoutMs} ms: ${condition.toString()}`, {
        cause: look.error,
      });
    }
    await sleep(intervalMs);
  }
}

async function attempt<T>(condition: () => T | Promise<T>): Promise<{ value?: T; error?: unknown }> {
  try {
    return { value: await condition() };
  } catch (error) {
    return { error };
  }
}
