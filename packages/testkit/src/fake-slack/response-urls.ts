// A URL that comes with each command and click: five answers within half an hour, seen by whoever acted, or by all.
import { SlackApiError } from "./slack-error.ts";

const MAX_USES = 5;
const LIFETIME_MS = 30 * 60_000;

export interface ResponseTarget {
  channelId: string;
  userId: string;
  /** Of the message whose button was clicked: `replace_original` edits it. */
  messageTs: string | null;
}

export class ResponseUrls {
  readonly #nowMs: () => number;
  readonly #known = new Map<string, ResponseTarget & { uses: number; untilMs: number }>();
  #count = 0;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** @returns the last part of the path. */
  mint(target: ResponseTarget): string {
    this.#count += 1;
    const key = `r${this.#count}`;
    this.#known.set(key, { ...target, uses: 0, untilMs: this.#nowMs() + LIFETIME_MS });
    return key;
  }

  /** @throws SlackApiError used_url, expired_url */
  use(key: string): ResponseTarget {
    const known = this.#known.get(key);
    if (known === undefined || this.#nowMs() > known.untilMs) throw new SlackApiError("expired_url");
    known.uses += 1;
    if (known.uses > MAX_USES) throw new SlackApiError("used_url");
    return known;
  }
}
