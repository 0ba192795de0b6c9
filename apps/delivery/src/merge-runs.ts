// The same run in several threads is one run: counts add up, and so do histograms.
import type { RunCounters } from "@sluice/schema";
import { createHistogram, fromSparse } from "@sluice/telemetry";
import type { ThreadReport } from "./batch-task.ts";

export type ThreadRun = ThreadReport["runs"][number];

export function mergeRuns(runs: readonly ThreadRun[]): ThreadRun[] {
  const merged = new Map<string, ThreadRun>();
  for (const run of runs) {
    const known = merged.get(run.run_id);
    merged.set(
      run.run_id,
      known === undefined ? run : { ...addCounters(known, run), workspace_id: run.workspace_id },
    );
  }
  return [...merged.values()];
}

function addCounters(a: RunCounters, b: RunCounters): RunCounters {
  const latency = createHistogram();
  latency.merge(fromSparse(a.latency_ms));
  latency.merge(fromSparse(b.latency_ms));
  return {
    run_id: a.run_id,
    attempts: a.attempts + b.attempts,
    delivered: a.delivered + b.delivered,
    retried: a.retried + b.retried,
    dead_lettered: a.dead_lettered + b.dead_lettered,
    skipped: a.skipped + b.skipped,
    in_flight: a.in_flight + b.in_flight,
    waiting: a.waiting + b.waiting,
    latency_ms: latency.toSparse(),
  };
}
