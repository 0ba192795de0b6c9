// When an endpoint fails: people hear of it, and after a while its runs are paused until a person resumes them. By the
// leading planner, once a second.
//
//   G1. A run is paused when its origin has failed for `pauseAfterMs` without interruption since the run began or was
//       last resumed; after a 410 at once, unless it was resumed since.
//   G2. Paused as people pause: status, audit entry and control, by the actor `sluice`.
//   G3. Announced before it is done: a crash between announces twice, and never keeps silent. A new leader announces
//       anew what still fails.
import { type CampaignPorts, CampaignError, pauseCampaign } from "@sluice/campaigns";
import type { Notice, RunId } from "@sluice/schema";
import { type LiveRun, liveRuns, type RunStart, runStarts, type Store } from "@sluice/store";
import type { Logger } from "@sluice/telemetry";
import { endpointFailing, endpointRecovered, runPaused } from "./endpoint-notices.ts";
import type { FailingOrigin, OriginBoard } from "./origin-board.ts";

export interface GuardPorts {
  store: Store;
  board: OriginBoard;
  lease: { isHeld(): boolean };
  campaigns: CampaignPorts;
  announce: (notice: Notice) => Promise<void>;
  pauseAfterMs: number;
  log: Logger;
  nowMs: () => number;
}

type SendingRun = LiveRun & { origin: string };

export class EndpointGuard {
  readonly #ports: GuardPorts;
  /** Runs whose people know that the endpoint fails. */
  readonly #announced = new Set<RunId>();

  constructor(ports: GuardPorts) {
    this.#ports = ports;
  }

  async look(): Promise<void> {
    const { store, board, lease } = this.#ports;
    const failing = board.failing();
    if (!lease.isHeld() || (failing.length === 0 && this.#announced.size === 0)) return;
    const runs = (await liveRuns(store)).filter(hasOrigin);
    await this.#sayRecovered(runs);
    for (const origin of failing) {
      const ofOrigin = runs.filter((run) => run.status === "sending" && isTo(run, origin));
      if (ofOrigin.length > 0) await this.#guard(origin, ofOrigin);
    }
  }

  async #guard(origin: FailingOrigin, runs: readonly SendingRun[]): Promise<void> {
    const starts = await runStarts(
      this.#ports.store,
      runs.map(({ runId }) => runId),
    );
    for (const run of runs) {
      await this.#sayFailing(origin, run);
      const start = starts.find(({ runId }) => runId === run.runId);
      if (start !== undefined && this.#isDue(origin, start)) await this.#pause(origin, run);
    }
  }

  /** G1. */
  #isDue({ isGone, forMs }: FailingOrigin, { startedAt, resumedAt }: RunStart): boolean {
    const { nowMs, pauseAfterMs } = this.#ports;
    const sinceMs = nowMs() - forMs;
    const resumedMs = resumedAt?.getTime() ?? 0;
    if (isGone) return resumedMs < sinceMs;
    return nowMs() - Math.max(sinceMs, resumedMs, startedAt?.getTime() ?? 0) >= pauseAfterMs;
  }

  async #sayFailing(origin: FailingOrigin, run: SendingRun): Promise<void> {
    if (this.#announced.has(run.runId)) return;
    await this.#ports.announce(endpointFailing(run, origin, this.#ports.nowMs()));
    this.#announced.add(run.runId);
    this.#ports.log.warn({ ...namesOf(run), isGone: origin.isGone }, "endpoint.failing");
  }

  async #sayRecovered(runs: readonly SendingRun[]): Promise<void> {
    const { board, announce, log, nowMs } = this.#ports;
    for (const runId of this.#announced) {
      const run = runs.find((candidate) => candidate.runId === runId);
      if (run !== undefined && board.verdict(run.workspaceId, run.origin) !== "well") continue;
      if (run !== undefined) await announce(endpointRecovered(run, nowMs()));
      if (run !== undefined) log.info(namesOf(run), "endpoint.recovered");
      this.#announced.delete(runId); // also of a run that is over
    }
  }

  /** G2, G3. */
  async #pause(origin: FailingOrigin, run: SendingRun): Promise<void> {
    const { campaigns, announce, log, nowMs } = this.#ports;
    const { workspaceId, campaignId } = run;
    await announce(runPaused(run, origin, nowMs()));
    try {
      const actor = { person: "sluice", source: `breaker of ${run.origin}` };
      await pauseCampaign(campaigns, { workspaceId, campaignId, actor });
      log.warn({ ...namesOf(run), isGone: origin.isGone }, "run.paused_by_breaker");
    } catch (error) {
      if (!(error instanceof CampaignError)) throw error; // a person was faster
    }
  }
}

const hasOrigin = (run: LiveRun): run is SendingRun => run.origin !== null;

const isTo = (run: SendingRun, { workspaceId, origin }: FailingOrigin): boolean =>
  run.workspaceId === workspaceId && run.origin === origin;

const namesOf = ({ workspaceId, campaignId, runId, origin }: SendingRun) => ({
  workspaceId,
  campaignId,
  runId,
  origin,
});
