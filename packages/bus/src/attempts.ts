// Chunks of the attempt log on their way from sender threads to Postgres.
//
//   A1. A chunk that is published again, because its acknowledgement was lost, has the same id and is stored once.
//   A2. A chunk leaves the consumer when its reader says so; a reader that dies leaves it to the next.
//   A3. The stream is bounded and discards what is oldest: nobody who sends ever waits for who reads.
import type { Consumer, JsMsg } from "@nats-io/jetstream";
import type { RunId, WorkspaceId } from "@sluice/schema";
import type { Bus } from "./connect.ts";
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

const LOST_WORD_MS = 2_000;

export async function publishAttempts(bus: Bus, chunk: NewAttemptChunk): Promise<void> {
  await bus.js.publish(attemptsSubject(chunk.workspaceId, chunk.runId), chunk.payload, { msgID: chunk.id });
}

export class AttemptQueue {
  readonly #consumer: Consumer;

  private constructor(consumer: Consumer) {
    this.#consumer = consumer;
  }

  static async open(bus: Bus): Promise<AttemptQueue> {
    return new AttemptQueue(await bus.js.consumers.get(ATTEMPTS, ATTEMPT_LOG_CONSUMER));
  }

  /** What comes within `waitMs` (at least 1,000), or the first `maxChunks` of it: many small chunks become one insert. */
  async next(maxChunks: number, waitMs: number): Promise<AttemptChunkMessage[]> {
    const messages = await this.#consumer.fetch({ max_messages: maxChunks, expires: waitMs });
    const chunks: AttemptChunkMessage[] = [];
    // The server says when the wait is over; should its word be lost, nobody waits for it.
    const lost = setTimeout(() => void messages.close(), waitMs + LOST_WORD_MS);
    try {
      for await (const message of messages) chunks.push(toChunkMessage(message));
    } finally {
      clearTimeout(lost);
    }
    return chunks;
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
