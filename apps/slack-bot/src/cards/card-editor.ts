// One edit of one message, within Slack's budget of them; and what Slack's refusal of it means.
import type { Block, KnownBlock } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import type { Logger } from "@sluice/telemetry";
import type { BotMemory, Card } from "../ports.ts";
import type { EditBudget } from "./edit-budget.ts";
import { waitSeconds } from "./outbox.ts";

export type Blocks = Array<KnownBlock | Block>;
export type EditCard = CardEditor["edit"];

/** What Slack says when a message cannot be edited any more. */
const GONE = new Set(["message_not_found", "cant_update_message", "channel_not_found", "is_archived"]);
/** What it would say again, however often it is tried: the budget is for other edits. */
const NEVER_TAKEN = new Set([
  "invalid_blocks",
  "invalid_blocks_format",
  "msg_too_long",
  "msg_blocks_too_long",
]);

type Place = Pick<Card, "channelId" | "messageTs">;

export class CardEditor {
  readonly #client: WebClient;
  readonly #memory: BotMemory;
  readonly #budget: EditBudget;
  readonly #log: Logger;

  constructor(options: { client: WebClient; memory: BotMemory; budget: EditBudget; log: Logger }) {
    this.#client = options.client;
    this.#memory = options.memory;
    this.#budget = options.budget;
    this.#log = options.log;
  }

  /** @returns false when there was no budget for it, or Slack did not take it now: the newest is shown next time. */
  async edit(card: Place, text: string, blocks: Blocks, kind: "progress" | "state"): Promise<boolean> {
    if (!this.#budget.take(kind)) return false;
    const { channelId: channel, messageTs: ts } = card;
    try {
      await this.#client.chat.update({ channel, ts, text, blocks });
      return true;
    } catch (error) {
      return this.#refused(card, error);
    }
  }

  /** @returns whether it is not to be tried again */
  async #refused(card: Place, error: unknown): Promise<boolean> {
    const refusal = platformError(error) ?? "";
    if (GONE.has(refusal)) await this.#memory.removeCard(card);
    const seconds = waitSeconds(error);
    if (seconds !== null) this.#budget.blockFor(seconds);
    if (!NEVER_TAKEN.has(refusal)) return false;
    this.#log.error({ err: error }, "card.never_taken");
    return true;
  }
}

/** What Slack answered instead; null: it is not known whether it was done. */
export function platformError(error: unknown): string | null {
  const data: unknown = Reflect.get(Object(error), "data");
  const code: unknown = Reflect.get(Object(data), "error");
  return typeof code === "string" ? code : null;
}
