// A run of which too large a share of the attempts fails: people hear of it, and beyond the workspace's bound it is paused
// until a person resumes it. By the leading planner, once a second, from what the ledger has settled.
//
//   R1. Failed is an attempt that did not deliver: it is made again later, or its recipient was given up. Recipients that
//       end without a request do not count.
//       A run that has delivered something is watched for fifteen seconds before it is paused.
//   R2. What was attempted before a run was paused does not count after it. A run that a person has let go on is not paused
//       for a minute from then on.
//   R3. Paused as people pause: status, audit entry, then control, by the actor `sluice`.
//   R4. Announced before it is done: a crash between announces twice, and never keeps silent. A warning is said once in ten
//       minutes for each run; a new leader may say it again.
import { type CampaignPorts, CampaignError, pauseCampaign } from "@sluice/campaigns";
import { DEFAULT_ERROR_RATE_BRAKE, type Notice, type RunId } from "@sluice/schema";
import { attemptsOfSendingRuns, type RunAttempts, runStarts, type Store, topFailure } from "@sluice/store";
import type { Logger } from "@sluice/telemetry";
import { type ErrorRate, errorRateHigh, runPausedByErrorRate, told } from "./error-rate-notices.ts";
import { failedShare, judgeErrorRate } from "./judge-error-rate.ts";
import type { LiveRunReadings } from "./live-run-readings.ts";
import type { PlannerMetrics } from "./metrics.ts";
import { type AttemptTotals, RecentAttempts, WINDOW_MS } from "./recent-attempts.ts";

const WARN_AGAIN_MS = 600_000;

export interface BrakePorts {
  store: Store;
  lease: { isHeld(): boolean };
  /** Asked first: without a run that sends nothing is read. */
  readings: Pick<LiveRunReadings, "hasSendingRuns">;
  campaigns: CampaignPorts;
  announce: (notice: Notice) => Promise<void>;
  metrics: Pick<PlannerMetrics, "braked">;
  log: Logger;
  nowMs: () => number;
  monotonicMs?: () => number;
}

interface Watched {
  attempts: RecentAttempts;
  warnedAtMs: number;
}

export class ErrorRateGuard {
  readonly #ports: BrakePorts;
  readonly #monotonicMs: () => number;
  #watched = new Map<RunId, Watched>();

  constructor(ports: BrakePorts) {
    this.#ports = ports;
    this.#monotonicMs = ports.monotonicMs ?? (() => performance.now());
  }

  async look(): Promise<void> {
    const { store, lease, readings } = this.#ports;
    if (!lease.isHeld() || !readings.hasSendingRuns) return this.#watched.clear();
    const runs = await attemptsOfSendingRuns(store);
    // R2: a run that does not send is forgotten, and looked at anew when it does.
    this.#watched = new Map(runs.map(({ runId }) => [runId, this.#watched.get(runId) ?? newlyWatched()]));
    for (const run of runs) await this.#judge(run);
  }

  async #judge(run: RunAttempts): Promise<void> {
    const watched = this.#watched.get(run.runId);
    if (watched === undefined) return;
    watched.attempts.saw(run, this.#monotonicMs());
    const recent = watched.attempts.recent();
    const verdict = judgeErrorRate(recent, run.brake === undefined ? DEFAULT_ERROR_RATE_BRAKE : run.brake);
    if (verdict === "fine") return;
    if (verdict === "pause" && !(await this.#isNewlyResumed(run.runId))) await this.#pause(run, recent);
    else if (this.#monotonicMs() - watched.warnedAtMs >= WARN_AGAIN_MS)
      await this.#warn(run, recent, watched);
  }

  /** R2. */
  async #isNewlyResumed(runId: RunId): Promise<boolean> {
    const [start] = await runStarts(this.#ports.store, [runId]);
    return this.#ports.nowMs() - (start?.resumedAt?.getTime() ?? -Infinity) < WINDOW_MS;
  }

  async #warn(run: RunAttempts, recent: AttemptTotals, watched: Watched): Promise<void> {
    const { announce, log, nowMs } = this.#ports;
    const rate = await this.#rateOf(run, recent);
    await announce(errorRateHigh(run, rate, nowMs()));
    watched.warnedAtMs = this.#monotonicMs();
    log.warn({ ...namesOf(run), ...figuresOf(rate) }, "run.error_rate_high");
  }

  /** R3, R4. */
  async #pause(run: RunAttempts, recent: AttemptTotals): Promise<void> {
    const { campaigns, announce, metrics, log, nowMs } = this.#ports;
    const { workspaceId, campaignId } = run;
    const rate = await this.#rateOf(run, recent);
    await announce(runPausedByErrorRate(run, rate, nowMs()));
    try {
      const actor = { person: "sluice", source: `error rate brake: ${told(rate)}` };
      await pauseCampaign(campaigns, { workspaceId, campaignId, actor });
      metrics.braked();
      log.warn({ ...namesOf(run), ...figuresOf(rate) }, "run.paused_by_error_rate");
    } catch (error) {
      if (!(error instanceof CampaignError)) throw error; // a person was faster
    }
  }

  async #rateOf({ runId }: RunAttempts, recent: AttemptTotals): Promise<ErrorRate> {
    return { recent, top: await topFailure(this.#ports.store, runId) };
  }
}

const newlyWatched = (): Watched => ({ attempts: new RecentAttempts(), warnedAtMs: -Infinity });

const namesOf = ({ workspaceId, campaignId, runId }: RunAttempts) => ({ workspaceId, campaignId, runId });

const figuresOf = ({ recent, top }: ErrorRate) => ({
  attemptCount: recent.attempts,
  failedCount: recent.failed,
  failedShare: Math.round(failedShare(recent) * 1_000) / 1_000,
  reason: top?.reason ?? null,
});
