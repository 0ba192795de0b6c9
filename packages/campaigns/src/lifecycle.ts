// The lifecycle of a campaign: from which status each action may be taken. Nothing else changes a status.
//
//   DRAFT ── submit ──► UNDER_REVIEW ── approve ──► APPROVED ── publish ──► SCHEDULED ──► SENDING ──► SENT
//     ▲                      │ reject                  │                        │  pause ⇅ resume      EXPIRED
//     └────── edit ──── REJECTED ◄─────────────────────┘ (edit → DRAFT)      PAUSED ── stop ──► STOPPED  NOT_SENT
//
//   L1. An edit leads back to DRAFT from every status before publication, and is refused after it.
//   L2. After publication the status is that of the run (see status-of.ts); people only pause, resume and stop.
import type { Campaign, CampaignStatus } from "@sluice/schema";
import { CampaignError } from "./campaign-error.ts";

export type CampaignAction =
  | "edit"
  | "submit"
  | "approve"
  | "reject"
  | "publish"
  | "pause"
  | "resume"
  | "stop";

const ALLOWED_FROM: Readonly<Record<CampaignAction, readonly CampaignStatus[]>> = {
  edit: ["DRAFT", "REJECTED", "UNDER_REVIEW", "APPROVED"],
  submit: ["DRAFT", "REJECTED"],
  approve: ["UNDER_REVIEW"],
  reject: ["UNDER_REVIEW"],
  publish: ["APPROVED"],
  pause: ["SCHEDULED", "ACTIVE", "SENDING"],
  resume: ["PAUSED"],
  stop: ["SCHEDULED", "ACTIVE", "SENDING", "PAUSED"],
};

/** The status that says someone was faster. */
const ALREADY_THERE: Readonly<Record<CampaignAction, readonly CampaignStatus[]>> = {
  edit: [],
  submit: ["UNDER_REVIEW"],
  approve: ["APPROVED"],
  reject: ["REJECTED"],
  publish: ["SCHEDULED", "ACTIVE", "SENDING", "PAUSED"],
  pause: ["PAUSED"],
  resume: ["SCHEDULED", "ACTIVE", "SENDING"],
  stop: ["STOPPED"],
};

const WHAT_TO_DO: Readonly<Record<CampaignStatus, string>> = {
  DRAFT: "It is a draft: submit it, have it approved by another person, then publish it.",
  UNDER_REVIEW: "It is under review: another person has to approve or reject it.",
  APPROVED: "It is approved: publish it, or edit it (which voids the approval).",
  REJECTED: "It was rejected: edit it and submit it again.",
  SCHEDULED: "It is published and waits for its start: pause or stop it, or create a new campaign.",
  ACTIVE: "It is live: pause or stop it, or create a new campaign.",
  SENDING: "It is being sent: pause or stop it, or create a new campaign.",
  PAUSED: "It is paused: resume or stop it, or create a new campaign.",
  SENT: "It was sent: create a new campaign to send again.",
  STOPPED: "It was stopped for good: create a new campaign to send again.",
  EXPIRED: "It expired: create a new campaign to send again.",
  NOT_SENT: "It had no recipients: create a new campaign to send again.",
  ARCHIVED: "It is archived: create a new campaign.",
};

export const isAllowed = (action: CampaignAction, from: CampaignStatus): boolean =>
  ALLOWED_FROM[action].includes(from);

/** @throws CampaignError ALREADY_DONE or WRONG_STATUS, which say what to do. */
export function assertAllowed(action: CampaignAction, campaign: Campaign): void {
  if (isAllowed(action, campaign.status)) return;
  if (ALREADY_THERE[action].includes(campaign.status)) {
    throw new CampaignError("ALREADY_DONE", alreadyDone(action, campaign));
  }
  throw new CampaignError(
    "WRONG_STATUS",
    `Cannot ${action} a campaign that is ${campaign.status}. ${WHAT_TO_DO[campaign.status]}`,
  );
}

function alreadyDone(action: CampaignAction, { status, approval, submitted_by }: Campaign): string {
  switch (action) {
    case "submit":
      return `Already submitted by ${submitted_by ?? "someone"}. ${WHAT_TO_DO[status]}`;
    case "approve":
    case "reject":
      return `Already ${status.toLowerCase()} by ${approval?.decided_by ?? "someone"}. ${WHAT_TO_DO[status]}`;
    case "publish":
      return `Already published. ${WHAT_TO_DO[status]}`;
    case "edit":
    case "pause":
    case "resume":
    case "stop":
      return `Nothing to ${action}. ${WHAT_TO_DO[status]}`;
    default:
      return action satisfies never;
  }
}
