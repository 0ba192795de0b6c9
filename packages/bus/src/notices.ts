// Notices on their way to people: each is handed out until somebody says that it was told.
import type { Consumer } from "@nats-io/jetstream";
import { Notice, parseInput } from "@sluice/schema";
import type { Bus } from "./connect.ts";
import { NOTICES, SLACK_CONSUMER } from "./stream-names.ts";

export interface NoticeMessage {
  notice: Notice;
  /** Sequence in the stream: the same however often it is delivered. */
  seq: number;
  finish(): void;
  giveBack(delayMs: number): void;
}

const LOST_WORD_MS = 2_000;

export class NoticeQueue {
  readonly #consumer: Consumer;

  private constructor(consumer: Consumer) {
    this.#consumer = consumer;
  }

  static async open(bus: Bus): Promise<NoticeQueue> {
    return new NoticeQueue(await bus.js.consumers.get(NOTICES, SLACK_CONSUMER));
  }

  /** What comes within `waitMs` (at least 1,000). What is no notice is passed over for good. */
  async next(maxNotices: number, waitMs: number): Promise<NoticeMessage[]> {
    const messages = await this.#consumer.fetch({ max_messages: maxNotices, expires: waitMs });
    // The server says when the wait is over; should its word be lost, nobody waits for it.
    const lost = setTimeout(() => void messages.close(), waitMs + LOST_WORD_MS);
    const notices: NoticeMessage[] = [];
    try {
      for await (const message of messages) {
        const notice = noticeIn(message.data);
        if (notice === null) message.term("no notice");
        else
          notices.push({
            notice,
            seq: message.seq,
            finish: () => message.ack(),
            giveBack: (delayMs) => message.nak(delayMs),
          });
      }
    } finally {
      clearTimeout(lost);
    }
    return notices;
  }
}

function noticeIn(data: Uint8Array): Notice | null {
  try {
    const parsed = parseInput(Notice, JSON.parse(new TextDecoder().decode(data)));
    return parsed.ok ? parsed.value : null;
  } catch {
    return null;
  }
}
