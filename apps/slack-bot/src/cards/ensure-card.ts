// Every request for approval reaches the channel where people approve, once: whoever notices it first posts its card.
//
//   E1. Remembered before it is posted: after a crash in between, or a post whose outcome is unknown, there are never two cards.
//   E2. What Slack has refused, or had no time for, is not there: it is posted when Slack takes it, for example once the bot is in the channel.
//   E3. What happens to the campaign until its card is remembered finds no card to refresh: then it is refreshed afterwards.
import type { Campaign } from "@sluice/schema";
import type { BotMemory, CampaignDesk } from "../ports.ts";
import type { CardBoard } from "./card-board.ts";
import { platformError } from "./card-editor.ts";
import { hasChanged } from "./has-changed.ts";
import { NotPosted } from "./outbox.ts";

export interface CardPlace {
  desk: CampaignDesk;
  memory: BotMemory;
  board: CardBoard;
  channelId: string;
}

/** @throws what Slack says */
export async function ensureCard(
  { desk, memory, board, channelId }: CardPlace,
  campaign: Campaign,
): Promise<void> {
  const key = `card ${campaign.id} v${campaign.version} ${campaign.review?.requested_at ?? ""}`;
  if (!(await memory.isFirst(key))) return; // E1
  try {
    await board.postCampaign(await desk.facts(campaign), channelId);
  } catch (error) {
    if (error instanceof NotPosted || platformError(error) !== null) await memory.forget(key); // E2
    throw error;
  }
  if (await hasChanged(desk, campaign)) board.markDirty(campaign.id); // E3
}

const MOST = 30;
/** Less than the memory goes back (E1). */
const YOUNG_MS = 12 * 3_600_000;

/** E2 */
export async function ensureCards(place: CardPlace, nowMs: number): Promise<void> {
  for (const campaign of await place.desk.list({ statuses: ["UNDER_REVIEW"], limit: MOST })) {
    const requestedAt = campaign.review?.requested_at;
    if (requestedAt === undefined || Date.parse(requestedAt) < nowMs - YOUNG_MS) continue;
    if (await place.board.hasCard(campaign, place.channelId)) continue;
    await ensureCard(place, campaign);
  }
}
