// A triggered run goes on for months. What is done in it leaves bus and Postgres by age, so that neither grows for ever.
//
//   T1. A done batch goes when it is old and off the queue: a redelivery would find no ledger entry to say that it is done.
//       By then the server has closed every connection that could still publish it (it hears from a client every few minutes).
//   T2. Its ledger goes before its row: whatever is interrupted is found again by the row.
//   T3. Counts stay for ever, deliveries as long as people look into them, request ids for a day as promised.
import { purgeBatchLedger, queuedBatchNumbers } from "@sluice/bus";
import { SEND_LIFETIME_MS } from "@sluice/schema";
import {
  type BatchPosition,
  oldDoneBatches,
  removeDoneBatches,
  removeOldDeliveries,
  removeOldRequests,
} from "@sluice/store";
import { removeOldRows } from "./remove-old-rows.ts";
import type { Settling } from "./settling.ts";

/** Of 5 seconds; a purge each. 200,000 sends a minute come in some 50 batches a second. */
const BATCHES_A_ROUND = 1_000;

export async function clearTriggeredRuns(settling: Settling): Promise<void> {
  const { store, timing } = settling;
  const nowMs = settling.nowMs();
  const batches = await oldDoneBatches(store, nowMs - timing.triggeredBatchKeptMs, BATCHES_A_ROUND);
  for (const [runId, ofRun] of Map.groupBy(batches, (batch) => batch.runId)) {
    await clearBatches(settling, runId, ofRun);
  }
  await removeOldRows((limit) => removeOldDeliveries(store, nowMs - timing.triggeredDeliveriesKeptMs, limit));
  await removeOldRows((limit) => removeOldRequests(store, nowMs - SEND_LIFETIME_MS, limit));
}

async function clearBatches(
  { bus, store }: Settling,
  runId: string,
  batches: readonly BatchPosition[],
): Promise<void> {
  const [first] = batches;
  if (first === undefined) return;
  const queued = await queuedBatchNumbers(bus, first.workspaceId, runId);
  const gone = batches.filter(({ batchNo }) => !queued.has(batchNo)); // T1
  for (const batch of gone) await purgeBatchLedger(bus, batch); // T2
  const batchNos = gone.map(({ batchNo }) => batchNo);
  if (batchNos.length > 0) await removeDoneBatches(store, runId, batchNos);
}
