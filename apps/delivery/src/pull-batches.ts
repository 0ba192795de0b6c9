// The loop of a delivery process: pull a batch when there is room, hand it to a thread, deal with the message by how
// the pass ended.
import { setTimeout as sleep } from "node:timers/promises";
import { appendEntry, BATCH_ACK_WAIT_MS, type BatchMessage, BatchQueue, type Bus } from "@sluice/bus";
import type { ThreadPool } from "@sluice/sender";
import type { Logger } from "@sluice/telemetry";
import { BatchIntake } from "./batch-intake.ts";
import { type BatchTask, MAX_BATCHES_PER_THREAD, type TaskEnd, type TaskResult } from "./batch-task.ts";

/** Several of one run in each thread: while some wait for their last, slowest answers, others send. With two, both could wait. */
const BATCHES_PER_RUN_AND_THREAD = 4;
const PULL_WAIT_MS = 1_000;
const PAUSE_AFTER_FAILURE_MS = 250;
/** If none succeeds, the batch is found lost and planned again, and what the entry would have told is in doubt. */
const RELEASE_TRIES = 5;

export interface PullPorts {
  bus: Bus;
  threads: number;
  pool: ThreadPool<BatchTask, TaskResult>;
  log: Logger;
}

export interface Pulling {
  heldCount(): number;
  /** Pulls no more, and resolves when every batch that was begun has ended. */
  stop(): Promise<void>;
}

export function pullBatches(ports: PullPorts): Pulling {
  const intake = new BatchIntake({
    maxBatches: ports.threads * MAX_BATCHES_PER_THREAD,
    maxPerRun: ports.threads * BATCHES_PER_RUN_AND_THREAD,
    send: (message) => sendAndSettle(message, ports),
  });
  const stopped = new AbortController();
  const heartbeat = setInterval(() => {
    for (const message of intake.held()) message.stillWorking();
  }, BATCH_ACK_WAIT_MS / 3);
  const pulling = pullUntil(stopped.signal, intake, ports);
  return {
    heldCount: () => intake.heldCount,
    stop: async () => {
      stopped.abort();
      await intake.drain();
      await pulling;
      await intake.drain();
      clearInterval(heartbeat);
    },
  };
}

async function pullUntil(signal: AbortSignal, intake: BatchIntake, { bus, log }: PullPorts): Promise<void> {
  let queue: BatchQueue | null = null;
  while (!signal.aborted) {
    await intake.room();
    if (signal.aborted) return;
    try {
      queue ??= await BatchQueue.open(bus);
      const message = await queue.next(PULL_WAIT_MS);
      if (message !== null) intake.accept(message);
    } catch (error) {
      queue = null; // the server restarted, or lost the consumer: ask for it again
      log.warn({ error }, "no batch could be pulled; trying again");
      await sleep(PAUSE_AFTER_FAILURE_MS);
    }
  }
}

async function sendAndSettle(message: BatchMessage, ports: PullPorts): Promise<void> {
  const { ref, data, resume, isRedelivered } = message;
  try {
    const isNew = resume === null && !isRedelivered;
    const result = await ports.pool.run({ ref, data, resume, isNew });
    await settleMessage(message, result.end, ports.bus);
    logBatch(message, result, ports.log);
  } catch (error) {
    // The message comes again after the ack wait, and the ledger says how far the batch is.
    ports.log.error({ ...ref, error }, "batch not settled");
  }
}

async function settleMessage(message: BatchMessage, end: TaskEnd, bus: Bus): Promise<void> {
  switch (end.kind) {
    case "done":
      await message.finish();
      return;
    case "give_back":
      message.giveBack(end.delayMs);
      return;
    case "unreadable":
      await message.finish();
      return;
    case "paused":
      // This order: the projection plans a released batch again, and its subject must be free by then.
      await message.finish();
      await release(message, end, bus);
      return;
    default:
      end satisfies never;
  }
}

/** A timeout is ambiguous, and a conflict means that the entry, or somebody else's, is there. */
async function release(
  { ref }: BatchMessage,
  { entry, expectedSeq }: Extract<TaskEnd, { kind: "paused" }>,
  bus: Bus,
): Promise<void> {
  for (let left = RELEASE_TRIES; left > 1; left--) {
    try {
      await appendEntry(bus, ref, entry, expectedSeq);
      return;
    } catch {
      await sleep(PAUSE_AFTER_FAILURE_MS);
    }
  }
  await appendEntry(bus, ref, entry, expectedSeq);
}

function logBatch({ ref }: BatchMessage, result: TaskResult, log: Logger): void {
  const { end, outcomes, recipients, ledgerWrites, durationMs } = result;
  const ended = "why" in end ? { end: end.kind, why: end.why } : { end: end.kind };
  log[end.kind === "unreadable" ? "error" : "info"](
    { ...ref, ...ended, recipients, ...outcomes, ledgerWrites, durationMs },
    "batch.ended",
  );
}
