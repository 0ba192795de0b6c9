// A campaign looked at by one person: its card with the ways to where else it is, and what was done to it.
import type { Block, KnownBlock } from "@slack/types";
import type { Campaign } from "@sluice/schema";
import type { ActionContext } from "../actions/action-context.ts";
import { campaignCard } from "../blocks/campaign-card.ts";
import { nameOf, textOf } from "../blocks/campaign-words.ts";
import { historyStateText } from "../blocks/history-state.ts";
import { auditBlocks } from "../blocks/lists.ts";
import { context, quoted } from "../blocks/text.ts";

interface Shown {
  text: string;
  blocks: Array<KnownBlock | Block>;
}

type Looked = Pick<ActionContext, "desk" | "board">;

const HISTORY_LENGTH = 20;

export async function shownCard({ desk, board }: Looked, campaign: Campaign): Promise<Shown> {
  const [facts, permalink] = await Promise.all([desk.facts(campaign), board.linkTo(campaign)]);
  return { text: textOf(campaign), blocks: campaignCard({ ...facts, permalink }) };
}

export async function shownHistory({ desk }: Looked, campaign: Campaign): Promise<Shown> {
  const [lines, state] = await Promise.all([
    desk.audit(campaign.id, HISTORY_LENGTH),
    desk.historyState(campaign.id),
  ]);
  const blocks = [...auditBlocks(campaign, lines), context(historyStateText(state))];
  return { text: `History of ${quoted(nameOf(campaign))}`, blocks };
}
