// The planner's figures for Prometheus. Without run ids: a label must not grow with what people send.
import { createRegistry } from "@sluice/telemetry";
import { Counter, Gauge, type Registry } from "prom-client";

export class PlannerMetrics {
  readonly registry: Registry = createRegistry("planner");
  readonly #recipientsCut = this.#counter(
    "sluice_planner_recipients_cut_total",
    "Recipients put into batches",
  );
  readonly #batchesFed = this.#counter(
    "sluice_planner_batches_fed_total",
    "Batches published to the work queue",
  );
  readonly #permitsGranted = this.#counter(
    "sluice_planner_permits_granted_total",
    "Permits handed to senders",
  );
  readonly #slotsLost = this.#counter(
    "sluice_planner_slots_lost_total",
    "Slots that were not granted because the limiter's timer was late",
  );
  readonly #runsBraked = this.#counter(
    "sluice_planner_runs_paused_by_error_rate_total",
    "Runs paused because too large a share of their attempts failed",
  );
  readonly #isLeader = this.#gauge("sluice_planner_is_leader", "1 while this process limits and feeds");
  readonly #liveRuns = this.#gauge(
    "sluice_planner_live_runs",
    "Runs that have not ended; known to the leader",
  );

  cut(recipients: number): void {
    this.#recipientsCut.inc(recipients);
  }

  fed(batches: number): void {
    this.#batchesFed.inc(batches);
  }

  granted(permits: number): void {
    this.#permitsGranted.inc(permits);
  }

  lost(slots: number): void {
    this.#slotsLost.inc(slots);
  }

  braked(): void {
    this.#runsBraked.inc();
  }

  leads(isLeader: boolean): void {
    this.#isLeader.set(isLeader ? 1 : 0);
  }

  alive(runs: number): void {
    this.#liveRuns.set(runs);
  }

  #counter(name: string, help: string): Counter {
    return new Counter({ name, help, registers: [this.registry] });
  }

  #gauge(name: string, help: string): Gauge {
    return new Gauge({ name, help, registers: [this.registry] });
  }
}
