// How often each duty is done, and how long things may lie before it is taken care of.
import type { Duty } from "./duty.ts";

export interface LedgerTiming {
  intervalMs: Record<Duty, number>;
  /** After its end a run keeps its batches and ledger entries for so long: late redeliveries still find them. */
  clearGraceMs: number;
  /** A batch may be on its way to the bus for so long after it was marked as fed. */
  fedGraceMs: number;
  /** From one look at the bounds of the attempt log and of user events to the next. */
  boundPartitionsMs: number;
  /** The same of a triggered run, whose batches the API publishes right after it has stored them. */
  triggeredFedGraceMs: number;
  /** Of a triggered run, done batches and their ledger entries stay for so long. */
  triggeredBatchKeptMs: number;
  /** And what became of each recipient for so long. */
  triggeredDeliveriesKeptMs: number;
}

export const DEFAULT_TIMING: LedgerTiming = {
  intervalMs: {
    "batch retries": 1_000, // due recipients gather meanwhile, so that batches are not tiny
    "end runs": 2_000, // and whenever a batch is done, or a run changes
    "clear runs": 10_000,
    "clear triggered runs": 5_000,
    "clear repeated calls": 5_000,
    "clear counted messages": 60_000,
    "replan lost batches": 10_000,
    "compact the ledger": 10_000,
  },
  clearGraceMs: 60_000,
  fedGraceMs: 30_000,
  boundPartitionsMs: 10_000,
  triggeredFedGraceMs: 10_000,
  triggeredBatchKeptMs: 10 * 60_000,
  triggeredDeliveriesKeptMs: 7 * 24 * 3_600_000,
};
