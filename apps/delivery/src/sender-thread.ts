// The entry of a sender thread: batch in, end of the batch out. Everything that a send needs lives in this thread: its
// bus connection, its permits, its connection pools; so that no request waits for another thread.
import { appendEntry, type BatchRef, lastEntry } from "@sluice/bus";
import { BatchEnvelope, type Batch } from "@sluice/schema";
import {
  AddressRefusedError,
  BatchLedger,
  BatchPass,
  EntryWriter,
  isApproved,
  type LedgerPort,
  type OriginPool,
  type RunTemplate,
  tryToTake,
} from "@sluice/sender";
import type { BatchTask, TaskEnd, TaskResult } from "./batch-task.ts";
import { senderContext, type SenderContext } from "./sender-context.ts";

const PLAN_MISSING_DELAY_MS = 1_000;
const HELD_DELAY_MS = 2_000;
const FAILURE_DELAY_MS = 500;

/** Called by the thread pool. Never throws: a failure gives the batch back, and the ledger knows how far it came. */
export async function sendBatch(task: BatchTask): Promise<TaskResult> {
  const startedMs = performance.now();
  const batch = parseBatch(task.data);
  const result: TaskResult = {
    end: { kind: "done" },
    recipients: batch.rows.length,
    outcomes: {},
    ledgerWrites: 0,
    durationMs: 0,
  };
  try {
    result.end = await sendParsed(batch, task, result);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    result.end = { kind: "give_back", delayMs: FAILURE_DELAY_MS, why };
  }
  result.durationMs = Math.round(performance.now() - startedMs);
  return result;
}

const decoder = new TextDecoder();
const parseBatch = (data: Uint8Array): Batch => BatchEnvelope.parse(JSON.parse(decoder.decode(data)));

async function sendParsed(batch: Batch, task: BatchTask, result: TaskResult): Promise<TaskEnd> {
  const context = await senderContext();
  if (context.isDraining()) return { kind: "give_back", delayMs: 0, why: "draining" };
  const template = await context.templates.get(batch);
  if (template === null)
    return { kind: "give_back", delayMs: PLAN_MISSING_DELAY_MS, why: "the run has no plan yet" };
  const ledger = ledgerOf(context, task.ref);
  const takeover = await tryToTake(ledger, context.clock, context.owner);
  if (takeover.kind === "done") return { kind: "done" };
  if (takeover.kind === "held")
    return { kind: "give_back", delayMs: HELD_DELAY_MS, why: "another process holds the batch" };

  const pass = createPass(batch, template, task, takeover, ledger, context);
  const end = await drive(pass, context);
  Object.assign(result, { outcomes: pass.counts, ledgerWrites: pass.writeCount });
  return end;
}

function ledgerOf({ bus }: SenderContext, ref: BatchRef): LedgerPort {
  return {
    last: () => lastEntry(bus, ref),
    append: (entry, expectedSeq) => appendEntry(bus, ref, entry, expectedSeq),
  };
}

type Free = Extract<Awaited<ReturnType<typeof tryToTake>>, { kind: "free" }>;

function createPass(
  batch: Batch,
  template: RunTemplate,
  task: BatchTask,
  free: Free,
  port: LedgerPort,
  context: SenderContext,
): BatchPass {
  const { clock, owner } = context;
  const ledger = new BatchLedger({
    owner,
    recipients: batch.rows.length,
    previous: free.previous,
    resume: task.resume,
  });
  const refusal: { reason: string | null } = { reason: null };
  const pass = new BatchPass(batch, template, ledger, {
    clock,
    random: Math.random,
    writer: new EntryWriter(port, clock, free.seq),
    pool: openPool(template.origin, context, refusal),
    meter: context.meters.of(batch.workspace_id, batch.run_id),
    onReady: () => context.dispatcher.pump(),
  });
  if (!isApproved(batch, template)) pass.endOpen("dead_lettered", "content differs from what was approved");
  if (refusal.reason !== null) pass.endOpen("dead_lettered", refusal.reason);
  return pass;
}

function openPool(
  origin: string,
  { pools }: SenderContext,
  refusal: { reason: string | null },
): OriginPool | null {
  try {
    return pools.get(origin);
  } catch (error) {
    if (!(error instanceof AddressRefusedError)) throw error;
    refusal.reason = "address not allowed";
    return null;
  }
}

async function drive(pass: BatchPass, context: SenderContext): Promise<TaskEnd> {
  const state = context.controlOf(pass.batch.run_id);
  if (state === "stopped") pass.endOpen("cancelled", "stopped");
  if (state === "paused") pass.halt("paused");
  const end = await context.dispatcher.drive(pass);
  switch (end.kind) {
    case "done":
      return { kind: "done" };
    case "paused":
      return end;
    case "lost":
      return { kind: "give_back", delayMs: FAILURE_DELAY_MS, why: "the lease ran out" };
    case "handed_back":
      return { kind: "give_back", delayMs: 0, why: "draining" };
    default:
      return end satisfies never;
  }
}
