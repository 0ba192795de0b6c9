// After a start: cards show what is, whatever was under way when the bot ended.
import type { BotMemory, CampaignDesk } from "../ports.ts";
import type { CardBoard } from "./card-board.ts";
import { hasChanged } from "./has-changed.ts";

const OPEN = ["UNDER_REVIEW", "APPROVED", "REJECTED", "SCHEDULED", "ACTIVE", "SENDING", "PAUSED"];
const MOST = 30;

export async function sweepCards(parts: {
  desk: CampaignDesk;
  memory: BotMemory;
  board: CardBoard;
}): Promise<void> {
  const { desk, memory, board } = parts;
  for (const campaign of await desk.list({ statuses: OPEN, limit: MOST })) {
    if ((await memory.cardsOf(campaign.id)).length > 0)
      await board.refreshCampaign(await desk.facts(campaign));
  }
}

/** Cards that show less than is known: once more, with what is known now. A deed of that moment may have been shown before, and be covered. */
export async function refreshDirty({ desk, board }: { desk: CampaignDesk; board: CardBoard }): Promise<void> {
  for (const campaignId of board.dirty) {
    const shown = await board.refreshFrom(campaignId, async () => desk.facts(await desk.get(campaignId)));
    if (shown !== null && (await hasChanged(desk, shown.campaign))) board.markDirty(campaignId);
  }
}
