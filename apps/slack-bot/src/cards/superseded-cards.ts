// Cards that show an older version than the campaign has: each says which one replaced it, and leads there once that has a card.
import type { WebClient } from "@slack/web-api";
import type { Campaign } from "@sluice/schema";
import { supersededCard, supersededText } from "../blocks/superseded-card.ts";
import type { Card } from "../ports.ts";
import type { EditCard } from "./card-editor.ts";

const MAX_KNOWN = 10_000;

export class SupersededCards {
  readonly #client: WebClient;
  readonly #edit: EditCard;
  /** By card: what it says of its successor. */
  readonly #shown = new Map<string, string>();

  constructor(client: WebClient, edit: EditCard) {
    this.#client = client;
    this.#edit = edit;
  }

  /** Shown once: an edit that changes nothing costs as much as any other. @returns false when it could not be edited yet */
  async show(card: Card, campaign: Campaign, successor: Card | undefined): Promise<boolean> {
    const shown = `v${campaign.version} ${successor?.messageTs ?? ""}`;
    const key = `${card.channelId} ${card.messageTs}`;
    if (this.#shown.get(key) === shown) return true;
    const blocks = supersededCard(card.version, campaign, await permalinkOf(this.#client, successor));
    const isTaken = await this.#edit(card, supersededText(card.version, campaign), blocks, "state");
    if (!isTaken) return false;
    if (this.#shown.size >= MAX_KNOWN) this.#shown.clear();
    this.#shown.set(key, shown);
    return true;
  }
}

/** Null: there is no such card, or Slack does not tell. */
export async function permalinkOf(client: WebClient, card: Card | undefined): Promise<string | null> {
  if (card === undefined) return null;
  const { channelId: channel, messageTs: message_ts } = card;
  return client.chat.getPermalink({ channel, message_ts }).then(
    ({ permalink }) => permalink ?? null,
    () => null,
  );
}
