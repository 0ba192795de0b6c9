// Review: submit, then approve or reject by another person.
//
//   R1. What is submitted could be published as it stands: reviewers never see a half-written campaign.
//   R2. A decision is bound to the content hash that the reviewer saw. If an edit came between, it is refused.
//   R3. A rejection says why.
import { type Approval, type Campaign, definitionOf, mintUuidV7 } from "@sluice/schema";
import { CampaignError } from "./campaign-error.ts";
import { type CampaignTarget, type Change, changeCampaign, type Decision } from "./change-campaign.ts";
import { assertIsApprover, assertMayApprove } from "./four-eyes.ts";
import { assertPublishable, judge } from "./judge-campaign.ts";
import { assertAllowed } from "./lifecycle.ts";
import type { CampaignPorts } from "./ports.ts";
import { expandedAudience, isApprovedBeforeSegmentsChanged } from "./segments-used.ts";
import { currentCampaign } from "./status-of.ts";

export interface Review extends CampaignTarget {
  /** Hash of what the reviewer was shown. Absent: what the campaign says when the action begins. */
  seenContentHash?: string | undefined;
  comment?: string | undefined;
}

export async function submitCampaign(ports: CampaignPorts, target: CampaignTarget): Promise<Campaign> {
  const stored = await changeCampaign(ports, target, async ({ tx, campaign, seen }) => {
    const newest = { ...campaign, status: seen.pending_status ?? seen.status };
    if (!(await isApprovedBeforeSegmentsChanged(ports, tx, newest))) assertAllowed("submit", seen);
    assertPublishable(await judge(ports, tx, campaign)); // R1
    return {
      campaign: { ...campaign, status: "UNDER_REVIEW", submitted_by: target.actor.person },
      action: "campaign.submitted",
    };
  });
  return currentCampaign(stored, ports.nowMs());
}

export const approveCampaign = (ports: CampaignPorts, review: Review): Promise<Campaign> =>
  decide(ports, review, "approved");

export async function rejectCampaign(ports: CampaignPorts, review: Review): Promise<Campaign> {
  if ((review.comment ?? "").trim() === "") {
    const problems = [{ field: "comment", issue: "a rejection needs a comment that says what to change" }];
    throw new CampaignError("INVALID", "Say why you reject the campaign.", { problems }); // R3
  }
  return decide(ports, review, "rejected");
}

async function decide(
  ports: CampaignPorts,
  review: Review,
  decision: Approval["decision"],
): Promise<Campaign> {
  let seenContentHash = review.seenContentHash;
  const stored = await changeCampaign(ports, review, async (change) => {
    seenContentHash ??= change.campaign.content_hash; // R2: holds when a lost race makes us decide anew
    return recordDecision(ports, change, { ...review, seenContentHash, decision });
  });
  return currentCampaign(stored, ports.nowMs());
}

async function recordDecision(
  ports: CampaignPorts,
  { tx, campaign, seen, nowMs, at }: Change,
  review: Review & { decision: Approval["decision"] },
): Promise<Decision> {
  if (review.seenContentHash !== campaign.content_hash) throw changedSince(); // R2
  assertAllowed(review.decision === "approved" ? "approve" : "reject", seen);
  assertIsApprover(campaign, review.actor.person);
  const expanded = await expandedAudience(ports, tx, campaign.workspace_id, definitionOf(campaign));
  const used = expanded?.segments ?? [];
  if (review.decision === "approved") {
    const authors = [...(await tx.authorsSinceApproval(review)), ...(expanded?.editors ?? [])];
    assertMayApprove(campaign, authors, review.actor.person);
  }
  const approval: Approval = {
    approval_id: mintUuidV7(nowMs, ports.randomBytes(10)),
    version: campaign.version,
    content_hash: campaign.content_hash,
    decision: review.decision,
    decided_by: review.actor.person,
    decided_at: at,
    comment: review.comment ?? null,
    completes: true,
    ...(used.length > 0 && { segments: used }),
    voided_at: null,
  };
  await tx.addApproval(review, approval);
  return {
    campaign: { ...campaign, status: review.decision === "approved" ? "APPROVED" : "REJECTED", approval },
    action: `campaign.${review.decision}`,
    detail: { approval_id: approval.approval_id, comment: approval.comment },
  };
}

const changedSince = (): CampaignError =>
  new CampaignError(
    "STALE_APPROVAL",
    "The campaign was edited after you looked at it. Read the new version, then decide again.",
  );
