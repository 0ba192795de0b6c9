// The lifecycle of a campaign: from which status each action may be taken. Nothing else changes a status.
//
//   DRAFT ── submit ──► UNDER_REVIEW ── approve ──► APPROVED ── publish ──► SCHEDULED ──► SENDING ──► SENT
//     ▲                      │ reject                  │                     ACTIVE  pause ⇅ resume   EXPIRED
//     ├────── edit ──── REJECTED ◄─────────────────────┘ (edit → DRAFT)      PAUSED ── stop ──► STOPPED  NOT_SENT
//     └── changes requested, or the request expired ── UNDER_REVIEW
//
//   L1. Review and publication are about the newest version. While an older one is live, the newest is pending: it goes its own way
//       from DRAFT to APPROVED, and is published into the place of the live one.
//   L2. After publication the status is that of the run (see status-of.ts); people pause, resume and stop (status-actions.ts).
//   L3. Approving may take several people: until the last of them it stays UNDER_REVIEW (review-campaign.ts). What was approved or
//       asked for too long ago, or does not suffice any more, may be submitted once more (submit-campaign.ts).
//   L4. What may be edited when is told by edit-matrix.ts.
import type { Campaign, CampaignStatus } from "@sluice/schema";
import { CampaignError } from "./campaign-error.ts";

export type ReviewAction = "submit" | "approve" | "reject" | "request_changes" | "publish";

const ALLOWED_FROM: Readonly<Record<ReviewAction, readonly CampaignStatus[]>> = {
  submit: ["DRAFT", "REJECTED"],
  approve: ["UNDER_REVIEW"],
  reject: ["UNDER_REVIEW"],
  request_changes: ["UNDER_REVIEW"],
  publish: ["APPROVED"],
};

/** The status that says someone was faster. */
const ALREADY_THERE: Readonly<Record<ReviewAction, readonly CampaignStatus[]>> = {
  submit: ["UNDER_REVIEW"],
  approve: ["APPROVED"],
  reject: ["REJECTED"],
  request_changes: [],
  publish: [],
};

export const WHAT_TO_DO: Readonly<Record<CampaignStatus, string>> = {
  DRAFT: "It is a draft: submit it, have it approved by another person, then publish it.",
  UNDER_REVIEW: "It is under review: another person has to approve or reject it, or request changes.",
  APPROVED: "It is approved: publish it, or edit it (which voids the approval).",
  REJECTED: "It was rejected: edit it and submit it again.",
  SCHEDULED: "It is published and waits for its start: edit, pause or stop it.",
  ACTIVE: "It is live: edit it (which makes a new version to be approved), pause or stop it.",
  SENDING: "It is being sent: pause or stop it, or create a new campaign.",
  PAUSED: "It is paused: resume or stop it.",
  SENT: "It was sent: create a new campaign to send again.",
  STOPPED: "It was stopped for good: create a new campaign to send again.",
  EXPIRED: "It expired: create a new campaign to send again.",
  NOT_SENT: "It had no recipients: create a new campaign to send again.",
  ARCHIVED: "It is archived: unarchive it first.",
};

/** What an action needs to know of a campaign. */
export type Stage = Pick<Campaign, "status" | "pending_status" | "campaign_delivery_type">;

/** L1 */
export const stageOf = ({ status, pending_status }: Stage): CampaignStatus => pending_status ?? status;

export function isAllowed(action: ReviewAction, stage: Stage): boolean {
  if (action === "publish" && stage.pending_status !== null && stage.status === "PAUSED") return false;
  return ALLOWED_FROM[action].includes(stageOf(stage));
}

/** @throws CampaignError ALREADY_DONE or WRONG_STATUS, which say what to do. */
export function assertAllowed(action: ReviewAction, campaign: Campaign): void {
  if (isAllowed(action, campaign)) return;
  const stage = stageOf(campaign);
  if (ALREADY_THERE[action].includes(stage))
    throw new CampaignError("ALREADY_DONE", alreadyDone(action, campaign));
  const status = action === "publish" ? campaign.status : stage;
  throw new CampaignError(
    "WRONG_STATUS",
    `Cannot ${action === "request_changes" ? "request changes of" : action} a campaign that is ${status}. ${WHAT_TO_DO[status]}`,
  );
}

function alreadyDone(action: ReviewAction, campaign: Campaign): string {
  const stage = stageOf(campaign);
  const by = (person: string | null | undefined) => person ?? "someone";
  return action === "submit"
    ? `Already submitted by ${by(campaign.submitted_by)}. ${WHAT_TO_DO[stage]}`
    : `Already ${stage.toLowerCase()} by ${by(decidedBy(campaign))}. ${WHAT_TO_DO[stage]}`;
}

/** Everyone who approved it, or the one who decided otherwise. */
function decidedBy({ approval, review }: Campaign): string | undefined {
  const approvals = approval?.decision === "approved" ? (review?.approvals ?? []) : [];
  const people = approvals.map(({ decided_by }) => decided_by);
  return people.length > 0 ? people.join(" and ") : approval?.decided_by;
}
