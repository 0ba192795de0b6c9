// A duty: something that the holder of the lease looks after again and again. A failure is told of and tried again with
// the next round; it never ends the process.
import { setTimeout as sleep } from "node:timers/promises";
import { ChangeBell } from "@sluice/store";
import type { Logger } from "@sluice/telemetry";
import type { LedgerMetrics } from "./ledger-metrics.ts";

export const DUTIES = [
  "batch retries",
  "end runs",
  "clear runs",
  "clear triggered runs",
  "clear repeated calls",
  "clear counted messages",
  "replan lost batches",
  "compact the ledger",
] as const;
export type Duty = (typeof DUTIES)[number];

export interface DutyOptions {
  duty: Duty;
  /** From the end of one round to the start of the next. */
  intervalMs: number;
  /** Ends that pause. */
  bell?: ChangeBell;
  isOnDuty: () => boolean;
  round: () => Promise<void>;
  metrics: LedgerMetrics;
  log: Logger;
}

export interface RunningDuty {
  /** Resolves when a round that has begun is over. */
  stop(): Promise<void>;
}

export function startDuty(options: DutyOptions): RunningDuty {
  const stopping = new AbortController();
  const over = repeat(options, stopping.signal);
  return {
    stop: () => {
      stopping.abort();
      return over;
    },
  };
}

async function repeat(options: DutyOptions, signal: AbortSignal): Promise<void> {
  const { bell = new ChangeBell(), intervalMs, isOnDuty } = options;
  let { rings } = bell;
  for (;;) {
    await bell.pause(rings, intervalMs, signal);
    if (signal.aborted) return;
    ({ rings } = bell);
    if (isOnDuty()) await doRound(options);
  }
}

async function doRound({ duty, round, metrics, log }: DutyOptions): Promise<void> {
  try {
    await round();
  } catch (error) {
    metrics.failures.inc({ duty });
    log.warn({ duty, error }, "duty.failed");
  }
}

/** @returns false when the signal aborted it. */
export async function pause(durationMs: number, signal: AbortSignal): Promise<boolean> {
  try {
    await sleep(durationMs, undefined, { signal });
    return true;
  } catch {
    return false;
  }
}
