// What may be done with a campaign now, as buttons: on its card, on its live card.
import type { Button } from "@slack/types";
import type { Campaign, CampaignStatus } from "@sluice/schema";
import { type ActionId, button, confirmation } from "./buttons.ts";
import { nameOf, stageOf } from "./campaign-words.ts";
import type { CampaignFacts } from "./card-facts.ts";
import { count, quoted } from "./text.ts";

const NEXT: Readonly<Partial<Record<Campaign["status"], readonly ActionId[]>>> = {
  DRAFT: ["campaign_submit", "campaign_edit", "campaign_file"],
  REJECTED: ["campaign_submit", "campaign_edit", "campaign_file"],
  UNDER_REVIEW: ["campaign_approve", "campaign_request-changes", "campaign_reject"],
  APPROVED: ["campaign_launch"],
  SCHEDULED: ["campaign_pause", "campaign_cancel"],
  ACTIVE: ["campaign_pause", "campaign_cancel"],
  SENDING: ["campaign_pause", "campaign_cancel", "campaign_watch"],
  PAUSED: ["campaign_resume", "campaign_cancel"],
};

export function buttonsFor(
  campaign: Campaign,
  targeted: number | null,
  status: CampaignStatus = campaign.status,
): Button[] {
  return (NEXT[status] ?? []).map((action) =>
    button(action, LABEL[action], campaign, emphasis(action, campaign, targeted)),
  );
}

/** Of its card: what may be done with it, then what may be looked at before. */
export function cardButtons(facts: CampaignFacts): Button[] {
  const { campaign, audience, expired } = facts;
  const deeds =
    expired === null
      ? buttonsFor(campaign, audience?.recipients ?? null, stageOf(campaign))
      : [button("campaign_submit", "Submit again", campaign, { style: "primary" })];
  const live = campaign.pending_status === null ? [] : buttonsFor(campaign, null);
  return [...deeds, ...live, ...looksAt(facts).map((action) => button(action, LABEL[action], campaign))];
}

const DECIDED_ON: readonly CampaignStatus[] = ["DRAFT", "REJECTED", "UNDER_REVIEW", "APPROVED"];

function looksAt({ campaign, rendering, diff }: CampaignFacts): ActionId[] {
  if (!DECIDED_ON.includes(stageOf(campaign))) return [];
  return [
    ...(rendering === null ? [] : (["campaign_preview", "campaign_test"] as const)),
    ...(diff === null ? [] : ["campaign_diff" as const]),
  ];
}

export const LABEL: Readonly<Record<ActionId, string>> = {
  campaign_show: "Show",
  campaign_diff: "Full diff",
  campaign_edit: "Edit",
  campaign_file: "Edit as file",
  campaign_submit: "Submit for approval",
  campaign_approve: "Approve",
  "campaign_request-changes": "Request changes",
  campaign_reject: "Reject",
  campaign_preview: "Preview",
  campaign_test: "Test send",
  campaign_launch: "Launch",
  campaign_pause: "Pause",
  campaign_resume: "Resume",
  campaign_cancel: "Cancel",
  campaign_watch: "Watch",
  campaign_audit: "History",
  campaign_new: "New campaign",
};

/** What cannot be taken back is asked for twice, with how many it concerns. */
function emphasis(
  action: ActionId,
  campaign: Campaign,
  targeted: number | null,
): Parameters<typeof button>[3] {
  const name = `*${quoted(nameOf(campaign), 100)}*`;
  const users = targeted === null ? "its audience" : `${count(targeted)} users`;
  if (action === "campaign_submit" || action === "campaign_approve") return { style: "primary" };
  if (action === "campaign_launch")
    return { style: "primary", confirm: confirmation("Launch?", `${name} goes to ${users}.`, "Launch") };
  // Cancelling is asked about in a modal, with the numbers of that moment.
  return action === "campaign_cancel" ? { style: "danger" } : {};
}
