// A look at something, again and again while this process is on duty. A failure is counted, told of, and tried again.
import type { Logger } from "@sluice/telemetry";
import type { Counter } from "prom-client";
import { pause } from "./duty.ts";

export interface RepeatedLook {
  isOnDuty: () => boolean;
  failures: Counter;
  log: Logger;
  /** What the log calls a failure. */
  failed: string;
  /** From the end of one look to the next. */
  everyMs: number;
}

/** @returns what ends it, and resolves when a look that has begun is over. */
export function repeatOnDuty(look: () => Promise<void>, options: RepeatedLook): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const over = repeat(look, options, stopping.signal);
  return {
    stop: () => {
      stopping.abort();
      return over;
    },
  };
}

async function repeat(look: () => Promise<void>, options: RepeatedLook, signal: AbortSignal): Promise<void> {
  const { isOnDuty, failures, log, failed, everyMs } = options;
  while (await pause(everyMs, signal)) {
    if (!isOnDuty()) continue;
    await look().catch((error: unknown) => {
      failures.inc();
      log.warn({ error }, failed);
    });
  }
}
