// What the threads of this process have reported, also of those that have ended: counts never go back.
//
//   R1. A thread that has been silent for SILENT_MS has ended: what it did stays counted, what it was doing is over.
//   R2. A count that is lower than the one before began anew: a thread forgets runs that are long over.
import type { ThreadReport } from "./batch-task.ts";
import { mergeRuns, type ThreadRun } from "./merge-runs.ts";

const SILENT_MS = 10_000;
/** Runs of ended threads. */
const MAX_ENDED_RUNS = 500;

export interface ReportedThread {
  report: ThreadReport;
  receivedAtMs: number;
}

export class ThreadReports {
  readonly #latest = new Map<number, ReportedThread>();
  #ended: ThreadRun[] = [];

  /** @returns the report before, of the same thread. */
  receive(report: ThreadReport, nowMs: number): ThreadReport | undefined {
    const before = this.#latest.get(report.thread)?.report;
    this.#latest.set(report.thread, { report, receivedAtMs: nowMs });
    return before;
  }

  /** Of the threads that live. */
  live(nowMs: number): ThreadReport[] {
    for (const [thread, { report, receivedAtMs }] of this.#latest) {
      if (nowMs - receivedAtMs < SILENT_MS) continue;
      this.#latest.delete(thread); // R1
      const over = report.runs.map((run) => ({ ...run, in_flight: 0, waiting: 0 }));
      this.#ended = mergeRuns([...this.#ended, ...over]).slice(-MAX_ENDED_RUNS);
    }
    return [...this.#latest.values()].map(({ report }) => report);
  }

  /** Each run once, added up over all threads that there ever were. */
  runs(nowMs: number): ThreadRun[] {
    const live = this.live(nowMs);
    return mergeRuns([...this.#ended, ...live.flatMap((report) => report.runs)]);
  }
}

/** R2 */
export const grownBy = (now: number, before = 0): number => (now >= before ? now - before : now);
