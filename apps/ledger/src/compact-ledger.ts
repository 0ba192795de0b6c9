// Of a batch that is done, only the last entry matters to senders. When the stream fills, the others are removed.
import { compactLedger, ledgerFill } from "@sluice/bus";
import { type BatchPosition, doneBatches } from "@sluice/store";
import type { Settling } from "./settling.ts";

/** Above it, batches of runs that still send are compacted; the entries of ended runs go anyway. */
const FILL_TO_COMPACT = 0.5;
/** A purge each: about a second for the server. */
const BATCHES_A_ROUND = 1_000;

export class LedgerCompaction {
  readonly #settling: Settling;
  readonly #fillToCompact: number;
  /** Where the last round stopped; after the last batch it begins anew. */
  #after: BatchPosition | null = null;

  /** @param fillToCompact share of the stream's bytes, 0 to 1 */
  constructor(settling: Settling, fillToCompact = FILL_TO_COMPACT) {
    this.#settling = settling;
    this.#fillToCompact = fillToCompact;
  }

  async step(): Promise<void> {
    const { bus, store, metrics, log } = this.#settling;
    const fill = await ledgerFill(bus);
    metrics.fill.set(fill);
    if (fill < this.#fillToCompact) return;
    const batches = await doneBatches(store, this.#after, BATCHES_A_ROUND);
    for (const batch of batches) {
      await compactLedger(bus, batch);
      this.#after = batch;
    }
    if (batches.length < BATCHES_A_ROUND) this.#after = null;
    log.info({ fill, batchCount: batches.length }, "ledger.compacted");
  }
}
