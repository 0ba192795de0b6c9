// What one thread counts of each run. HOT: touched once or twice per attempt.
import type { RunMeter } from "@sluice/sender";
import type { RecipientOutcome, RunCounters } from "@sluice/schema";
import { createHistogram, type Histogram } from "@sluice/telemetry";

/** Finished runs are forgotten beyond this many. */
const MAX_RUNS = 200;

class Meter implements RunMeter {
  readonly workspaceId: string;
  readonly #latency: Histogram = createHistogram();
  #attempts = 0;
  #delivered = 0;
  #retried = 0;
  #deadLettered = 0;
  #skipped = 0;

  constructor(workspaceId: string) {
    this.workspaceId = workspaceId;
  }

  attempted(): void {
    this.#attempts += 1;
  }

  answered(latencyMs: number): void {
    this.#latency.record(latencyMs);
  }

  settled(outcome: RecipientOutcome): void {
    if (outcome.end === "delivered") this.#delivered += 1;
    else if (outcome.end === "retry") this.#retried += 1;
    else if (outcome.end === "dead_lettered") this.#deadLettered += 1;
    else if (outcome.end === "skipped") this.#skipped += 1;
  }

  counters(runId: string, now: { inFlight: number; waiting: number }): RunCounters {
    return {
      run_id: runId,
      attempts: this.#attempts,
      delivered: this.#delivered,
      retried: this.#retried,
      dead_lettered: this.#deadLettered,
      skipped: this.#skipped,
      in_flight: now.inFlight,
      waiting: now.waiting,
      latency_ms: this.#latency.toSparse(),
    };
  }
}

export class RunMeters {
  readonly #meters = new Map<string, Meter>();

  of(workspaceId: string, runId: string): RunMeter {
    const meter = this.#meters.get(runId) ?? new Meter(workspaceId);
    this.#meters.delete(runId); // the run asked for last stands last: the one forgotten has had no batch for longest
    const [oldest] = this.#meters.keys();
    if (this.#meters.size >= MAX_RUNS && oldest !== undefined) this.#meters.delete(oldest);
    this.#meters.set(runId, meter);
    return meter;
  }

  report(
    now: ReadonlyMap<string, { inFlight: number; waiting: number }>,
  ): Array<RunCounters & { workspace_id: string }> {
    return [...this.#meters].map(([runId, meter]) => ({
      ...meter.counters(runId, now.get(runId) ?? { inFlight: 0, waiting: 0 }),
      workspace_id: meter.workspaceId,
    }));
  }
}
