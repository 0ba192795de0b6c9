// One deed of one person on one campaign, from wherever it comes: a button, a command, the home tab.
//
//   D1. The campaign's own state decides, by compare-and-set: a second click, a second approver in the same moment, a
//       redelivery change nothing, and their people hear what had happened before.
//   D2. A button means the content that its card showed (consider.ts).
//   D3. Every deed has an answer: done, refused and why, or failed and what to do.
//   D4. The card says that something is under way before it begins, and what came of it afterwards, whatever that is.
import { CampaignError } from "@sluice/campaigns";
import type { Campaign } from "@sluice/schema";
import { nameOf } from "../blocks/campaign-words.ts";
import { quoted } from "../blocks/text.ts";
import type { CampaignDesk } from "../ports.ts";
import type { ActionContext, Wanted } from "./action-context.ts";
import { actorOf } from "./actor-of.ts";
import { consider } from "./consider.ts";
import { inItsTurn } from "./control-deed.ts";
import { decidedBefore, progressText } from "./decision-words.ts";
import { inWords } from "./in-words.ts";
import { canDo, DEED_WORDS } from "./verb-rules.ts";

/** What the person hears, alone. */
export type Answer = { done: true; campaign: Campaign; text: string } | { done: false; text: string };

export async function takeAction(context: ActionContext, wanted: Wanted): Promise<Answer> {
  try {
    return await attempt(context, wanted);
  } catch (error) {
    context.board.markDirty(wanted.campaignId); // D4
    if (!(error instanceof CampaignError)) throw error;
    return { done: false, text: `${inWords(error)}${await decidedBefore(context.desk, wanted, error)}` };
  }
}

async function attempt(context: ActionContext, wanted: Wanted): Promise<Answer> {
  const { desk, board } = context;
  const considered = await consider(context, wanted);
  if (considered.refusal !== null) return { done: false, text: considered.refusal };
  const { campaign, person } = considered;
  const { underWay, done } = DEED_WORDS[wanted.deed];
  // D4: a click that comes too late must not cost an edit, of which Slack allows few.
  if (canDo(wanted.deed, campaign))
    await board.refreshCampaign({ ...(await desk.facts(campaign)), underWay });
  const actor = actorOf(context, person, wanted.from);
  const outcome = await inItsTurn(context, wanted, () => carryOut(desk, wanted, actor, campaign));
  if (outcome.changed === null) {
    board.markDirty(campaign.id);
    return { done: false, text: outcome.said };
  }
  const { changed } = outcome;
  await refresh(context, changed.id);
  if (wanted.deed === "submit") await context.onSubmitted(changed);
  const said = wanted.reason === undefined ? "" : ` “${quoted(wanted.reason, 500)}”`;
  const progress = wanted.deed === "approve" ? progressText(changed) : "";
  await board.tell(changed, `${done(`<@${wanted.userId}>`)}${said}${progress}`);
  if (wanted.deed === "launch") await context.onLaunched(changed);
  const text = `${quoted(nameOf(changed))}: ${done("you").replace(" you ", " You ")}${progress}`;
  const isUnseen = wanted.deed === "submit" && !(await board.hasThread(changed));
  return { done: true, campaign: changed, text: isUnseen ? `${text} ${NO_CARD}` : text };
}

const NO_CARD =
  "Its card is not in the channel yet: `/invite` me there, and it is within a minute. Until then `/campaign list pending` shows it.";

function carryOut(
  desk: CampaignDesk,
  { deed, reason = "" }: Wanted,
  actor: { person: string; source: string },
  { id, content_hash: seen }: Campaign,
): Promise<Campaign> {
  switch (deed) {
    case "submit":
      return desk.submit(actor, id);
    case "approve":
      return desk.approve(actor, id, seen, reason === "" ? undefined : reason);
    case "request-changes":
      return desk.requestChanges(actor, id, seen, reason);
    case "reject":
      return desk.reject(actor, id, seen, reason);
    case "launch":
      return desk.launch(actor, id);
    case "pause":
      return desk.pause(actor, id);
    case "resume":
      return desk.resume(actor, id);
    case "cancel":
      return desk.cancel(actor, id);
    default:
      return deed satisfies never;
  }
}

/** The cards show what is, whatever was tried. */
async function refresh({ desk, board }: ActionContext, campaignId: string): Promise<void> {
  try {
    await board.refreshCampaign(await desk.facts(await desk.get(campaignId)));
  } catch {
    // The sweeper shows it later; the answer to the person matters more.
  }
}
