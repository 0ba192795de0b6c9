// CUT: a due run becomes durable batches, page by page. Any number of planners may do this at once: each page is taken by
// one of them, and whoever dies leaves the run where its last page ended (store: audience-cut.ts).
import type { RunId } from "@sluice/schema";
import { cutNextPage, type CutPage, type CutPlan, nextCutAt, type RunToCut, type Store } from "@sluice/store";
import type { Logger } from "@sluice/telemetry";
import type { PlannerMetrics } from "./metrics.ts";
import { planCut } from "./plan-cut.ts";

/** A run whose cut failed waits so long, and others are cut meanwhile. */
const REST_MS = 2_000;
/** Unless the bell rings. */
const IDLE_MS = 1_000;
/** While a run is due that another planner is at. */
const DUE_IDLE_MS = 250;

export interface CutOptions {
  store: Store;
  log: Logger;
  metrics: PlannerMetrics;
  nowMs: () => number;
}

export class RunCutter {
  readonly #options: CutOptions;
  readonly #restingUntilMs = new Map<RunId, number>();
  #idleMs = IDLE_MS;

  constructor(options: CutOptions) {
    this.#options = options;
  }

  /** Until the next look: a run is cut when its time comes. */
  get idleMs(): number {
    return this.#idleMs;
  }

  /** @returns whether there is more to cut at once. @throws what Postgres throws, and errors of a run that cannot be cut. */
  async cutPage(): Promise<boolean> {
    const { store, metrics, nowMs } = this.#options;
    this.#wakeRested(nowMs());
    let taken: RunId | undefined;
    const planOf = (run: RunToCut): CutPlan => {
      taken = run.runId;
      return planCut(run);
    };
    try {
      const except = [...this.#restingUntilMs.keys()];
      const dueInMs = ((await nextCutAt(store, except))?.getTime() ?? Infinity) - nowMs();
      this.#idleMs = dueInMs <= 0 ? DUE_IDLE_MS : Math.min(Math.ceil(dueInMs), IDLE_MS);
      if (dueInMs > 0) return false;
      const page = await cutNextPage(store, { now: new Date(nowMs()), planOf, except });
      if (page === null) return false;
      metrics.cut(page.recipients);
      if (page.isLastPage) this.#report(page);
      return true;
    } catch (error) {
      if (taken !== undefined) this.#restingUntilMs.set(taken, nowMs() + REST_MS);
      throw error;
    }
  }

  #wakeRested(nowMs: number): void {
    for (const [runId, untilMs] of this.#restingUntilMs) {
      if (untilMs <= nowMs) this.#restingUntilMs.delete(runId);
    }
  }

  #report({ run, totals }: CutPage): void {
    const { runId, campaignId, workspaceId, startsAtMs } = run;
    const waitedMs = this.#options.nowMs() - startsAtMs;
    this.#options.log.info(
      {
        workspaceId,
        campaignId,
        runId,
        targetedCount: totals.targeted,
        recipientCount: totals.recipients,
        batchCount: totals.batches,
        msSinceStart: waitedMs,
      },
      "run.cut",
    );
  }
}
