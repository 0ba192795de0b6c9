// Whether the approvals that were given are still enough to publish.
//
//   A1. The policy as it stands now and the facts as they are now decide: an audience that has grown into another tier, or a
//       policy that has become stricter, needs the approvals of that.
//   A2. An approval that the policy let expire is none any more.
//   A3. What does not suffice any more may be submitted again, although nobody edited it.
import type { CampaignRecord } from "@sluice/schema";
import { approvalsRequired } from "./approval-policy.ts";
import { CampaignError } from "./campaign-error.ts";
import type { KnownFacts } from "./policy-facts.ts";
import { isApprovalExpired } from "./review-request.ts";

/** @throws CampaignError STALE_APPROVAL or EXPIRED_REVIEW */
export function assertApprovalsSuffice(campaign: CampaignRecord, facts: KnownFacts, nowMs: number): void {
  const shortfall = approvalShortfall(campaign, facts, nowMs);
  if (shortfall !== null) throw shortfall;
}

/** Why the approvals of an approved campaign do not suffice: STALE_APPROVAL or EXPIRED_REVIEW. null: they do. */
export function approvalShortfall(
  campaign: CampaignRecord,
  facts: KnownFacts,
  nowMs: number,
): CampaignError | null {
  const { review } = campaign;
  if (review !== null && isApprovalExpired(review, nowMs)) return expired(review.approval_expires_at); // A2
  const given = review?.approvals.length ?? 1; // before there were reviews, one person approved
  const { approvals_required: required, reasons } = approvalsRequired(facts.policy, facts); // A1
  if (given >= required) return null;
  const why = reasons.length === 0 ? "" : ` (${reasons.join("; ")})`;
  const asked = `${grown(review?.audience ?? null, facts.audience)}the policy asks for ${required} approvals now${why}, and ${given} ${given === 1 ? "was" : "were"} given`;
  const message = `${asked.charAt(0).toUpperCase()}${asked.slice(1)}. Submit the campaign again, and have it approved.`;
  return new CampaignError("STALE_APPROVAL", message);
}

function grown(approved: number | null, now: number | null): string {
  if (approved === null || now === null || approved === now) return "";
  const [before, after] = [approved, now].map((users) => users.toLocaleString("en"));
  return `the audience had ${before} users when it was approved and has ${after} now: `;
}

const expired = (at: string | null): CampaignError =>
  new CampaignError(
    "EXPIRED_REVIEW",
    `The approval expired at ${at}. Submit the campaign again, and have it approved.`,
  );
