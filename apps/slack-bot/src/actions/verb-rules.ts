// What each action needs of whoever takes it, and what is said when it is done.
import type { Campaign, CampaignStatus } from "@sluice/schema";
import { isSamePerson } from "@sluice/campaigns";
import { nameOf, stageOf } from "../blocks/campaign-words.ts";
import { quoted } from "../blocks/text.ts";
import type { SlackPerson } from "../slack/people.ts";

export const DEEDS = [
  "submit",
  "approve",
  "request-changes",
  "reject",
  "launch",
  "pause",
  "resume",
  "cancel",
] as const;
export type Deed = (typeof DEEDS)[number];

export interface DeedWords {
  /** On the card, while it is done. */
  underWay: string;
  /** In the thread. */
  done: (who: string) => string;
}

export const DEED_WORDS: Readonly<Record<Deed, DeedWords>> = {
  submit: { underWay: "Submitting…", done: (who) => `:eyes: ${who} submitted it for approval.` },
  approve: { underWay: "Approving…", done: (who) => `:white_check_mark: ${who} approved it.` },
  "request-changes": {
    underWay: "Sending back…",
    done: (who) => `:leftwards_arrow_with_hook: ${who} asked for changes. It is a draft again.`,
  },
  reject: { underWay: "Rejecting…", done: (who) => `:no_entry: ${who} rejected it.` },
  launch: { underWay: "Launching…", done: (who) => `:rocket: ${who} launched it.` },
  pause: { underWay: "Pausing…", done: (who) => `:double_vertical_bar: ${who} paused it.` },
  resume: { underWay: "Resuming…", done: (who) => `:arrow_forward: ${who} resumed it.` },
  cancel: { underWay: "Cancelling…", done: (who) => `:octagonal_sign: ${who} cancelled it for good.` },
};

/** Stopping is safe, so every full member may; whatever makes messages leave wants an approver or the author. */
export async function refusalOf(
  deed: Deed,
  campaign: Campaign,
  person: SlackPerson,
  approvalRefusal: (person: SlackPerson) => Promise<string | null>,
): Promise<string | null> {
  if (person.refusal !== null) return person.refusal;
  if (isDecision(deed)) return approvalRefusal(person);
  if (deed !== "launch" && deed !== "resume") return null;
  if (isSamePerson(campaign.created_by, person.person)) return null;
  const refusal = await approvalRefusal(person);
  return refusal === null
    ? null
    : `Only ${quoted(campaign.created_by)} or an approver can ${deed} ${quoted(nameOf(campaign))}.`;
}

/** Taken by approvers on what others wrote. */
export const isDecision = (deed: Deed): boolean =>
  deed === "approve" || deed === "request-changes" || deed === "reject";

const FROM: Readonly<Record<Deed, readonly CampaignStatus[]>> = {
  submit: ["DRAFT", "REJECTED"],
  approve: ["UNDER_REVIEW"],
  "request-changes": ["UNDER_REVIEW"],
  reject: ["UNDER_REVIEW"],
  launch: ["APPROVED"],
  pause: ["SCHEDULED", "ACTIVE", "SENDING"],
  resume: ["PAUSED"],
  cancel: ["SCHEDULED", "ACTIVE", "SENDING", "PAUSED"],
};

/** About the newest version, which may wait beside a live one. */
const OF_NEWEST: ReadonlySet<Deed> = new Set(["submit", "approve", "request-changes", "reject", "launch"]);

/** As far as can be seen: the campaign itself decides. */
export const canDo = (deed: Deed, campaign: Campaign): boolean =>
  FROM[deed].includes(OF_NEWEST.has(deed) ? stageOf(campaign) : campaign.status);
