// What lets a bot open a view: given with each click and command, good for three seconds and for one view.
import { SlackApiError } from "./slack-error.ts";

export const TRIGGER_LIFETIME_MS = 3_000;

interface Trigger {
  userId: string;
  expiresAtMs: number;
  /** Set for a click within a view: what is pushed goes onto its stack. */
  rootViewId: string | null;
  isUsed: boolean;
}

export class Triggers {
  readonly #nowMs: () => number;
  readonly #known = new Map<string, Trigger>();
  #count = 0;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  mint(userId: string, rootViewId: string | null = null): string {
    this.#count += 1;
    const id = `${Math.floor(this.#nowMs())}.${this.#count}.trigger`;
    const expiresAtMs = this.#nowMs() + TRIGGER_LIFETIME_MS;
    this.#known.set(id, { userId, expiresAtMs, rootViewId, isUsed: false });
    return id;
  }

  /** @throws SlackApiError invalid_trigger_id, exchanged_trigger, expired_trigger_id */
  exchange(id: string): { userId: string; rootViewId: string | null } {
    const trigger = this.#known.get(id);
    if (trigger === undefined) throw new SlackApiError("invalid_trigger_id");
    if (trigger.isUsed) throw new SlackApiError("exchanged_trigger");
    if (this.#nowMs() > trigger.expiresAtMs) throw new SlackApiError("expired_trigger_id");
    trigger.isUsed = true;
    return trigger;
  }
}
