// What the limiter may hand out, read up to five times a second beside everything else that the planner does: a limit that people
// change holds within a second, however long a cut or the feeding takes. Planners that do not lead read it as well: who must
// take over can grant at once.
import type { RunLimit } from "@sluice/campaigns";
import { type LiveRun, liveRuns, type Store } from "@sluice/store";
import type { Limiter } from "./limiter.ts";

export interface ReadLimitsPorts {
  store: Store;
  limiter: Pick<Limiter, "setLimits">;
}

export async function readLimits({ store, limiter }: ReadLimitsPorts): Promise<void> {
  limiter.setLimits(limitsOf(await liveRuns(store)));
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
