// Every request for approval reaches the channel where people approve, once: whoever notices it first posts its card.
import type { Campaign } from "@sluice/schema";
import type { BotMemory, CampaignDesk } from "../ports.ts";
import type { CardBoard } from "./card-board.ts";

export interface CardPlace {
  desk: CampaignDesk;
  memory: BotMemory;
  board: CardBoard;
  channelId: string;
}

export async function ensureCard(
  { desk, memory, board, channelId }: CardPlace,
  campaign: Campaign,
): Promise<void> {
  const request = campaign.review?.requested_at ?? "";
  // Remembered before it is posted: after a crash in between somebody asks for it by `show`; never two cards.
  if (!(await memory.isFirst(`card ${campaign.id} v${campaign.version} ${request}`))) return;
  await board.postCampaign(await desk.facts(campaign), channelId);
}
