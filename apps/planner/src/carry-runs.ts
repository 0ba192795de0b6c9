// What the leading planner does four times a second while there are runs, and when one changes, in this order: show it to
// senders, start it, feed its batches. Nothing is remembered that a successor would need.
import type { RunId } from "@sluice/schema";
import type { LiveRun } from "@sluice/store";
import type { BatchFeeder } from "./feed-batches.ts";
import type { Limiter } from "./limiter.ts";
import type { LiveRunReadings } from "./live-run-readings.ts";
import type { PlannerMetrics } from "./metrics.ts";
import type { RunMirror } from "./mirror-runs.ts";
import type { OriginBoard } from "./origin-board.ts";
import { type StartPorts, startRuns } from "./start-runs.ts";

export interface CarryPorts {
  readings: Pick<LiveRunReadings, "read">;
  lease: { isHeld(): boolean; readonly epoch: number };
  limiter: Pick<Limiter, "expect">;
  mirror: RunMirror;
  start: StartPorts;
  feeder: BatchFeeder;
  metrics: PlannerMetrics;
  board: Pick<OriginBoard, "verdict">;
}

export async function carryRuns(ports: CarryPorts): Promise<void> {
  const { readings, lease, limiter, mirror, feeder, metrics, board } = ports;
  if (!lease.isHeld()) return;
  const { epoch } = lease; // before the reading
  const runs = await readings.read();
  limiter.expect(
    runs.filter(({ status }) => status === "planned").map(({ runId }) => runId),
    epoch,
  );
  const shown = await mirror.show(runs);
  const present = await startRuns(ports.start, runs, shown);
  metrics.alive(present.length);
  metrics.fed(await feeder.feed(takingRuns(present, shown, board)));
  await mirror.forgetEnded();
}

/** Of a run whose origin takes nothing, no more is put before the senders: what they hold is enough to try it. */
function takingRuns(
  runs: readonly LiveRun[],
  shown: ReadonlySet<RunId>,
  board: Pick<OriginBoard, "verdict">,
): ReadonlySet<RunId> {
  const taking = new Set(shown);
  for (const { runId, workspaceId, origin } of runs) {
    const verdict = origin === null ? "unknown" : board.verdict(workspaceId, origin);
    if (verdict === "failing" || verdict === "deferred") taking.delete(runId);
  }
  return taking;
}
