// Retries that are due become batches; the planner feeds them to the bus like any other.
import { batchDueRetries, runsWithDueRetries, type RunWithDueRetries } from "@sluice/store";
import type { Settling } from "./settling.ts";

const RECIPIENTS_A_TRANSACTION = 5_000;

export async function batchRetries(settling: Settling): Promise<void> {
  const nowMs = settling.nowMs();
  for (const run of await runsWithDueRetries(settling.store, nowMs))
    await batchRetriesOf(run, settling, nowMs);
}

async function batchRetriesOf(run: RunWithDueRetries, settling: Settling, nowMs: number): Promise<void> {
  const { store, metrics, log } = settling;
  for (;;) {
    const { batches, recipients } = await batchDueRetries(store, run, nowMs, RECIPIENTS_A_TRANSACTION);
    metrics.retriesBatched.inc(recipients);
    log.debug({ runId: run.runId, batchCount: batches, recipientCount: recipients }, "retries.batched");
    if (recipients < RECIPIENTS_A_TRANSACTION) return;
  }
}
