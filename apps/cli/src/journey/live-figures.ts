// The figures of a run as delivery processes tell them, once a second: faster than the statistics, which follow the
// ledger. A process counts from 0 when it starts, so the rate is taken from differences.
import type { DeliverySnapshot, RunId } from "@sluice/schema";

/** Long enough to be steady, short enough to show a change. */
const RATE_WINDOW_MS = 5_000;
/** Permits come in slots: over less time than this, one slot more or less would show as a rate above the limit. */
const STEADY_AFTER_MS = 2_000;
/** A process that was silent for so long no longer counts as having requests in flight. */
const SILENT_AFTER_MS = 5_000;

interface Sample {
  /** On the clock of the process: how long the snapshot travelled does not matter. */
  takenAtMs: number;
  attempts: number;
}

interface ProcessFigures {
  heardAtMs: number;
  inFlight: number;
  /** As counted by the process, to notice that it began again. */
  counted: number;
  /** Within the window, oldest first. */
  samples: readonly Sample[];
}

export interface LiveFigures {
  add(snapshot: DeliverySnapshot, nowMs: number): void;
  requestsPerMinute(nowMs: number): number;
  inFlight(nowMs: number): number;
}

export function createLiveFigures(runId: RunId): LiveFigures {
  const processes = new Map<string, ProcessFigures>();
  const heardWithin = (limitMs: number, nowMs: number): ProcessFigures[] =>
    [...processes.values()].filter(({ heardAtMs }) => nowMs - heardAtMs <= limitMs);

  return {
    add(snapshot, nowMs) {
      const counters = snapshot.runs.find((run) => run.run_id === runId);
      if (counters === undefined) return;
      const known = processes.get(snapshot.process);
      processes.set(snapshot.process, {
        heardAtMs: nowMs,
        inFlight: counters.in_flight,
        counted: counters.attempts,
        samples: withSample(known, { takenAtMs: snapshot.at_ms, attempts: counters.attempts }),
      });
    },
    requestsPerMinute(nowMs) {
      const rates = heardWithin(RATE_WINDOW_MS, nowMs).map(({ samples }) => perMinute(samples));
      return Math.round(rates.reduce((sum, rate) => sum + rate, 0));
    },
    inFlight: (nowMs) => heardWithin(SILENT_AFTER_MS, nowMs).reduce((sum, { inFlight }) => sum + inFlight, 0),
  };
}

/** A process that we hear of for the first time may have sent long before: its first count is where we begin. */
function withSample(known: ProcessFigures | undefined, sample: Sample): Sample[] {
  const last = known?.samples.at(-1);
  if (known === undefined || last === undefined) return [sample];
  const attempts = last.attempts + growth(known.counted, sample.attempts);
  return [...known.samples, { ...sample, attempts }].filter(
    ({ takenAtMs }) => sample.takenAtMs - takenAtMs <= RATE_WINDOW_MS,
  );
}

function perMinute(samples: readonly Sample[]): number {
  const [first] = samples;
  const last = samples.at(-1);
  if (first === undefined || last === undefined) return 0;
  const elapsedMs = Math.max(STEADY_AFTER_MS, last.takenAtMs - first.takenAtMs);
  return (60_000 * (last.attempts - first.attempts)) / elapsedMs;
}

/** A count below the one before is that of a new process. */
const growth = (before: number, now: number): number => (now >= before ? now - before : now);
