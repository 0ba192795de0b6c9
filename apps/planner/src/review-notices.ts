// What people are told of a campaign that waits for approval. Pure.
import { progressOf } from "@sluice/campaigns";
import type { Campaign, Notice } from "@sluice/schema";

export const reviewReminder = (campaign: Campaign, nowMs: number): Notice =>
  notice("review_reminder", campaign, nowMs, [
    `${nameOf(campaign)} waits for approval: ${approvalsOf(campaign)}, until ${campaign.review?.expires_at ?? "it is decided"}.`,
    ...(campaign.review?.reasons ?? []).map((reason) => `It takes so many because of this: ${reason}.`),
  ]);

export const reviewExpired = (campaign: Campaign, nowMs: number): Notice =>
  notice("review_expired", campaign, nowMs, [
    `The request to approve ${nameOf(campaign)} has expired with ${approvalsOf(campaign)}: it is a draft again.`,
    "Submit it once more when people have time for it.",
  ]);

const nameOf = ({ basic_details, id }: Campaign): string => `"${basic_details?.name ?? id}"`;

const approvalsOf = ({ review }: Campaign): string =>
  review === null ? "no approvals" : `${progressOf(review)} approvals`;

function notice(
  kind: Notice["kind"],
  { workspace_id, id }: Campaign,
  nowMs: number,
  sentences: readonly string[],
): Notice {
  const at = new Date(nowMs).toISOString();
  return { v: 1, kind, workspace_id, campaign_id: id, run_id: null, at, text: sentences.join(" ") };
}
