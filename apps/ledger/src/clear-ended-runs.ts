// A while after its end a run leaves the bus, and its batches leave Postgres. Its outcomes stay.
//
//   C1. Only a run without a batch on the queue: a redelivery would find no ledger entry to say that it is done.
//   C2. Bus and Postgres are cleared under the run's lock; whatever is interrupted is done again.
//   C3. The ledger goes last: without plan and control no sender touches a batch that comes late.
import { purgeLedger, queuedBatchNumbers, RunControls, RunPlans } from "@sluice/bus";
import { clearRun, type RunRef, runsToClear } from "@sluice/store";
import type { Settling } from "./settling.ts";

export async function clearEndedRuns(settling: Settling): Promise<void> {
  const { bus, store, timing, log } = settling;
  const nowMs = settling.nowMs();
  for (const { workspaceId, runId } of await runsToClear(store, nowMs - timing.clearGraceMs)) {
    const queued = await queuedBatchNumbers(bus, workspaceId, runId);
    if (queued.size > 0) continue; // C1
    const isCleared = await clearRun(store, runId, nowMs, () => leaveBus(settling, { workspaceId, runId })); // C2
    if (isCleared) log.info({ workspaceId, runId }, "run.cleared");
  }
}

async function leaveBus({ bus }: Settling, { workspaceId, runId }: RunRef): Promise<void> {
  await (await RunPlans.open(bus)).remove(workspaceId, runId);
  await (await RunControls.open(bus)).remove(workspaceId, runId);
  await purgeLedger(bus, workspaceId, runId); // C3
}
