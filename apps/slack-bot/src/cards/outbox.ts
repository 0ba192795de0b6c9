// Messages into channels, one after the other: Slack takes about one a second in a channel, and says when to wait.
//
//   O1. In the order in which they were given, per channel.
//   O2. Told to wait, it waits and posts the same again: Slack has not taken it. When the outcome is unknown it is not posted
//       again, because it may be there.
//   O3. Bounded: what is oldest goes first when nobody can keep up.
//   O4. What somebody waits for, a card, goes before what only tells.
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

/** What Slack says of a message that it took. */
export interface Posted {
  ts?: string | undefined;
}

/** It is certain that Slack has not taken the message. */
export class NotPosted extends Error {
  override readonly name = "NotPosted";
}

interface Waiting {
  message: Message;
  /** Of one that somebody waits for. */
  answer?: { taken: (posted: Posted) => void; failed: (error: unknown) => void };
}

const MAX_WAITING = 200;
const MAX_WAITS = 10;

export class Outbox {
  readonly #send: (message: Message) => Promise<Posted>;
  readonly #log: Logger;
  readonly #ending = new AbortController();
  /** The first of each is under way. */
  readonly #queues = new Map<string, Waiting[]>();

  constructor(send: (message: Message) => Promise<Posted>, log: Logger) {
    this.#send = send;
    this.#log = log;
  }

  /** Returns at once. */
  add(message: Message): void {
    this.#enqueue({ message }, (queue) => queue.length);
  }

  /** O4. @throws NotPosted, or what Slack says; otherwise the outcome is unknown (O2) */
  post(message: Message): Promise<Posted> {
    return new Promise((taken, failed) => {
      const answer = { taken, failed };
      this.#enqueue({ message, answer }, (queue) => {
        const next = queue.findIndex((one, index) => index > 0 && one.answer === undefined);
        return next === -1 ? queue.length : next;
      });
    });
  }

  stop(): void {
    this.#ending.abort();
  }

  #enqueue(waiting: Waiting, placeIn: (queue: readonly Waiting[]) => number): void {
    const { channel } = waiting.message;
    const queue = this.#queues.get(channel);
    if (queue === undefined) {
      this.#queues.set(channel, [waiting]);
      void this.#work(channel);
      return;
    }
    queue.splice(placeIn(queue), 0, waiting);
    if (queue.length <= MAX_WAITING) return;
    const oldest = queue.findIndex((one, index) => index > 0 && one.answer === undefined);
    if (oldest > 0) queue.splice(oldest, 1); // O3
  }

  async #work(channel: string): Promise<void> {
    const queue = this.#queues.get(channel) ?? [];
    for (let [next] = queue; next !== undefined; [next] = queue) {
      await this.#deliver(next);
      queue.shift();
    }
    this.#queues.delete(channel);
  }

  async #deliver(waiting: Waiting): Promise<void> {
    const { signal } = this.#ending;
    for (let waits = 0; waits < MAX_WAITS && !signal.aborted; waits++) {
      try {
        const posted = await this.#send(waiting.message);
        return waiting.answer?.taken(posted);
      } catch (error) {
        const seconds = waitSeconds(error);
        if (seconds === null) return this.#failed(waiting, error); // O2
        await sleep(seconds * 1_000, undefined, { signal }).catch(() => undefined);
      }
    }
    const why = signal.aborted ? "the bot ends" : `Slack said ${MAX_WAITS} times to wait`;
    return this.#failed(waiting, new NotPosted(`${why}; the message was not posted`));
  }

  #failed({ answer }: Waiting, error: unknown): void {
    if (answer === undefined) this.#log.warn({ err: error }, "message.not_posted");
    else answer.failed(error);
  }
}

/** Null: Slack did not say to wait. */
export function waitSeconds(error: unknown): number | null {
  if (Reflect.get(Object(error), "code") !== ErrorCode.RateLimitedError) return null;
  return Number(Reflect.get(Object(error), "retryAfter"));
}
