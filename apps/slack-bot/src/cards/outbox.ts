// Messages into channels, one after the other: Slack takes about one a second in a channel, and says when to wait.
//
//   O1. In the order in which they were given, per channel.
//   O2. Told to wait, it waits and posts the same again: Slack has not taken it. When the outcome is unknown it is not posted
//       again, because it may be there.
//   O3. Bounded: what is oldest goes first when nobody can keep up.
import { setTimeout as sleep } from "node:timers/promises";
import type { Block, KnownBlock } from "@slack/types";
import { ErrorCode } from "@slack/web-api";
import type { Logger } from "@sluice/telemetry";

export interface Message {
  channel: string;
  text: string;
  blocks?: Array<KnownBlock | Block>;
  thread_ts?: string;
  /** Of a thread: shown in the channel as well. */
  reply_broadcast?: boolean;
}

const MAX_WAITING = 200;
const MAX_WAITS = 10;

export class Outbox {
  readonly #post: (message: Message) => Promise<unknown>;
  readonly #log: Logger;
  readonly #ending = new AbortController();
  readonly #queues = new Map<string, Message[]>();

  constructor(post: (message: Message) => Promise<unknown>, log: Logger) {
    this.#post = post;
    this.#log = log;
  }

  /** Returns at once. */
  add(message: Message): void {
    const queue = this.#queues.get(message.channel);
    if (queue === undefined) {
      this.#queues.set(message.channel, [message]);
      void this.#work(message.channel);
      return;
    }
    queue.push(message);
    if (queue.length > MAX_WAITING) queue.splice(1, 1); // O3; the first is under way
  }

  stop(): void {
    this.#ending.abort();
  }

  async #work(channel: string): Promise<void> {
    const queue = this.#queues.get(channel) ?? [];
    for (let [next] = queue; next !== undefined && !this.#ending.signal.aborted; [next] = queue) {
      await this.#deliver(next);
      queue.shift();
    }
    this.#queues.delete(channel);
  }

  async #deliver(message: Message): Promise<void> {
    for (let waits = 0; waits < MAX_WAITS; waits++) {
      try {
        await this.#post(message);
        return;
      } catch (error) {
        const seconds = waitSeconds(error);
        if (seconds === null) return this.#log.warn({ err: error }, "message.not_posted"); // O2
        const { signal } = this.#ending;
        await sleep(seconds * 1_000, undefined, { signal }).catch(() => undefined);
        if (signal.aborted) return undefined;
      }
    }
  }
}

/** O2, for a post whose answer is needed. @throws what Slack says otherwise, or after so many waits */
export async function untilTaken<T>(post: () => Promise<T>): Promise<T> {
  for (let waits = 1; waits < MAX_WAITS; waits++) {
    try {
      return await post();
    } catch (error) {
      const seconds = waitSeconds(error);
      if (seconds === null) throw error;
      await sleep(seconds * 1_000);
    }
  }
  return post();
}

/** Null: Slack did not say to wait. */
export function waitSeconds(error: unknown): number | null {
  if (Reflect.get(Object(error), "code") !== ErrorCode.RateLimitedError) return null;
  return Number(Reflect.get(Object(error), "retryAfter"));
}
