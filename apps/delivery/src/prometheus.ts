// The process's figures for Prometheus. Without run ids: a label must not grow with what people send.
import { OriginStatus, type RunCounters } from "@sluice/schema";
import { createRegistry } from "@sluice/telemetry";
import { Gauge, type Registry } from "prom-client";
import type { ThreadReport } from "./batch-task.ts";

export class DeliveryGauges {
  readonly registry: Registry = createRegistry("delivery");
  readonly #recipients = this.#gauge("sluice_delivery_outcomes", "Outcomes since the start, by kind", [
    "kind",
  ]);
  readonly #inFlight = this.#gauge("sluice_delivery_in_flight", "Requests sent and not yet answered");
  readonly #waiting = this.#gauge(
    "sluice_delivery_waiting",
    "Recipients that wait for a permit or a connection",
  );
  readonly #lag = this.#gauge("sluice_delivery_thread_lag_p99_ms", "Event-loop lag of a sender thread", [
    "thread",
  ]);
  readonly #dropped = this.#gauge(
    "sluice_delivery_grants_dropped",
    "Permit grants that came too late to be used",
  );

  readonly #origins = this.#gauge("sluice_delivery_origins", "Origins that are sent to, by state", ["state"]);
  readonly #concurrency = this.#gauge(
    "sluice_delivery_concurrency",
    "Requests that may be in flight, to all origins together",
  );

  update(runs: readonly RunCounters[], reports: Iterable<ThreadReport>): void {
    for (const kind of ["attempts", "delivered", "retried", "dead_lettered", "skipped"] as const) {
      this.#recipients.set({ kind }, sum(runs.map((run) => run[kind])));
    }
    this.#inFlight.set(sum(runs.map((run) => run.in_flight)));
    this.#waiting.set(sum(runs.map((run) => run.waiting)));
    let dropped = 0;
    for (const report of reports) {
      this.#lag.set({ thread: String(report.thread) }, report.eventLoopLagP99Ms);
      dropped += report.droppedGrants;
    }
    this.#dropped.set(dropped);
  }

  updateOrigins(origins: readonly OriginStatus[]): void {
    for (const state of OriginStatus.shape.state.options) {
      this.#origins.set({ state }, origins.filter((origin) => origin.state === state).length);
    }
    this.#concurrency.set(sum(origins.map((origin) => origin.concurrency)));
  }

  #gauge(name: string, help: string, labelNames: string[] = []): Gauge {
    return new Gauge({ name, help, labelNames, registers: [this.registry] });
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
