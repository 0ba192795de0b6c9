// What becomes of a request for approval by itself: those who may decide are reminded once, and when its time is over it is a
// draft again. The planner asks for both, as often as it likes: done is done.
import type { Campaign, CampaignRecord, Review } from "@sluice/schema";
import { type Change, changeCampaign, type Decision } from "./change-campaign.ts";
import type { CampaignPorts, CampaignRef } from "./ports.ts";
import { isExpired, isReminderDue, progressOf } from "./review-request.ts";
import { currentCampaign } from "./status-of.ts";

const ACTOR = { person: "sluice", source: "approval policy" };

/** Back to DRAFT, without approvals. @returns null when it is not expired, or nobody waits for it any more. */
export const expireReview = (ports: CampaignPorts, ref: CampaignRef): Promise<Campaign | null> =>
  changeWaiting(ports, ref, async ({ tx, campaign, nowMs, at }, review) => {
    if (!isExpired(review, nowMs)) return null;
    if (review.approvals.length > 0) await tx.voidApprovals(ref, at, campaign.version - 1);
    return {
      campaign: { ...campaign, status: "DRAFT", review: null },
      action: "campaign.review_expired",
      detail: { approvals: progressOf(review), expired_at: review.expires_at },
    };
  });

/** Notes that people were reminded. @returns null when it is too early, or they were. */
export const remindReview = (ports: CampaignPorts, ref: CampaignRef): Promise<Campaign | null> =>
  changeWaiting(ports, ref, async ({ campaign, nowMs, at }, review) => {
    if (!isReminderDue(review, nowMs) || isExpired(review, nowMs)) return null;
    return {
      campaign: { ...campaign, review: { ...review, reminded_at: at } },
      action: "campaign.review_reminded",
      detail: { approvals: progressOf(review), expires_at: review.expires_at },
    };
  });

async function changeWaiting(
  ports: CampaignPorts,
  ref: CampaignRef,
  decide: (change: Change, review: Review) => Promise<Decision | null>,
): Promise<Campaign | null> {
  let isChanged = false;
  const stored = await changeCampaign(ports, { ...ref, actor: ACTOR }, async (change) => {
    const review = waitingReview(change.campaign);
    const decision = review === null ? null : await decide(change, review);
    isChanged = decision !== null;
    return decision;
  });
  return isChanged ? currentCampaign(stored, ports.nowMs()) : null;
}

/** Also of a version that was to replace a run which has ended meanwhile. */
const waitingReview = ({ status, review }: CampaignRecord): Review | null =>
  status === "UNDER_REVIEW" ? review : null;
