// What one thread counts of each run. HOT: touched once or twice per attempt.
import type { RunMeter } from "@sluice/sender";
import type { RecipientOutcome, RunCounters } from "@sluice/schema";
import { createHistogram, type Histogram } from "@sluice/telemetry";

/** Finished runs are forgotten beyond this many. */
const MAX_RUNS = 200;

/** Requests sent and not yet answered, recipients that wait. */
interface OpenNow {
  inFlight: number;
  waiting: number;
}
const NOTHING_OPEN: OpenNow = { inFlight: 0, waiting: 0 };

class Meter implements RunMeter {
  readonly workspaceId: string;
  readonly #latency: Histogram = createHistogram();
  #attempts = 0;
  #delivered = 0;
  #retried = 0;
  #deadLettered = 0;
  #skipped = 0;
  #isToTell = true;

  constructor(workspaceId: string) {
    this.workspaceId = workspaceId;
  }

  /** Whether it has moved since the report before, or had something open then, or has now. */
  takeIsToTell({ inFlight, waiting }: OpenNow): boolean {
    const isToTell = this.#isToTell;
    this.#isToTell = inFlight + waiting > 0;
    return isToTell || this.#isToTell;
  }

  attempted(): void {
    this.#isToTell = true;
    this.#attempts += 1;
  }

  answered(latencyMs: number): void {
    this.#latency.record(latencyMs);
  }

  settled(outcome: RecipientOutcome): void {
    this.#isToTell = true;
    if (outcome.end === "delivered") this.#delivered += 1;
    else if (outcome.end === "retry") this.#retried += 1;
    else if (outcome.end === "dead_lettered") this.#deadLettered += 1;
    else if (outcome.end === "skipped") this.#skipped += 1;
  }

  counters(runId: string, now: OpenNow): RunCounters {
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

  /** Of the runs that have moved since the report before: those that are over cost nothing. */
  report(now: ReadonlyMap<string, OpenNow>): Array<RunCounters & { workspace_id: string }> {
    return [...this.#meters]
      .map(([runId, meter]) => ({ runId, meter, open: now.get(runId) ?? NOTHING_OPEN }))
      .filter(({ meter, open }) => meter.takeIsToTell(open))
      .map(({ runId, meter, open }) => ({
        ...meter.counters(runId, open),
        workspace_id: meter.workspaceId,
      }));
  }
}
