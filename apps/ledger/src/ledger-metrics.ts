// Figures of a ledger process for Prometheus.
import { createRegistry } from "@sluice/telemetry";
import { Counter, Gauge, Histogram } from "prom-client";

export class LedgerMetrics {
  readonly registry = createRegistry("ledger");
  readonly #registers = [this.registry];

  readonly pendingEntries = new Gauge({
    name: "sluice_ledger_pending_entries",
    help: "Ledger entries that are stored and not projected: the projection's lag",
    registers: this.#registers,
  });
  readonly entries = this.#counter("sluice_ledger_entries_total", "Ledger entries projected");
  readonly outcomes = this.#counter("sluice_ledger_outcomes_total", "Outcomes projected, retries included");
  readonly duplicates = this.#counter(
    "sluice_ledger_duplicate_outcomes_total",
    "Outcomes of recipients that had an end already",
  );
  readonly passedOver = this.#counter(
    "sluice_ledger_passed_over_total",
    "Messages left out for good",
    "reason",
  );
  readonly projectionSeconds = new Histogram({
    name: "sluice_ledger_projection_seconds",
    help: "One transaction of the projection",
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 5],
    registers: this.#registers,
  });
  readonly retriesBatched = this.#counter("sluice_ledger_retries_batched_total", "Retries put into batches");
  readonly runsEnded = this.#counter("sluice_ledger_runs_ended_total", "Runs ended", "status");
  readonly batchesReplanned = this.#counter(
    "sluice_ledger_batches_replanned_total",
    "Batches that the bus had lost, planned again",
  );
  readonly fill = new Gauge({
    name: "sluice_ledger_stream_fill_ratio",
    help: "Bytes in the ledger stream, of its limit",
    registers: this.#registers,
  });
  readonly failures = this.#counter(
    "sluice_ledger_failures_total",
    "Rounds that failed and are repeated",
    "duty",
  );

  constructor(isOnDuty: () => boolean) {
    this.registry.registerMetric(onDutyGauge(isOnDuty));
  }

  #counter<Label extends string = never>(name: string, help: string, ...labelNames: Label[]): Counter<Label> {
    return new Counter({ name, help, labelNames, registers: this.#registers });
  }
}

const onDutyGauge = (isOnDuty: () => boolean): Gauge =>
  new Gauge({
    name: "sluice_ledger_on_duty",
    help: "1 in the process that holds the lease",
    registers: [],
    collect() {
      this.set(isOnDuty() ? 1 : 0);
    },
  });
