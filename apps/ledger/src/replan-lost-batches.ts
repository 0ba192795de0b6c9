// Acks and streams are never trusted alone: a batch that was fed, is not done and is not on the queue has been lost,
// and is planned again. The planner feeds it with what is known of it; senders resume it from its ledger.
//
//   B1. The queue is read before the ledger's last sequence, and the projection must have reached that sequence: a batch
//       that was finished leaves the queue only after its last entry is in the ledger. Entries come without a pause while
//       anything is sent, so that sequence is waited for.
import { setTimeout as sleep } from "node:timers/promises";
import { ledgerHead, queuedBatchNumbers } from "@sluice/bus";
import { type FedBatches, longFedBatches, replanBatches } from "@sluice/store";
import type { Settling } from "./settling.ts";

const NUMBERS_IN_LOG = 100;
const CATCH_UP_MS = 3_000;
const LOOK_EVERY_MS = 50;

export async function replanLostBatches(settling: Settling): Promise<void> {
  const { fedGraceMs, triggeredFedGraceMs } = settling.timing;
  const nowMs = settling.nowMs();
  const fedBeforeMs = { ofTriggered: nowMs - triggeredFedGraceMs, ofOthers: nowMs - fedGraceMs };
  for (const fed of await longFedBatches(settling.store, fedBeforeMs))
    await replanLost(settling, fed, fed.isTriggered ? fedBeforeMs.ofTriggered : fedBeforeMs.ofOthers);
}

async function replanLost(
  { bus, store, projection, metrics, log }: Settling,
  { workspaceId, runId, batchNos }: FedBatches,
  fedBeforeMs: number,
): Promise<void> {
  const queued = await queuedBatchNumbers(bus, workspaceId, runId);
  const absent = batchNos.filter((batchNo) => !queued.has(batchNo));
  if (absent.length === 0 || !(await catchesUpTo((await ledgerHead(bus)).lastSeq, projection))) return; // B1
  const replanned = await replanBatches(store, runId, absent, fedBeforeMs);
  if (replanned.length === 0) return;
  metrics.batchesReplanned.inc(replanned.length);
  const batchNumbers = replanned.slice(0, NUMBERS_IN_LOG);
  log.warn({ workspaceId, runId, batchCount: replanned.length, batchNumbers }, "batches.lost_and_replanned");
}

/** @returns false when the projection is too far behind: the next round looks again. */
async function catchesUpTo(seq: number, projection: Settling["projection"]): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < CATCH_UP_MS; waitedMs += LOOK_EVERY_MS) {
    if (projection.isCaughtUpTo(seq)) return true;
    await sleep(LOOK_EVERY_MS);
  }
  return projection.isCaughtUpTo(seq);
}
