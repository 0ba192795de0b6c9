// The messages that the bot keeps up to date: posted once, edited when something changes, given up when Slack says that they
// are gone.
//
//   B1. A campaign has one thread in a channel: the first card is its root, later cards and what happened stand in it.
//   B2. A card that shows an older version says which one replaced it, and has no buttons.
//   B3. A post whose outcome is unknown is not repeated (ensure-card.ts); edits are the editor's (card-editor.ts).
import type { WebClient } from "@slack/web-api";
import type { Campaign, CampaignId } from "@sluice/schema";
import type { Logger } from "@sluice/telemetry";
import { campaignCard } from "../blocks/campaign-card.ts";
import { textOf } from "../blocks/campaign-words.ts";
import type { CampaignFacts } from "../blocks/card-facts.ts";
import { liveCard, type LiveFacts, liveText } from "../blocks/live-card.ts";
import type { BotMemory, Card } from "../ports.ts";
import { type Blocks, CardEditor, type EditCard } from "./card-editor.ts";
import type { EditBudget } from "./edit-budget.ts";
import type { Outbox } from "./outbox.ts";
import { permalinkOf, SupersededCards } from "./superseded-cards.ts";

interface Telling {
  blocks?: Blocks;
  /** In the channel as well. */
  isLoud?: boolean;
}

export class CardBoard {
  readonly #client: WebClient;
  readonly #memory: BotMemory;
  readonly #editor: CardEditor;
  readonly #outbox: Outbox;
  readonly #dirty = new Set<CampaignId>();
  readonly #superseded: SupersededCards;

  constructor(options: {
    client: WebClient;
    memory: BotMemory;
    budget: EditBudget;
    outbox: Outbox;
    log: Logger;
  }) {
    this.#client = options.client;
    this.#memory = options.memory;
    this.#editor = new CardEditor(options);
    this.#outbox = options.outbox;
    this.#superseded = new SupersededCards(options.client, this.edit);
  }

  /** Once for each version; older cards then say where it is (B2). */
  async postCampaign(facts: CampaignFacts, channelId: string): Promise<void> {
    const { campaign } = facts;
    const cards = await this.#memory.cardsOf(campaign.id);
    if (!(await this.hasCard(campaign, channelId)))
      await this.#post({ campaign, kind: "campaign", channelId }, textOf(campaign), campaignCard(facts));
    if (cards.length > 0) await this.refreshCampaign(facts);
  }

  async hasCard(campaign: Campaign, channelId: string): Promise<boolean> {
    const cards = await this.#memory.cardsOf(campaign.id);
    return cards.some((card) => card.channelId === channelId && isOf(campaign, card));
  }

  /** To the card of what the campaign says now; null: there is none, or Slack does not tell. */
  async linkTo(campaign: Campaign): Promise<string | null> {
    const cards = await this.#memory.cardsOf(campaign.id);
    return permalinkOf(
      this.#client,
      cards.findLast((one) => isOf(campaign, one)),
    );
  }

  async postLive(facts: LiveFacts, channelId: string): Promise<Card> {
    const { campaign } = facts;
    return this.#post({ campaign, kind: "live", channelId }, liveText(facts), liveCard(facts));
  }

  /** Every card of the campaign's text shows what it says now; one that could not be edited yet is dirty. */
  async refreshCampaign(facts: CampaignFacts): Promise<void> {
    const { campaign } = facts;
    const cards = (await this.#memory.cardsOf(campaign.id)).filter(({ kind }) => kind === "campaign");
    const newest = cards.findLast((one) => isOf(campaign, one));
    for (const card of cards) {
      const isTaken = isOf(campaign, card)
        ? await this.edit(card, textOf(campaign), campaignCard(facts), "state")
        : await this.#superseded.show(card, campaign, newest); // B2
      if (!isTaken) this.#dirty.add(campaign.id);
    }
  }

  /** Facts cost a count of the audience: only asked for where a card shows them. @returns what the cards show; null: there is none */
  async refreshFrom(
    campaignId: CampaignId,
    facts: () => Promise<CampaignFacts>,
  ): Promise<CampaignFacts | null> {
    this.#dirty.delete(campaignId); // before they are read: what happens meanwhile marks it again
    if ((await this.#memory.cardsOf(campaignId)).length === 0) return null;
    const known = await facts();
    await this.refreshCampaign(known);
    return known;
  }

  /** Its cards may show less than is known: they are refreshed soon, once, however often this is said. */
  markDirty(campaignId: CampaignId): void {
    this.#dirty.add(campaignId);
  }

  /** Campaigns whose cards show less than is known: to be refreshed when there is budget again. */
  get dirty(): readonly CampaignId[] {
    return [...this.#dirty];
  }

  editLive(card: Card, facts: LiveFacts, kind: "progress" | "state"): Promise<boolean> {
    return this.edit(card, liveText(facts), liveCard(facts), kind);
  }

  /** @returns false when there was no budget for it, or Slack did not take it now: the newest is shown next time. */
  edit: EditCard = (...edit) => this.#editor.edit(...edit);

  /** B1: what happened, for everybody who follows the campaign. */
  async tell(campaign: Campaign, text: string, more: Telling = {}): Promise<void> {
    for (const channelId of new Set(
      (await this.#memory.cardsOf(campaign.id)).map((card) => card.channelId),
    )) {
      const thread = await this.#threadOf(campaign, channelId);
      if (thread === undefined) continue;
      const { blocks, isLoud = false } = more;
      this.#outbox.add({
        channel: channelId,
        thread_ts: thread,
        text,
        ...(blocks !== undefined && { blocks }),
        ...(isLoud && { reply_broadcast: true }),
      });
    }
  }

  /** Whether what is told of it is heard anywhere. */
  async hasThread(campaign: Campaign): Promise<boolean> {
    return (await this.#memory.cardsOf(campaign.id)).length > 0;
  }

  /** To everybody in a channel, of no single campaign. */
  announce(channelId: string, text: string, blocks: Blocks): void {
    this.#outbox.add({ channel: channelId, text, blocks });
  }

  async #post(
    about: { campaign: Campaign; kind: Card["kind"]; channelId: string },
    text: string,
    blocks: Blocks,
  ): Promise<Card> {
    const { campaign, kind, channelId } = about;
    const thread = await this.#threadOf(campaign, channelId);
    const message = { channel: channelId, text, blocks };
    const { ts = "" } = await this.#outbox.post(
      thread === undefined ? message : { ...message, thread_ts: thread, reply_broadcast: true },
    );
    const card = { campaignId: campaign.id, kind, channelId, messageTs: ts, version: campaign.version };
    await this.#memory.addCard(card);
    return card;
  }

  async #threadOf({ id }: Campaign, channelId: string): Promise<string | undefined> {
    return (await this.#memory.cardsOf(id)).find((card) => card.channelId === channelId)?.messageTs;
  }
}

/** Does the card show what the campaign says now? */
const isOf = ({ version }: Campaign, card: Card): boolean =>
  card.kind === "campaign" && card.version === version;
