// What the threads of this process have reported, also of those that have ended: counts never go back.
//
//   R1. A thread that has been silent for SILENT_MS has ended: what it did stays counted, what it was doing is over.
//   R2. A count that is lower than the one before began anew: a thread forgets runs that are long over.
//   R3. A thread tells of runs that moved. What it told of the others holds.
import type { ThreadReport } from "./batch-task.ts";
import { mergeRuns, type ThreadRun } from "./merge-runs.ts";

const SILENT_MS = 10_000;
/** Of ended threads, and of each that lives. */
const MAX_RUNS = 500;

/** What a thread has told so far. */
export interface ReportedThread {
  report: ThreadReport;
  /** R3; the one told of last stands last. */
  runs: ReadonlyMap<string, ThreadRun>;
}

interface KnownThread extends ReportedThread {
  runs: Map<string, ThreadRun>;
  receivedAtMs: number;
}

export class ThreadReports {
  readonly #threads = new Map<number, KnownThread>();
  readonly #ended = new Map<string, ThreadRun>();
  /** By run: when a thread last told of it. */
  readonly #toldAtMs = new Map<string, number>();

  /** @param onReport is told what the thread had reported before. */
  receive(
    report: ThreadReport,
    nowMs: number,
    onReport: (report: ThreadReport, before: ReportedThread | undefined) => void = () => undefined,
  ): void {
    const before = this.#threads.get(report.thread);
    onReport(report, before);
    const runs = before?.runs ?? new Map<string, ThreadRun>();
    for (const run of report.runs) {
      putLast(runs, run.run_id, run);
      putLast(this.#toldAtMs, run.run_id, nowMs);
    }
    this.#threads.set(report.thread, { report, runs, receivedAtMs: nowMs });
  }

  /** Of the threads that live: the last of each. */
  live(nowMs: number): ThreadReport[] {
    for (const [thread, { runs, receivedAtMs }] of this.#threads) {
      if (nowMs - receivedAtMs < SILENT_MS) continue;
      this.#threads.delete(thread); // R1
      for (const run of runs.values()) this.#end({ ...run, in_flight: 0, waiting: 0 });
    }
    return [...this.#threads.values()].map(({ report }) => report);
  }

  /** Each run of which a thread told within `withinMs`, added up over all threads that there ever were. */
  runs(nowMs: number, withinMs: number): ThreadRun[] {
    this.live(nowMs);
    const told = [...this.#toldAtMs].filter(([, atMs]) => nowMs - atMs < withinMs);
    return told.flatMap(([runId]) => mergeRuns(this.#of(runId)));
  }

  #of(runId: string): ThreadRun[] {
    const all = [this.#ended, ...[...this.#threads.values()].map(({ runs }) => runs)];
    return all.flatMap((runs) => runs.get(runId) ?? []);
  }

  #end(run: ThreadRun): void {
    const earlier = this.#ended.get(run.run_id);
    const [sum = run] = mergeRuns(earlier === undefined ? [run] : [earlier, run]);
    putLast(this.#ended, run.run_id, sum);
  }
}

/** Bounded: the one that has stood still for longest is forgotten. */
function putLast<T>(map: Map<string, T>, runId: string, value: T): void {
  map.delete(runId);
  const [oldest] = map.keys();
  if (map.size >= MAX_RUNS && oldest !== undefined) map.delete(oldest);
  map.set(runId, value);
}

/** R2 */
export const grownBy = (now: number, before = 0): number => (now >= before ? now - before : now);
