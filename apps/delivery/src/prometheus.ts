// The process's figures for Prometheus. Without run ids: a label must not grow with what people send.
import { OriginStatus, type RunCounters } from "@sluice/schema";
import { createRegistry } from "@sluice/telemetry";
import { Counter, Gauge, type Registry } from "prom-client";
import type { ThreadReport } from "./batch-task.ts";
import { grownBy, type ReportedThread } from "./thread-reports.ts";

const KINDS = ["attempts", "delivered", "retried", "dead_lettered", "skipped"] as const;

export class DeliveryMetrics {
  readonly registry: Registry = createRegistry("delivery");
  readonly #outcomes = this.#counter("sluice_delivery_outcomes_total", "Outcomes, by kind", ["kind"]);
  readonly #inFlight = this.#gauge("sluice_delivery_in_flight", "Requests sent and not yet answered");
  readonly #waiting = this.#gauge(
    "sluice_delivery_waiting",
    "Recipients that wait for a permit or a connection",
  );
  readonly #lag = this.#gauge("sluice_delivery_thread_lag_p99_ms", "Event-loop lag of a sender thread", [
    "thread",
  ]);
  readonly #grantsDropped = this.#counter(
    "sluice_delivery_grants_dropped_total",
    "Permit grants that came too late to be used",
  );
  readonly #attemptsKept = this.#counter(
    "sluice_delivery_attempts_kept_total",
    "Attempts kept for the attempt log",
  );
  readonly #attemptsDropped = this.#counter(
    "sluice_delivery_attempts_dropped_total",
    "Attempts that the attempt log lacks, because a thread's buffer was full",
  );
  readonly #origins = this.#gauge("sluice_delivery_origins", "Origins that are sent to, by state", ["state"]);
  readonly #concurrency = this.#gauge(
    "sluice_delivery_concurrency",
    "Requests that may be in flight, to all origins together",
  );

  /** What a thread did since the report before. */
  count(report: ThreadReport, before: ReportedThread | undefined): void {
    for (const run of report.runs) {
      const earlier = before?.runs.get(run.run_id);
      for (const kind of KINDS) this.#outcomes.inc({ kind }, grownBy(run[kind], earlier?.[kind]));
    }
    this.#grantsDropped.inc(grownBy(report.droppedGrants, before?.report.droppedGrants));
    this.#attemptsKept.inc(grownBy(report.attemptsKept, before?.report.attemptsKept));
    this.#attemptsDropped.inc(grownBy(report.attemptsDropped, before?.report.attemptsDropped));
  }

  /** What is so now. */
  update(runs: readonly RunCounters[], reports: readonly ThreadReport[]): void {
    this.#inFlight.set(sum(runs.map((run) => run.in_flight)));
    this.#waiting.set(sum(runs.map((run) => run.waiting)));
    this.#lag.reset(); // a thread that has ended has no lag
    for (const { thread, eventLoopLagP99Ms } of reports)
      this.#lag.set({ thread: String(thread) }, eventLoopLagP99Ms);
  }

  updateOrigins(origins: readonly OriginStatus[]): void {
    for (const state of OriginStatus.shape.state.options) {
      this.#origins.set({ state }, origins.filter((origin) => origin.state === state).length);
    }
    this.#concurrency.set(sum(origins.map((origin) => origin.concurrency)));
  }

  #counter<Label extends string = never>(
    name: string,
    help: string,
    labelNames: Label[] = [],
  ): Counter<Label> {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }

  #gauge(name: string, help: string, labelNames: string[] = []): Gauge {
    return new Gauge({ name, help, labelNames, registers: [this.registry] });
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
