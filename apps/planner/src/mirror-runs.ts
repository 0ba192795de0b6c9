// HEAL: what Postgres says of each live run is what senders see on the bus. A key-value entry that a killed process did
// not put, or that the bus lost, is put again; what senders no longer need is removed.
//
//   M1. A plan is put before its control, and both before the run's first batch: who holds a batch can render it.
//   M2. Entries are compared with the bus itself, not with what this process remembers to have put. Controls each
//       second, plans (large, and never changed) less often.
//   M3. Plan and control stay for a while after the end: a batch that is redelivered late still finds them.
import type { RunControls, RunPlans } from "@sluice/bus";
import type { RunControl, RunId, RunPlan } from "@sluice/schema";
import { type LiveRun, runPlan, runsEnded, type Store } from "@sluice/store";
import type { Logger } from "@sluice/telemetry";

const CONTROL_CHECK_MS = 1_000;
const PLAN_CHECK_MS = 10_000;
const GRACE_AFTER_END_MS = 60_000;
/** How far back a new leader looks for ended runs whose entries nobody removed. */
const LOOK_BACK_MS = 24 * 3_600_000;
const MAX_REMOVED_AT_ONCE = 500;
const FORGET_EVERY_MS = 5_000;
const FAILURES_OF_THE_BUS = 3;

export interface MirrorOptions {
  store: Store;
  plans: Pick<RunPlans, "put" | "get" | "remove">;
  controls: Pick<RunControls, "put" | "get" | "remove">;
  log: Logger;
  nowMs: () => number;
}

interface Mirrored {
  controlText: string;
  controlSeenAtMs: number;
  planSeenAtMs: number;
}

export class RunMirror {
  readonly #options: MirrorOptions;
  readonly #seen = new Map<RunId, Mirrored>();
  #removedUntil: Date;
  #lookedForEndedAtMs = -Infinity;

  constructor(options: MirrorOptions) {
    this.#options = options;
    this.#removedUntil = new Date(options.nowMs() - LOOK_BACK_MS);
  }

  /**
   * One run that fails keeps no other waiting.
   * @returns the runs whose plan and control are on the bus (M1).
   * @throws when several fail one after the other: then it is not the run.
   */
  async show(runs: readonly LiveRun[]): Promise<ReadonlySet<RunId>> {
    const shown = new Set<RunId>();
    let failuresInARow = 0;
    for (const run of runs) {
      try {
        await this.#showOne(run);
        shown.add(run.runId);
        failuresInARow = 0;
      } catch (error) {
        this.#seen.delete(run.runId);
        this.#options.log.warn({ runId: run.runId, error }, "run.not_mirrored");
        if (++failuresInARow === FAILURES_OF_THE_BUS) throw error;
      }
    }
    return shown;
  }

  async #showOne(run: LiveRun): Promise<void> {
    const nowMs = this.#options.nowMs();
    const control = controlOf(run);
    const controlText = JSON.stringify(control);
    const seen = this.#seen.get(run.runId) ?? { controlText: "", controlSeenAtMs: 0, planSeenAtMs: 0 };
    if (nowMs - seen.planSeenAtMs >= PLAN_CHECK_MS) {
      await this.#healPlan(run);
      seen.planSeenAtMs = nowMs;
    }
    if (seen.controlText !== controlText || nowMs - seen.controlSeenAtMs >= CONTROL_CHECK_MS) {
      await this.#healControl(run, control, controlText);
      seen.controlText = controlText;
      seen.controlSeenAtMs = nowMs;
    }
    this.#seen.set(run.runId, seen);
  }

  async #healPlan({ workspaceId, runId }: LiveRun): Promise<void> {
    const { plans, store } = this.#options;
    if ((await plans.get(workspaceId, runId)) !== null) return;
    const plan: RunPlan | null = await runPlan(store, runId);
    if (plan !== null) await plans.put(plan);
  }

  async #healControl(run: LiveRun, control: RunControl, controlText: string): Promise<void> {
    const { controls } = this.#options;
    const onBus = await controls.get(run.workspaceId, run.runId);
    if (onBus !== null && JSON.stringify(onBus) === controlText) return;
    await controls.put(run.workspaceId, run.runId, control);
  }

  /** M3. Looks every few seconds, however often it is called. */
  async forgetEnded(): Promise<void> {
    const nowMs = this.#options.nowMs();
    if (nowMs - this.#lookedForEndedAtMs < FORGET_EVERY_MS) return;
    this.#lookedForEndedAtMs = nowMs;
    const until = new Date(nowMs - GRACE_AFTER_END_MS);
    const range = { from: this.#removedUntil, until, limit: MAX_REMOVED_AT_ONCE };
    for (const { workspaceId, runId, endedAt } of await runsEnded(this.#options.store, range)) {
      await this.#remove(workspaceId, runId);
      this.#removedUntil = endedAt;
    }
  }

  /** Looks first: to remove what is not there would leave a marker in the bucket for ever. */
  async #remove(workspaceId: string, runId: RunId): Promise<void> {
    const { plans, controls } = this.#options;
    this.#seen.delete(runId);
    if ((await plans.get(workspaceId, runId)) !== null) await plans.remove(workspaceId, runId);
    if ((await controls.get(workspaceId, runId)) !== null) await controls.remove(workspaceId, runId);
  }
}

/** In the order of keys in which the schema reads it, so that texts can be compared. */
function controlOf({ status, requestsPerMinute }: LiveRun): RunControl {
  const state = status === "paused" || status === "stopped" ? status : "sending";
  return { v: 1, state, requests_per_minute: requestsPerMinute };
}
