// What the limiter may hand out, read four times a second beside everything else that the planner does: a limit that people
// change holds within a second, however long a cut or the feeding takes. Planners that do not lead read it as well: who must
// take over can grant at once.
import type { RunLimit } from "@sluice/campaigns";
import { type LiveRun, liveRuns, type Store } from "@sluice/store";
import type { Limiter } from "./limiter.ts";

export interface ReadLimitsPorts {
  store: Store;
  lease: { isHeld(): boolean; readonly epoch: number };
  limiter: Pick<Limiter, "setLimits">;
}

export async function readLimits({ store, lease, limiter }: ReadLimitsPorts): Promise<void> {
  const epoch = lease.isHeld() ? lease.epoch : null; // before the reading: what is read is at least as new
  limiter.setLimits(limitsOf(await liveRuns(store)), epoch);
}

/** Only a run that sends needs permits, and one that is about to; what is stopped or expired ends without requests. */
const limitsOf = (runs: readonly LiveRun[]): RunLimit[] =>
  runs
    .filter(({ status }) => status === "sending" || status === "planned")
    .map((run) => ({
      workspaceId: run.workspaceId,
      runId: run.runId,
      requestsPerMinute: run.requestsPerMinute,
      workspaceRequestsPerMinute: run.workspaceRequestsPerMinute,
      origin: run.origin,
      originRequestsPerMinute: run.originRequestsPerMinute,
      weight: run.weight,
      isTriggered: run.isTriggered,
      maySend: run.status === "sending",
    }));
