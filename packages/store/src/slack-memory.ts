// What the bot in Slack remembers over restarts. Cards are found by campaign; what was handled is known for a day.
import { sql } from "kysely";
import type { CampaignId, WorkspaceId } from "@sluice/schema";
import type { Store } from "./connect.ts";

export interface SlackCard {
  campaignId: CampaignId;
  /** `ended`: nothing of it changes any more. */
  kind: "campaign" | "live" | "ended";
  channelId: string;
  messageTs: string;
  version: number;
}

const COLUMNS = [
  "campaign_id as campaignId",
  "kind",
  "channel_id as channelId",
  "message_ts as messageTs",
  "version",
] as const;

export class SlackMemory {
  readonly #store: Store;
  readonly #workspaceId: WorkspaceId;
  readonly #teamId: string;

  /**
   * @param store as the workspace sees it
   * @param teamId of the Slack workspace: two may show the campaigns of one workspace, each on its own cards
   */
  constructor(store: Store, workspaceId: WorkspaceId, teamId: string) {
    this.#store = store;
    this.#workspaceId = workspaceId;
    this.#teamId = teamId;
  }

  /** True the first time only, whichever process asks. */
  async isFirst(key: string): Promise<boolean> {
    const inserted = await this.#store.db
      .insertInto("slack_handled")
      .values({ workspace_id: this.#workspaceId, key: `${this.#teamId} ${key}` })
      .onConflict((conflict) => conflict.columns(["workspace_id", "key"]).doNothing())
      .executeTakeFirst();
    return (inserted.numInsertedOrUpdatedRows ?? 0n) > 0n;
  }

  /** It was not done: whoever tries again is the first once more. */
  async forget(key: string): Promise<void> {
    await this.#store.db
      .deleteFrom("slack_handled")
      .where("workspace_id", "=", this.#workspaceId)
      .where("key", "=", `${this.#teamId} ${key}`)
      .execute();
  }

  async forgetHandled(before: Date): Promise<void> {
    await this.#store.db
      .deleteFrom("slack_handled")
      .where("workspace_id", "=", this.#workspaceId)
      .where("at", "<", before)
      .execute();
  }

  async addCard(card: SlackCard): Promise<void> {
    await this.#store.db
      .insertInto("slack_cards")
      .values({
        workspace_id: this.#workspaceId,
        channel_id: card.channelId,
        message_ts: card.messageTs,
        campaign_id: card.campaignId,
        kind: card.kind,
        version: card.version,
        team_id: this.#teamId,
      })
      .onConflict((conflict) => conflict.columns(["workspace_id", "channel_id", "message_ts"]).doNothing())
      .execute();
  }

  /** Oldest first: the first of a channel is the root of the campaign's thread. */
  async cardsOf(campaignId: CampaignId): Promise<SlackCard[]> {
    const rows = await this.#cards().where("campaign_id", "=", campaignId).orderBy("message_ts").execute();
    return rows.map(toCard);
  }

  /** Of the card that this message is; null: it is none. */
  async campaignAt({
    channelId,
    messageTs,
  }: Pick<SlackCard, "channelId" | "messageTs">): Promise<CampaignId | null> {
    const row = await this.#cards()
      .where("channel_id", "=", channelId)
      .where("message_ts", "=", messageTs)
      .executeTakeFirst();
    return row?.campaignId ?? null;
  }

  async liveCards(): Promise<SlackCard[]> {
    const rows = await this.#cards().where("kind", "=", "live").orderBy("message_ts").execute();
    return rows.map(toCard);
  }

  async endLiveCard(card: Pick<SlackCard, "channelId" | "messageTs">): Promise<void> {
    await this.#store.db
      .updateTable("slack_cards")
      .set({ kind: "ended" satisfies SlackCard["kind"] })
      .where("workspace_id", "=", this.#workspaceId)
      .where("channel_id", "=", card.channelId)
      .where("message_ts", "=", card.messageTs)
      .execute();
  }

  async removeCard(card: Pick<SlackCard, "channelId" | "messageTs">): Promise<void> {
    await this.#store.db
      .deleteFrom("slack_cards")
      .where("workspace_id", "=", this.#workspaceId)
      .where("channel_id", "=", card.channelId)
      .where("message_ts", "=", card.messageTs)
      .execute();
  }

  #cards() {
    return this.#store.db
      .selectFrom("slack_cards")
      .select(COLUMNS)
      .where("workspace_id", "=", this.#workspaceId)
      .where("team_id", "=", this.#teamId);
  }
}

const toCard = (row: { kind: string } & Omit<SlackCard, "kind">): SlackCard => ({
  ...row,
  kind: row.kind as SlackCard["kind"],
});

const MAX_FOUND = 5;

/** Of a workspace's campaigns, those whose ids end in one of these seven hexadecimal digits; newest first. */
export async function campaignsByTail(
  store: Store,
  workspaceId: WorkspaceId,
  tails: readonly string[],
): Promise<CampaignId[]> {
  const rows = await store.db
    .selectFrom("campaigns")
    .select("campaign_id")
    .where("workspace_id", "=", workspaceId)
    .where(sql<string>`right(campaign_id, 7)`, "in", tails)
    .orderBy("campaign_id", "desc")
    .limit(MAX_FOUND)
    .execute();
  return rows.map(({ campaign_id }) => campaign_id);
}

/** Whose names hold the text; newest first. */
export async function campaignsByName(
  store: Store,
  workspaceId: WorkspaceId,
  text: string,
): Promise<CampaignId[]> {
  const pattern = `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  const rows = await store.db
    .selectFrom("campaigns")
    .select("campaign_id")
    .where("workspace_id", "=", workspaceId)
    .where("name", "ilike", pattern)
    .orderBy("campaign_id", "desc")
    .limit(MAX_FOUND)
    .execute();
  return rows.map(({ campaign_id }) => campaign_id);
}
