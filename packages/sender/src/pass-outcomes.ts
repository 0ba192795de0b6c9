// How the recipients of one pass end: into the ledger, into the counts of the batch, and told to the meter.
import type { Batch, RecipientOutcome } from "@sluice/schema";
import type { BatchLedger } from "./batch-ledger.ts";
import { attemptsBefore } from "./recipient-request.ts";

/** What the thread counts; the pass only tells. */
export interface RunMeter {
  attempted(): void;
  answered(latencyMs: number): void;
  settled(outcome: RecipientOutcome): void;
}

export type EndWithoutRequest = "skipped" | "dead_lettered" | "cancelled" | "expired" | "unknown";

export class PassOutcomes {
  readonly counts: Partial<Record<RecipientOutcome["end"], number>> = {};
  readonly #batch: Batch;
  readonly #ledger: BatchLedger;
  readonly #meter: RunMeter;

  constructor(batch: Batch, ledger: BatchLedger, meter: RunMeter) {
    this.#batch = batch;
    this.#ledger = ledger;
    this.#meter = meter;
  }

  settle(outcome: RecipientOutcome): void {
    const row = this.#batch.rows[outcome.index];
    if (row === undefined) return;
    this.#ledger.settle(outcome, row);
    this.counts[outcome.end] = (this.counts[outcome.end] ?? 0) + 1;
    this.#meter.settled(outcome);
  }

  settleWithoutRequest(index: number, end: EndWithoutRequest, reason: string): void {
    this.settle({
      index,
      end,
      status: 0,
      attempts: attemptsBefore(this.#batch, index),
      requests: 0,
      latencyMs: 0,
      reason,
      isPossibleDuplicate: this.#ledger.isInDoubt(index),
    });
  }

  /** Of one in doubt we cannot say that it was not sent. */
  endOpen(
    end: "cancelled" | "expired" | "dead_lettered",
    reason: string,
    isInFlight: (index: number) => boolean,
  ): void {
    for (let index = 0; index < this.#batch.rows.length; index++) {
      if (this.#ledger.isSettled(index) || isInFlight(index)) continue;
      if (this.#ledger.isInDoubt(index)) this.settleWithoutRequest(index, "unknown", `in doubt, then ${end}`);
      else this.settleWithoutRequest(index, end, reason);
    }
  }

  endDoubtful(): void {
    for (let index = 0; index < this.#ledger.inheritedClaim; index++) {
      if (this.#ledger.isInDoubt(index)) this.settleWithoutRequest(index, "unknown", "in doubt");
    }
  }
}
