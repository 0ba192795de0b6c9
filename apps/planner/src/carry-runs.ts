// What the leading planner does four times a second with every live run, in this order: show it to senders, start it,
// tell the limiter of it, feed its batches. Nothing is remembered that a successor would need.
import type { RunLimit } from "@sluice/campaigns";
import { type LiveRun, liveRuns, type Store } from "@sluice/store";
import type { BatchFeeder } from "./feed-batches.ts";
import type { PlannerMetrics } from "./metrics.ts";
import type { RunMirror } from "./mirror-runs.ts";
import { type StartPorts, startRuns } from "./start-runs.ts";

export interface CarryPorts {
  store: Store;
  lease: { isHeld(): boolean };
  mirror: RunMirror;
  start: StartPorts;
  feeder: BatchFeeder;
  setLimits: (limits: readonly RunLimit[]) => void;
  metrics: PlannerMetrics;
}

export async function carryRuns(ports: CarryPorts): Promise<void> {
  const { store, lease, mirror, feeder, metrics } = ports;
  // Who does not lead knows the limits all the same: if it must take over, it can grant at once.
  const runs = await liveRuns(store);
  if (!lease.isHeld()) return ports.setLimits(limitsOf(runs));
  const shown = await mirror.show(runs);
  const present = await startRuns(ports.start, runs, shown);
  ports.setLimits(limitsOf(present));
  metrics.alive(present.length);
  metrics.fed(await feeder.feed(shown));
  await mirror.forgetEnded();
}

/** Only a run that sends needs permits: what is stopped or expired ends without requests. */
function limitsOf(runs: readonly LiveRun[]): RunLimit[] {
  return runs
    .filter((run) => run.status === "sending")
    .map(({ workspaceId, runId, requestsPerMinute, workspaceRequestsPerMinute }) => ({
      workspaceId,
      runId,
      requestsPerMinute,
      workspaceRequestsPerMinute,
    }));
}
