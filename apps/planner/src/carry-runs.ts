// What the leading planner does four times a second with every live run, in this order: show it to senders, start it,
// feed its batches. Nothing is remembered that a successor would need.
import { liveRuns, type Store } from "@sluice/store";
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
  metrics: PlannerMetrics;
}

export async function carryRuns(ports: CarryPorts): Promise<void> {
  const { store, lease, mirror, feeder, metrics } = ports;
  if (!lease.isHeld()) return;
  const runs = await liveRuns(store);
  const shown = await mirror.show(runs);
  const present = await startRuns(ports.start, runs, shown);
  metrics.alive(present.length);
  metrics.fed(await feeder.feed(shown));
  await mirror.forgetEnded();
}
