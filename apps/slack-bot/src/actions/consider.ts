// Whether a deed can be tried at all: by this person, on what they looked at.
//
//   C1. A button means the content that its card showed. If an edit came between, nothing happens but an answer, with the way to
//       the newest card.
//   C2. Who may is read at this moment, never from what was known when the card was drawn.
import type { Campaign } from "@sluice/schema";
import { type ButtonTarget, isSameContent } from "../blocks/buttons.ts";
import { nameOf, stageOf, statusInWords } from "../blocks/campaign-words.ts";
import { quoted } from "../blocks/text.ts";
import type { SlackPerson } from "../slack/people.ts";
import { approversRefusal } from "./approvers-still.ts";
import { lastDecision } from "./decision-words.ts";
import type { ActionContext, Wanted } from "./action-context.ts";
import { canDo, refusalOf } from "./verb-rules.ts";

export type Considered = { refusal: string } | { refusal: null; campaign: Campaign; person: SlackPerson };

type Question = Pick<Wanted, "deed" | "campaignId" | "target" | "userId">;

export async function consider(
  { desk, people, board }: ActionContext,
  { deed, campaignId, target, userId }: Question,
): Promise<Considered> {
  const person = await people.of(userId);
  const campaign = await desk.get(campaignId);
  if (target !== null && !isSameContent(target, campaign)) {
    board.markDirty(campaign.id);
    return { refusal: staleText(target, campaign, await board.linkTo(campaign)) }; // C1
  }
  const refusal =
    (await refusalOf(deed, campaign, person, (one) => people.approvalRefusal(one))) ??
    (await approversRefusal(deed, campaign, people));
  return refusal === null ? { refusal, campaign, person } : { refusal };
}

/** For what is asked before the deed: why that would be in vain. null: nothing is known against it. */
export async function refusalBefore(context: ActionContext, question: Question): Promise<string | null> {
  const considered = await consider(context, question);
  if (considered.refusal !== null) return considered.refusal;
  const { campaign } = considered;
  if (canDo(question.deed, campaign)) return null;
  return `${quoted(nameOf(campaign))} is ${statusInWords(stageOf(campaign))}.${lastDecision(campaign)}`;
}

export function staleText({ version }: ButtonTarget, campaign: Campaign, link: string | null): string {
  const name = quoted(nameOf(campaign));
  const look = link === null ? "Look at it again: `/campaign show`." : `<${link}|Look at its newest card>.`;
  return version === campaign.version
    ? `${name} has changed since that card was posted. Nothing was done. ${look}`
    : `That card shows version ${version}; ${name} is at version ${campaign.version} now. Nothing was done. ${look}`;
}
