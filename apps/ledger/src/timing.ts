// How often each duty is done, and how long things may lie before it is taken care of.
import type { Duty } from "./duty.ts";

export interface LedgerTiming {
  intervalMs: Record<Duty, number>;
  /** After its end a run keeps its batches and ledger entries for so long: late redeliveries still find them. */
  clearGraceMs: number;
  /** A batch may be on its way to the bus for so long after it was marked as fed. */
  fedGraceMs: number;
}

export const DEFAULT_TIMING: LedgerTiming = {
  intervalMs: {
    "batch retries": 1_000, // due recipients gather meanwhile, so that batches are not tiny
    "end runs": 500,
    "clear runs": 10_000,
    "replan lost batches": 10_000,
    "compact the ledger": 10_000,
  },
  clearGraceMs: 60_000,
  fedGraceMs: 30_000,
};
