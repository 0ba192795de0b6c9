// The messages that the bot keeps up to date: posted once, edited when something changes, given up when Slack says that they
// are gone.
//
//   B1. A campaign has one thread in a channel: the first card is its root, later cards and what happened stand in it.
//   B2. A card that shows an older version says which one replaced it, and has no buttons.
//   B3. A post whose outcome is unknown is not repeated: the next refresh finds no card and a person posts one by `show`.
import type { Block, KnownBlock } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import type { Campaign, CampaignId } from "@sluice/schema";
import { campaignCard } from "../blocks/campaign-card.ts";
import { nameOf, statusInWords } from "../blocks/campaign-words.ts";
import type { CampaignFacts } from "../blocks/card-facts.ts";
import { liveCard, type LiveFacts, liveText } from "../blocks/live-card.ts";
import { context, header } from "../blocks/text.ts";
import type { BotMemory, Card } from "../ports.ts";
import type { EditBudget } from "./edit-budget.ts";
import { type Outbox, untilTaken, waitSeconds } from "./outbox.ts";

type Blocks = Array<KnownBlock | Block>;
/** What Slack says when a message cannot be edited any more. */
const GONE = new Set(["message_not_found", "cant_update_message", "channel_not_found", "is_archived"]);

export class CardBoard {
  readonly #client: WebClient;
  readonly #memory: BotMemory;
  readonly #budget: EditBudget;
  readonly #outbox: Outbox;
  readonly #dirty = new Set<CampaignId>();

  constructor(options: { client: WebClient; memory: BotMemory; budget: EditBudget; outbox: Outbox }) {
    this.#client = options.client;
    this.#memory = options.memory;
    this.#budget = options.budget;
    this.#outbox = options.outbox;
  }

  async postCampaign(facts: CampaignFacts, channelId: string): Promise<Card> {
    const { campaign } = facts;
    return this.#post({ campaign, kind: "campaign", channelId }, textOf(campaign), campaignCard(facts));
  }

  async postLive(facts: LiveFacts, channelId: string): Promise<Card> {
    const { campaign } = facts;
    return this.#post({ campaign, kind: "live", channelId }, liveText(facts), liveCard(facts));
  }

  /** Every card of the campaign's text shows what it says now; one that could not be edited yet is dirty. */
  async refreshCampaign(facts: CampaignFacts): Promise<void> {
    const { campaign } = facts;
    this.#dirty.delete(campaign.id);
    for (const card of await this.#memory.cardsOf(campaign.id)) {
      if (card.kind !== "campaign") continue;
      const isNewest = card.version === campaign.version;
      const blocks = isNewest ? campaignCard(facts) : supersededCard(card, campaign);
      if (!(await this.edit(card, textOf(campaign), blocks, "state"))) this.#dirty.add(campaign.id);
    }
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

  /** @returns false when there was no budget for it, or Slack refused: the newest is shown next time. */
  async edit(card: Card, text: string, blocks: Blocks, kind: "progress" | "state"): Promise<boolean> {
    if (!this.#budget.take(kind)) return false;
    const { channelId: channel, messageTs: ts } = card;
    try {
      await this.#client.chat.update({ channel, ts, text, blocks });
      return true;
    } catch (error) {
      await this.#refused(card, error);
      return false;
    }
  }

  /** B1: what happened, for everybody who follows the campaign. */
  async tell(campaign: Campaign, text: string): Promise<void> {
    for (const channelId of new Set(
      (await this.#memory.cardsOf(campaign.id)).map((card) => card.channelId),
    )) {
      const thread = await this.#threadOf(campaign, channelId);
      if (thread === undefined) continue;
      this.#outbox.add({ channel: channelId, thread_ts: thread, text });
    }
  }

  async #post(
    about: { campaign: Campaign; kind: Card["kind"]; channelId: string },
    text: string,
    blocks: Blocks,
  ): Promise<Card> {
    const { campaign, kind, channelId } = about;
    const thread = await this.#threadOf(campaign, channelId);
    const message = { channel: channelId, text, blocks };
    const { ts = "" } = await untilTaken(() =>
      this.#client.chat.postMessage(
        thread === undefined ? message : { ...message, thread_ts: thread, reply_broadcast: true },
      ),
    );
    const card = { campaignId: campaign.id, kind, channelId, messageTs: ts, version: campaign.version };
    await this.#memory.addCard(card);
    return card;
  }

  async #threadOf({ id }: Campaign, channelId: string): Promise<string | undefined> {
    return (await this.#memory.cardsOf(id)).find((card) => card.channelId === channelId)?.messageTs;
  }

  async #refused(card: Card, error: unknown): Promise<void> {
    if (GONE.has(platformError(error) ?? "")) return this.#memory.removeCard(card);
    const seconds = waitSeconds(error);
    if (seconds !== null) this.#budget.blockFor(seconds);
  }
}

const textOf = (campaign: Campaign): string =>
  `${nameOf(campaign)} v${campaign.version}: ${statusInWords(campaign.status).replace(/^:[a-z_]+: /, "")}`;

/** B2 */
const supersededCard = ({ version }: Card, campaign: Campaign): KnownBlock[] => [
  header(`${nameOf(campaign)} · v${version}`),
  context(`:fast_forward: Superseded by v${campaign.version}: this one can no longer be decided on.`),
];

function platformError(error: unknown): string | null {
  const data: unknown = Reflect.get(Object(error), "data");
  const code: unknown = Reflect.get(Object(data), "error");
  return typeof code === "string" ? code : null;
}
