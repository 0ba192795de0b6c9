// Batches on the work queue: published once, handed to one delivery process at a time, removed when acknowledged.
import { JetStreamApiError, type JsMsg } from "@nats-io/jetstream";
import { headers, type MsgHdrs } from "@nats-io/nats-core";
import { BatchResume, MAX_BATCH_RECIPIENTS, ORIGIN_HEADER, RESUME_HEADER } from "@sluice/schema";
import type { Bus } from "./connect.ts";
import { SharedQueue } from "./shared-queue.ts";
import { BATCHES, DELIVERY_CONSUMER } from "./stream-names.ts";
import { type BatchRef, batchSubject, parseBatchRef } from "./subjects.ts";

const INSUFFICIENT_RESOURCES = 10047;
/** "maximum messages per subject exceeded" and "maximum bytes exceeded" share this code; the text tells them apart. */
const STORE_FAILED = 10077;

export type PublishedBatch = "published" | "already_there" | "stream_full";

/** A batch taken off the queue. Unacknowledged for the ack wait, it is given to another process. */
export interface BatchMessage {
  ref: BatchRef;
  /** JSON of a `Batch`, unparsed: the thread that sends it parses it. */
  data: Uint8Array;
  resume: BatchResume | null;
  /** Where its requests go: scheme, host and port; null when whoever published it did not say. */
  origin: string | null;
  /** As far as the server remembers: after a crash it may call something new that was delivered before. */
  isRedelivered: boolean;
  /** Resolves when the server has confirmed the removal. */
  finish(): Promise<boolean>;
  giveBack(delayMs: number): void;
  /** Restarts the ack wait. */
  stillWorking(): void;
}

/** What is said of a batch beside it: nobody need parse it to know. */
export interface BatchNote {
  resume?: BatchResume | null;
  origin?: string | null;
}

export async function publishBatch(
  bus: Bus,
  ref: BatchRef,
  payload: string,
  note: BatchNote = {},
): Promise<PublishedBatch> {
  try {
    await bus.js.publish(batchSubject(ref), payload, { headers: headersOf(note) });
    return "published";
  } catch (error) {
    if (!(error instanceof JetStreamApiError)) throw error;
    if (error.code === INSUFFICIENT_RESOURCES) return "stream_full";
    if (error.code === STORE_FAILED)
      return /per subject/i.test(error.message) ? "already_there" : "stream_full";
    throw error;
  }
}

function headersOf({ resume = null, origin = null }: BatchNote): MsgHdrs {
  const result = headers();
  if (resume !== null) result.set(RESUME_HEADER, JSON.stringify(resume));
  if (origin !== null) result.set(ORIGIN_HEADER, origin);
  return result;
}

export interface QueueDepth {
  messages: number;
  bytes: number;
  maxBytes: number;
}

export async function batchQueueDepth(bus: Bus): Promise<QueueDepth> {
  const { state, config } = await bus.jsm.streams.info(BATCHES);
  return { messages: state.messages, bytes: state.bytes, maxBytes: config.max_bytes };
}

/** Which batches of a run wait on the queue or are held by a process: what the bus has not lost. */
export async function queuedBatchNumbers(bus: Bus, workspaceId: string, runId: string): Promise<Set<number>> {
  const filter = `batches.${workspaceId}.${runId}.*`;
  const { state } = await bus.jsm.streams.info(BATCHES, { subjects_filter: filter });
  return new Set(Object.keys(state.subjects ?? {}).map((subject) => parseBatchRef(subject).batchNo));
}

export class BatchQueue {
  readonly #queue: SharedQueue;

  private constructor(queue: SharedQueue) {
    this.#queue = queue;
  }

  static async open(bus: Bus): Promise<BatchQueue> {
    return new BatchQueue(await SharedQueue.open(bus, BATCHES, DELIVERY_CONSUMER));
  }

  /**
   * The next batch, or null when none came within `waitMs` (at least 1,000). One at a time: nothing waits unseen in a prefetch.
   * @throws BusError READING_SILENT
   */
  async next(waitMs: number): Promise<BatchMessage | null> {
    const [message] = await this.#queue.take(1, waitMs);
    return message === undefined ? null : toBatchMessage(message);
  }
}

/** A header that cannot be read means that everybody may have been sent: all are in doubt, and are marked. */
const ALL_IN_DOUBT: BatchResume = { claimed: MAX_BATCH_RECIPIENTS, settled: "" };

function readResume(header: string): BatchResume {
  try {
    return BatchResume.parse(JSON.parse(header));
  } catch {
    return ALL_IN_DOUBT;
  }
}

function toBatchMessage(message: JsMsg): BatchMessage {
  const resume = message.headers?.get(RESUME_HEADER);
  return {
    ref: parseBatchRef(message.subject),
    data: message.data,
    resume: resume ? readResume(resume) : null,
    origin: message.headers?.get(ORIGIN_HEADER) || null,
    isRedelivered: message.redelivered,
    finish: () => message.ackAck(),
    giveBack: (delayMs) => message.nak(delayMs),
    stillWorking: () => message.working(),
  };
}
