// Chunks of the attempt log on their way from sender threads to Postgres.
//
//   A1. A chunk that is published again, because its acknowledgement was lost, has the same id and is stored once.
//   A2. A chunk leaves the consumer when its reader says so; a reader that dies leaves it to the next.
//   A3. The stream is bounded and discards what is oldest: nobody who sends ever waits for who reads.
import type { JsMsg } from "@nats-io/jetstream";
import type { RunId, WorkspaceId } from "@sluice/schema";
import type { Bus } from "./connect.ts";
import { SharedQueue } from "./shared-queue.ts";
import { ATTEMPT_LOG_CONSUMER, ATTEMPTS } from "./stream-names.ts";
import { attemptsSubject } from "./subjects.ts";

export interface AttemptChunkMessage {
  /** Sequence in the stream: the same however often the chunk is delivered. */
  seq: number;
  /** When the server stored it. */
  storedAtMs: number;
  subject: string;
  data: Uint8Array;
  /** Chunks that wait behind this one. */
  pending: number;
  /** Stored: never again. */
  finish(): void;
  giveBack(delayMs: number): void;
}

export interface NewAttemptChunk {
  /** A1 */
  id: string;
  workspaceId: WorkspaceId;
  runId: RunId;
  /** JSON of an `AttemptChunk`. */
  payload: string;
}

export async function publishAttempts(bus: Bus, chunk: NewAttemptChunk): Promise<void> {
  await bus.js.publish(attemptsSubject(chunk.workspaceId, chunk.runId), chunk.payload, { msgID: chunk.id });
}

export class AttemptQueue {
  readonly #queue: SharedQueue;

  private constructor(queue: SharedQueue) {
    this.#queue = queue;
  }

  static async open(bus: Bus): Promise<AttemptQueue> {
    return new AttemptQueue(await SharedQueue.open(bus, ATTEMPTS, ATTEMPT_LOG_CONSUMER));
  }

  /**
   * What comes within `waitMs` (at least 1,000), or the first `maxChunks` of it: many small chunks become one insert.
   * @throws BusError READING_SILENT
   */
  async next(maxChunks: number, waitMs: number): Promise<AttemptChunkMessage[]> {
    return (await this.#queue.take(maxChunks, waitMs)).map(toChunkMessage);
  }
}

function toChunkMessage(message: JsMsg): AttemptChunkMessage {
  return {
    seq: message.seq,
    storedAtMs: Date.parse(message.timestamp),
    subject: message.subject,
    data: message.data,
    pending: message.info.pending,
    finish: () => message.ack(),
    giveBack: (delayMs) => message.nak(delayMs),
  };
}

/** How much of the stream's bound is taken. */
export async function attemptsFill(bus: Bus): Promise<number> {
  const { state, config } = await bus.jsm.streams.info(ATTEMPTS);
  return config.max_bytes > 0 ? state.bytes / config.max_bytes : 0;
}
