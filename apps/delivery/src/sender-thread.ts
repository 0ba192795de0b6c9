// The entry of a sender thread: batch in, end of the batch out. Everything that a send needs lives in this thread: its
// bus connection, its permits, its connection pools; so that no request waits for another thread.
import { appendEntry, type BatchRef, lastEntry } from "@sluice/bus";
import { BatchEnvelope, type Batch } from "@sluice/schema";
import { type BatchPass, type LedgerPort, tryToTake } from "@sluice/sender";
import type { BatchTask, TaskEnd, TaskResult } from "./batch-task.ts";
import { isExpired, openPass } from "./open-pass.ts";
import type { FoundProof } from "./request-proofs.ts";
import type { FoundTemplate } from "./run-templates.ts";
import { senderContext, type SenderContext } from "./sender-context.ts";

const UNKNOWN_RUN_DELAY_MS = 1_000;
const HELD_DELAY_MS = 2_000;
const FAILURE_DELAY_MS = 500;
/** Long enough for other runs to have their turn. */
const DEFERRED_DELAY_MS = 10_000;

/** Called by the thread pool. Never throws: a failure gives the batch back, and the ledger knows how far it came. */
export async function sendBatch(task: BatchTask): Promise<TaskResult> {
  const startedMs = performance.now();
  const result: TaskResult = {
    end: { kind: "done" },
    recipients: 0,
    outcomes: {},
    ledgerWrites: 0,
    durationMs: 0,
  };
  try {
    const batch = parseBatch(task);
    result.recipients = batch.rows.length;
    result.end = await sendParsed(batch, task, result);
  } catch (error) {
    result.end = endOf(error);
  }
  result.durationMs = Math.round(performance.now() - startedMs);
  return result;
}

function endOf(error: unknown): TaskEnd {
  const why = error instanceof Error ? error.message : String(error);
  if (error instanceof UnreadableBatchError) return { kind: "unreadable", why };
  return { kind: "give_back", delayMs: FAILURE_DELAY_MS, why };
}

class UnreadableBatchError extends Error {
  override readonly name = "UnreadableBatchError";
}

const decoder = new TextDecoder();

function parseBatch({ data, ref }: BatchTask): Batch {
  const batch = readBatch(data);
  const isItsOwn =
    batch.workspace_id === ref.workspaceId && batch.run_id === ref.runId && batch.batch_no === ref.batchNo;
  if (!isItsOwn) throw new UnreadableBatchError("the message is not the batch that its subject names");
  return batch;
}

function readBatch(data: Uint8Array): Batch {
  try {
    return BatchEnvelope.parse(JSON.parse(decoder.decode(data)));
  } catch (cause) {
    throw new UnreadableBatchError("the message is no batch", { cause }); // without its content: it is people's data
  }
}

async function sendParsed(batch: Batch, task: BatchTask, result: TaskResult): Promise<TaskEnd> {
  const context = await senderContext();
  if (context.isDraining()) return { kind: "give_back", delayMs: 0, why: "draining" };
  const found = await context.templates.get(batch);
  await context.learnControl(batch.workspace_id, batch.run_id);
  // Also when a batch comes after its run was cleared: the ledger no longer says who was sent.
  const isKnown = found.kind !== "no_plan" && context.controlOf(batch.run_id) !== null;
  if (!isKnown && !isExpired(batch, context))
    return { kind: "give_back", delayMs: UNKNOWN_RUN_DELAY_MS, why: "the run has no plan or no control" };
  const proven = await proofOf(batch, found, context);
  if (isKnown && proven.kind === "missing" && !isExpired(batch, context))
    return { kind: "give_back", delayMs: UNKNOWN_RUN_DELAY_MS, why: proven.why };
  const port = ledgerOf(context, task.ref, batch.rows.length);
  const takeover = await tryToTake(port, context.clock, context.owner, task.isNew);
  if (takeover.kind === "done") return { kind: "done" };
  if (takeover.kind === "held")
    return { kind: "give_back", delayMs: HELD_DELAY_MS, why: "another process holds the batch" };

  using open = openPass({ batch, resume: task.resume, found, proven, free: takeover, port }, context);
  const end = await drive(open.pass, context);
  if (context.isDraining()) await context.flushAttempts(); // the thread ends with its last batch
  Object.assign(result, { outcomes: open.pass.counts, ledgerWrites: open.pass.writeCount });
  return end;
}

async function proofOf(batch: Batch, found: FoundTemplate, { proofs }: SenderContext): Promise<FoundProof> {
  return proofs.of(batch.workspace_id, found.kind === "ready" ? found.template : {});
}

function ledgerOf({ bus }: SenderContext, ref: BatchRef, recipients: number): LedgerPort {
  return {
    last: () => lastEntry(bus, ref, recipients),
    append: (entry, expectedSeq) => appendEntry(bus, ref, entry, expectedSeq),
  };
}

async function drive(pass: BatchPass, context: SenderContext): Promise<TaskEnd> {
  const state = context.controlOf(pass.batch.run_id);
  if (state === "stopped") pass.endOpen("cancelled", "stopped");
  if (state === "paused") pass.halt("paused");
  const end = await context.drive(pass);
  switch (end.kind) {
    case "done":
      return { kind: "done" };
    case "paused":
      return end;
    case "lost":
      return { kind: "give_back", delayMs: FAILURE_DELAY_MS, why: "the lease ran out" };
    case "handed_back":
      return context.isDraining()
        ? { kind: "give_back", delayMs: 0, why: "draining" }
        : { kind: "give_back", delayMs: DEFERRED_DELAY_MS, why: "its origin takes nothing" };
    default:
      return end satisfies never;
  }
}
