// Messages of a consumer that outlives its readers and that processes share: taken some at a time, acknowledged one by one.
//
//   Q1. Each taking asks anew, and ends: the server says when the wait is over, and should its word be lost, nobody waits for it.
//   Q2. Takings that stay empty although messages wait, and nobody else gets them either, are found out (silence.ts).
import type { Consumer, JsMsg } from "@nats-io/jetstream";
import type { Bus } from "./connect.ts";
import { LOOK_EVERY_MS, readingSilent, Silence } from "./silence.ts";

const LOST_WORD_MS = 2_000;

export class SharedQueue {
  readonly #bus: Pick<Bus, "tellSilent">;
  readonly #consumer: Consumer;
  readonly #silence: Silence;
  readonly #name: string;
  #takenCount = 0;
  /** Of the consumer: whoever got it. */
  #deliveredSeq: number;
  #lookAtMs = performance.now() + LOOK_EVERY_MS;

  private constructor(bus: Pick<Bus, "tellSilent">, consumer: Consumer, name: string, deliveredSeq: number) {
    this.#bus = bus;
    this.#consumer = consumer;
    this.#name = name;
    this.#deliveredSeq = deliveredSeq;
    this.#silence = new Silence(
      () => this.#takenCount,
      () => this.#waitsForEverybody(),
    );
  }

  static async open(bus: Bus, stream: string, name: string): Promise<SharedQueue> {
    const consumer = await bus.js.consumers.get(stream, name);
    const { delivered } = await consumer.info(true);
    return new SharedQueue(bus, consumer, stream, delivered.consumer_seq);
  }

  /** What comes within `waitMs` (at least 1,000), or the first `most` of it. @throws BusError READING_SILENT */
  async take(most: number, waitMs: number): Promise<JsMsg[]> {
    const messages = await this.#consumer.fetch({ max_messages: most, expires: waitMs });
    const lost = setTimeout(() => void messages.close(), waitMs + LOST_WORD_MS); // Q1
    const taken: JsMsg[] = [];
    try {
      for await (const message of messages) taken.push(message);
    } finally {
      clearTimeout(lost);
    }
    this.#takenCount += taken.length;
    await this.#lookNowAndThen(taken.length > 0);
    return taken;
  }

  /** Q2 */
  async #lookNowAndThen(isServed: boolean): Promise<void> {
    const nowMs = performance.now();
    if (isServed) this.#lookAtMs = nowMs + LOOK_EVERY_MS;
    if (nowMs < this.#lookAtMs) return;
    this.#lookAtMs = nowMs + LOOK_EVERY_MS;
    if (!(await this.#silence.look())) return;
    this.#bus.tellSilent(this.#name);
    throw readingSilent(this.#name, this.#deliveredSeq);
  }

  async #waitsForEverybody(): Promise<boolean> {
    const { delivered, num_pending, num_ack_pending, config } = await this.#consumer.info();
    const isStill = delivered.consumer_seq === this.#deliveredSeq;
    this.#deliveredSeq = delivered.consumer_seq;
    return isStill && num_pending > 0 && num_ack_pending < (config.max_ack_pending ?? Infinity);
  }
}
