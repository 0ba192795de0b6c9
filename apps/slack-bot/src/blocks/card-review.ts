// Where the decision stands: who asked, who has approved and when, how many are missing and why so many, until when.
import type { KnownBlock } from "@slack/types";
import type { Approval, Campaign, Review } from "@sluice/schema";
import { stageOf, statusInWords } from "./campaign-words.ts";
import type { CampaignFacts } from "./card-facts.ts";
import { context, quoted, when } from "./text.ts";

/** For the card's title: `waiting for 1 of 2 approvals`. */
export function standingInWords({ campaign, expired }: Pick<CampaignFacts, "campaign" | "expired">): string {
  const { review } = campaign;
  if (expired !== null) return expired === "request" ? "expired" : "approval expired";
  if (stageOf(campaign) !== "UNDER_REVIEW" || review === null) return wordOf(campaign);
  const missing = review.approvals_required - review.approvals.length;
  return review.approvals_required === 1
    ? "waiting for approval"
    : `waiting for ${missing} of ${review.approvals_required} approvals`;
}

const wordOf = (campaign: Campaign): string => statusInWords(stageOf(campaign)).replace(/^:[a-z_]+: /, "");

export function review(facts: CampaignFacts): KnownBlock[] {
  const { campaign, expired } = facts;
  const asked = campaign.review;
  const lines = [
    ...(asked === null ? [] : [requestText(asked, facts), ...reasonsText(asked)]),
    ...approversText(facts),
    ...(expired === null ? [] : [EXPIRED[expired]]),
    ...approvalsText(campaign, facts),
    ...otherDecision(campaign, facts),
  ];
  return lines.map((line) => context(line));
}

const EXPIRED: Readonly<Record<NonNullable<CampaignFacts["expired"]>, string>> = {
  request:
    ":hourglass: *Expired*: nobody decided in time. That is no rejection; it can be submitted again as it is.",
  approval: ":hourglass: *The approval has expired*: it can be submitted again as it is, and approved anew.",
};

function requestText(asked: Review, facts: CampaignFacts): string {
  const by = `Asked for by ${personIn(facts, asked.requested_by)}, ${when(asked.requested_at)}`;
  const isOpen = stageOf(facts.campaign) === "UNDER_REVIEW" && facts.expired === null;
  if (!isOpen) return by;
  return asked.expires_at === null ? `${by} · never expires` : `${by} · expires ${when(asked.expires_at)}`;
}

const MAX_APPROVERS_SHOWN = 10;

/** Where the campaign names them, nobody else decides. */
function approversText({ campaign }: CampaignFacts): string[] {
  const { approvers = [] } = campaign;
  if (approvers.length === 0 || stageOf(campaign) !== "UNDER_REVIEW") return [];
  const shown = approvers.slice(0, MAX_APPROVERS_SHOWN).map((one) => quoted(one, MAX_PERSON_LENGTH));
  const more = approvers.length - shown.length;
  return [`Decided on by nobody but ${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}`];
}

const MAX_REASON_LENGTH = 200;

function reasonsText({ approvals_required: wanted, reasons }: Review): string[] {
  if (reasons.length === 0) return [];
  const why = reasons.map((reason) => quoted(reason, MAX_REASON_LENGTH)).join("; ");
  return [`Why ${wanted} ${wanted === 1 ? "approval" : "approvals"}: ${why}`];
}

/** `Approved by @b 14:02, @c 14:10 (2 of 2)`, or how far it is. */
function approvalsText(campaign: Campaign, facts: CampaignFacts): string[] {
  const { approval, review: asked } = campaign;
  if (approval !== null && (approval.decision !== "approved" || !holds(approval, campaign)))
    return earlier(approval, facts);
  const isDone = approval?.completes === true;
  const given = asked?.approvals ?? [];
  const all = given.length > 0 ? given : isDone ? [approval] : [];
  if (all.length === 0) return [];
  const who = all.map((one) => `${personIn(facts, one.decided_by)} ${when(one.decided_at)}`).join(", ");
  const wanted = asked?.approvals_required ?? all.length;
  return [`:white_check_mark: Approved by ${who} (${all.length} of ${wanted})${afterwards(approval, asked)}`];
}

/** Does it mean what the campaign says now? */
const holds = ({ version, voided_at }: Approval, campaign: Campaign): boolean =>
  version === campaign.version && voided_at === null;

function earlier(approval: Approval, facts: CampaignFacts): string[] {
  if (approval.decision !== "approved") return [];
  const { version, decided_by, decided_at } = approval;
  return [
    `v${version} was approved by ${personIn(facts, decided_by)}, ${when(decided_at)}; that is void now.`,
  ];
}

function afterwards(approval: Approval | null, asked: Review | null): string {
  const until = asked?.approval_expires_at ?? null;
  const limit = until === null ? "" : ` · good until ${when(until)}`;
  return `${approval === null ? "" : commentOf(approval)}${limit}`;
}

function otherDecision({ approval }: Campaign, facts: CampaignFacts): string[] {
  if (approval === null || approval.decision === "approved") return [];
  const by = `by ${personIn(facts, approval.decided_by)}, ${when(approval.decided_at)}`;
  const what =
    approval.decision === "rejected"
      ? ":no_entry: Rejected"
      : ":leftwards_arrow_with_hook: Changes requested";
  return [`${what} ${by}${commentOf(approval)}`];
}

const MAX_COMMENT_LENGTH = 300;

const commentOf = ({ comment }: Approval): string =>
  comment === null || comment === "" ? "" : `: “${quoted(comment, MAX_COMMENT_LENGTH)}”`;

const MAX_PERSON_LENGTH = 80;

/** By their name in Slack, where they are known there. */
function personIn({ userIds }: CampaignFacts, person: string): string {
  const userId = userIds?.get(person);
  return userId === undefined ? quoted(person, MAX_PERSON_LENGTH) : `<@${userId}>`;
}
