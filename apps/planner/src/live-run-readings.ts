// The runs that are alive, as this planner has last read them; whoever reads tells the limiter what it may hand out.
//
//   R1. A limit that people change holds within a second, however long a cut or the feeding takes: when whoever carries the
//       runs has not read them for a while, they are read beside.
//   R2. Planners that do not lead read as well: who must take over can grant at once.
import type { RunLimit } from "@sluice/campaigns";
import { type LiveRun, liveRuns, type Store } from "@sluice/store";
import type { Limiter } from "./limiter.ts";

const FRESH_MS = 400;

export interface ReadingPorts {
  store: Store;
  limiter: Pick<Limiter, "setLimits">;
  monotonicMs?: () => number;
}

export class LiveRunReadings {
  readonly #ports: ReadingPorts;
  readonly #monotonicMs: () => number;
  #last: readonly LiveRun[] = [];
  #readAtMs = -Infinity;

  constructor(ports: ReadingPorts) {
    this.#ports = ports;
    this.#monotonicMs = ports.monotonicMs ?? (() => performance.now());
  }

  get hasRuns(): boolean {
    return this.#last.length > 0;
  }

  get hasSendingRuns(): boolean {
    return this.#last.some(({ status }) => status === "sending");
  }

  async read(): Promise<readonly LiveRun[]> {
    this.#last = await liveRuns(this.#ports.store);
    this.#readAtMs = this.#monotonicMs();
    this.#ports.limiter.setLimits(limitsOf(this.#last));
    return this.#last;
  }

  /** R1. */
  async readIfOld(): Promise<void> {
    if (this.#monotonicMs() - this.#readAtMs >= FRESH_MS) await this.read();
  }
}

/** Only a run that sends needs permits: what is stopped or expired ends without requests. */
const limitsOf = (runs: readonly LiveRun[]): RunLimit[] =>
  runs
    .filter(({ status }) => status === "sending")
    .map((run) => ({
      workspaceId: run.workspaceId,
      runId: run.runId,
      requestsPerMinute: run.requestsPerMinute,
      workspaceRequestsPerMinute: run.workspaceRequestsPerMinute,
      origin: run.origin,
      originRequestsPerMinute: run.originRequestsPerMinute,
      weight: run.weight,
      isTriggered: run.isTriggered,
    }));
