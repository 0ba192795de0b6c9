// `/campaign …`: each verb to what it does. A missing or unclear campaign is asked for, with buttons to choose from.
import type { Campaign } from "@sluice/schema";
import { shownChanges } from "../blocks/card-changes.ts";
import { campaignList, helpBlocks } from "../blocks/lists.ts";
import { quoted } from "../blocks/text.ts";
import { askBefore, confirmedDeed } from "../actions/confirm-deed.ts";
import { takeAction } from "../actions/take-action.ts";
import { type Deed, DEEDS } from "../actions/verb-rules.ts";
import type { ConfirmedDeed } from "../modals/confirm-modal.ts";
import { REASON_DEEDS } from "../modals/reason-modal.ts";
import { answerAudit, answerTest } from "./acting-commands.ts";
import type { CommandContext, Reply, Typed } from "./command-context.ts";
import { parseCommand, splitWords, type Verb } from "./parse-command.ts";
import { shownCard } from "./shown-card.ts";

const LIST_LENGTH = 10;
const PENDING = ["UNDER_REVIEW"];
const LIVE = ["SCHEDULED", "ACTIVE", "SENDING", "PAUSED"];

export async function answerCommand(context: CommandContext, typed: Typed): Promise<Reply | null> {
  const command = parseCommand(typed.text);
  if (command.verb === null) return unknownVerb(command.typed, command.nearest);
  const { verb, words } = command;
  if (verb === "help") return { text: "How to use /campaign", blocks: helpBlocks() };
  if (verb === "new") {
    await context.openNew(typed.triggerId);
    return null;
  }
  if (verb === "list") return list(context, typed, words[0]);
  const found = await context.find(words[0] ?? "");
  const [campaign] = found;
  if (words[0] === undefined || campaign === undefined || found.length > 1)
    return ask(context, verb, words[0], found);
  return onCampaign(context, typed, verb, campaign, words.slice(1).join(" "));
}

async function onCampaign(
  context: CommandContext,
  typed: Typed,
  verb: Verb,
  campaign: Campaign,
  rest: string,
): Promise<Reply | null> {
  const deed = DEEDS.find((one) => one === verb);
  if (deed !== undefined) return carryOut(context, typed, deed, campaign, rest);
  const look = LOOKS[verb];
  if (look === undefined) return { text: `\`${verb}\` is not there yet. \`/campaign help\` says what is.` };
  return look(context, campaign, typed);
}

/** What follows the campaign. */
const restOf = ({ text }: Typed): string => splitWords(text).slice(2).join(" ");

type Look = (context: CommandContext, campaign: Campaign, typed: Typed) => Promise<Reply>;

/** What changes nothing. */
const LOOKS: Readonly<Partial<Record<Verb, Look>>> = {
  show: (context, campaign) => shownCard(context, campaign),
  diff: async ({ desk }, campaign) => {
    const diff = await desk.diff(campaign);
    if (diff.from === null) return { text: "It was never approved: there is nothing to compare it with." };
    const said = diff.changes.length === 0 ? ["Nothing."] : shownChanges(diff);
    return { text: `*Changed since v${diff.from}, which was approved*\n${said.join("\n")}` };
  },
  audit: (context, campaign, typed) => answerAudit(context, campaign, restOf(typed)),
  test: (context, campaign, typed) => answerTest(context, campaign, typed, restOf(typed)),
  watch: async (context, campaign, { channelId }) => ({ text: await context.watch(campaign, channelId) }),
};

async function carryOut(
  context: CommandContext,
  typed: Typed,
  deed: Deed,
  campaign: Campaign,
  reason: string,
): Promise<Reply | null> {
  const asking = REASON_DEEDS.find((one) => one === deed);
  if (asking !== undefined && reason === "") {
    await context.openReason(typed.triggerId, asking, campaign);
    return null;
  }
  const confirmed = confirmedDeed(deed);
  if (confirmed !== undefined) return askAgain(context, typed, confirmed, campaign, reason);
  const answer = await takeAction(context, {
    deed,
    campaignId: campaign.id,
    target: null,
    userId: typed.userId,
    from: `/campaign ${deed}`,
    ...(reason === "" ? {} : { reason }),
  });
  return { text: answer.text };
}

/** What cannot be taken back. */
async function askAgain(
  context: CommandContext,
  { userId, triggerId, channelId }: Typed,
  deed: ConfirmedDeed,
  { id: campaignId }: Campaign,
  reason: string,
): Promise<Reply | null> {
  const asking = { deed, campaignId, target: null, userId, triggerId, channelId, reason, wasAsked: false };
  const asked = await askBefore(context, asking);
  return typeof asked === "string" ? null : { text: asked.said };
}

async function list({ desk, people }: CommandContext, { userId }: Typed, which = "recent"): Promise<Reply> {
  const { person } = await people.of(userId);
  const wanted = {
    mine: { person, limit: LIST_LENGTH },
    pending: { statuses: PENDING, limit: LIST_LENGTH },
    live: { statuses: LIVE, limit: LIST_LENGTH },
  }[which] ?? { limit: LIST_LENGTH };
  const campaigns = await desk.list(wanted);
  return { text: `Campaigns: ${which}`, blocks: campaignList(`Campaigns: ${which}`, campaigns) };
}

const FITTING: Readonly<Partial<Record<Verb, readonly string[]>>> = {
  submit: ["DRAFT", "REJECTED"],
  approve: PENDING,
  "request-changes": PENDING,
  reject: PENDING,
  launch: ["APPROVED"],
  pause: ["SCHEDULED", "ACTIVE", "SENDING"],
  resume: ["PAUSED"],
  cancel: LIVE,
  watch: LIVE,
};
const PICKER_LENGTH = 5;

/** As little as possible has to be remembered: the likely ones, to choose from. */
async function ask(
  { desk }: CommandContext,
  verb: Verb,
  word: string | undefined,
  found: Campaign[],
): Promise<Reply> {
  const statuses = FITTING[verb];
  const likely =
    found.length > 0
      ? found
      : await desk.list({ ...(statuses === undefined ? {} : { statuses }), limit: PICKER_LENGTH });
  const title =
    word === undefined || found.length > 1
      ? `Which campaign do you want to ${verb}?`
      : `There is no campaign “${quoted(word, 60)}”. Do you mean one of these?`;
  if (likely.length === 0) return { text: `There is no campaign to ${verb} now.` };
  return { text: title, blocks: campaignList(title, likely) };
}

const unknownVerb = (typed: string, nearest: Verb | null): Reply => ({
  text:
    nearest === null
      ? `“${quoted(typed, 60)}” is no verb that I know. \`/campaign help\` lists them.`
      : `“${quoted(typed, 60)}” is no verb that I know. Did you mean \`/campaign ${nearest}\`?`,
});
