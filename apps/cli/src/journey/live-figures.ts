// The figures of a run as delivery processes tell them, once a second: faster than the statistics, which follow the
// ledger. A process counts from 0 when it starts, so the rate is taken from differences.
import type { DeliverySnapshot, RunCounters, RunId } from "@sluice/schema";

/** Long enough to be steady, short enough to show a change. */
const RATE_WINDOW_MS = 5_000;
/** A process that was silent for so long no longer counts as having requests in flight. */
const SILENT_AFTER_MS = 5_000;

interface Sample {
  atMs: number;
  attempts: number;
}

export interface LiveFigures {
  add(snapshot: DeliverySnapshot, nowMs: number): void;
  requestsPerMinute(nowMs: number): number;
  inFlight(nowMs: number): number;
}

export function createLiveFigures(runId: RunId): LiveFigures {
  const latest = new Map<string, { counters: RunCounters; atMs: number }>();
  let samples: Sample[] = [];
  let attempts = 0;

  return {
    add(snapshot, nowMs) {
      const counters = snapshot.runs.find((run) => run.run_id === runId);
      if (counters === undefined) return;
      attempts += growth(latest.get(snapshot.process)?.counters.attempts ?? 0, counters.attempts);
      latest.set(snapshot.process, { counters, atMs: nowMs });
      samples = [...samples, { atMs: nowMs, attempts }].filter(({ atMs }) => nowMs - atMs <= RATE_WINDOW_MS);
    },
    requestsPerMinute(nowMs) {
      const [first] = samples;
      const last = samples.at(-1);
      if (first === undefined || last === undefined || nowMs - last.atMs > RATE_WINDOW_MS) return 0;
      const elapsedMs = last.atMs - first.atMs;
      return elapsedMs === 0 ? 0 : Math.round((60_000 * (last.attempts - first.attempts)) / elapsedMs);
    },
    inFlight(nowMs) {
      const heard = [...latest.values()].filter(({ atMs }) => nowMs - atMs <= SILENT_AFTER_MS);
      return heard.reduce((sum, { counters }) => sum + counters.in_flight, 0);
    },
  };
}

/** A count below the one before is that of a new process. */
const growth = (before: number, now: number): number => (now >= before ? now - before : now);
