// Notices on their way to people: each is handed out until somebody says that it was told.
import type { JsMsg } from "@nats-io/jetstream";
import { Notice, parseInput } from "@sluice/schema";
import type { Bus } from "./connect.ts";
import { SharedQueue } from "./shared-queue.ts";
import { NOTICES, SLACK_CONSUMER } from "./stream-names.ts";

export interface NoticeMessage {
  notice: Notice;
  /** Sequence in the stream: the same however often it is delivered. */
  seq: number;
  finish(): void;
  giveBack(delayMs: number): void;
}

export class NoticeQueue {
  readonly #queue: SharedQueue;

  private constructor(queue: SharedQueue) {
    this.#queue = queue;
  }

  static async open(bus: Bus): Promise<NoticeQueue> {
    return new NoticeQueue(await SharedQueue.open(bus, NOTICES, SLACK_CONSUMER));
  }

  /** What comes within `waitMs` (at least 1,000). What is no notice is passed over for good. @throws BusError READING_SILENT */
  async next(maxNotices: number, waitMs: number): Promise<NoticeMessage[]> {
    return (await this.#queue.take(maxNotices, waitMs)).flatMap((message) => toNoticeMessage(message) ?? []);
  }
}

function toNoticeMessage(message: JsMsg): NoticeMessage | null {
  const notice = noticeIn(message.data);
  if (notice !== null) {
    const { seq } = message;
    return { notice, seq, finish: () => message.ack(), giveBack: (delayMs) => message.nak(delayMs) };
  }
  message.term("no notice");
  return null;
}

function noticeIn(data: Uint8Array): Notice | null {
  try {
    const parsed = parseInput(Notice, JSON.parse(new TextDecoder().decode(data)));
    return parsed.ok ? parsed.value : null;
  } catch {
    return null;
  }
}
