// Review: people decide on what another person submitted. It takes as many approvals as the policy wanted when it was submitted,
// each by another person; one rejection, or one request for changes, is enough.
//
//   R1. Who may decide is asked of every one of them: four eyes, and the approvers that the campaign names.
//   R2. A decision is bound to the content hash that the reviewer saw. If an edit came between, it is refused.
//   R3. Whoever does not approve says why. The approvals so far are void then.
//   R4. All approvals are of one audience: when a segment changed since the first of them, it has to be submitted again.
//   R5. After its time nobody decides on it any more, whoever notices first.
import {
  type Approval,
  type Campaign,
  definitionOf,
  mintUuidV7,
  type Review,
  type UsedSegment,
} from "@sluice/schema";
import { policyOf } from "./approval-policy.ts";
import { CampaignError } from "./campaign-error.ts";
import { type CampaignTarget, type Change, changeCampaign, type Decision } from "./change-campaign.ts";
import { assertIsApprover, assertMayApprove, isSamePerson } from "./four-eyes.ts";
import { assertAllowed, type ReviewAction, stageOf } from "./lifecycle.ts";
import type { CampaignPorts } from "./ports.ts";
import { hoursAfter, isComplete, isExpired, openReview, progressOf } from "./review-request.ts";
import { assertSegmentsAsApproved, expandedAudience } from "./segments-used.ts";
import { currentCampaign } from "./status-of.ts";

export interface ReviewDecision extends CampaignTarget {
  /** Hash of what the reviewer was shown. Absent: what the campaign says when the action begins. */
  seenContentHash?: string | undefined;
  comment?: string | undefined;
}

type Decided = ReviewDecision & { decision: Approval["decision"] };

const ACTION: Readonly<Record<Approval["decision"], ReviewAction>> = {
  approved: "approve",
  rejected: "reject",
  changes_requested: "request_changes",
};

/** @returns the campaign as APPROVED, or as UNDER_REVIEW while `review` waits for others. */
export const approveCampaign = (ports: CampaignPorts, review: ReviewDecision): Promise<Campaign> =>
  decide(ports, { ...review, decision: "approved" });

/** @returns the campaign as REJECTED. */
export const rejectCampaign = (ports: CampaignPorts, review: ReviewDecision): Promise<Campaign> =>
  decideSayingWhy(ports, { ...review, decision: "rejected" }, "a rejection");

/** @returns the campaign as a DRAFT again, with the comment as its last decision's. */
export const requestChanges = (ports: CampaignPorts, review: ReviewDecision): Promise<Campaign> =>
  decideSayingWhy(ports, { ...review, decision: "changes_requested" }, "a request for changes");

/** R3 */
async function decideSayingWhy(ports: CampaignPorts, decided: Decided, what: string): Promise<Campaign> {
  if ((decided.comment ?? "").trim() !== "") return decide(ports, decided);
  const problems = [{ field: "comment", issue: `${what} needs a comment that says what to change` }];
  throw new CampaignError("INVALID", "Say what is to be changed.", { problems });
}

async function decide(ports: CampaignPorts, decided: Decided): Promise<Campaign> {
  let { seenContentHash } = decided;
  const stored = await changeCampaign(ports, decided, async (change) => {
    seenContentHash ??= change.campaign.content_hash; // R2: holds when a lost race makes us decide anew
    return recordDecision(ports, change, { ...decided, seenContentHash });
  });
  return currentCampaign(stored, ports.nowMs());
}

async function recordDecision(ports: CampaignPorts, change: Change, decided: Decided): Promise<Decision> {
  const { tx, campaign, nowMs, at } = change;
  const { decision, actor } = decided;
  const before = assertDecidable(change, decided);
  const segments = await segmentsDecidedOn(ports, change, decided, before);
  const isVoid = decision !== "approved" && before.approvals.length > 0;
  if (isVoid) await tx.voidApprovals(decided, at, campaign.version - 1); // R3
  const approval_id = mintUuidV7(nowMs, ports.randomBytes(10));
  const given = { approval_id, decided_by: actor.person, decided_at: at };
  const review = await reviewAfter(change, before, decision, given);
  const approval: Approval = {
    ...given,
    version: campaign.version,
    content_hash: campaign.content_hash,
    decision,
    comment: decided.comment ?? null,
    completes: decision !== "approved" || (review !== null && isComplete(review)),
    ...(segments.length > 0 && { segments }),
    voided_at: null,
  };
  await tx.addApproval(decided, approval);
  const progress = decision === "approved" && review !== null ? { approvals: progressOf(review) } : {};
  return {
    campaign: { ...campaign, status: statusAfter(approval), approval, review },
    action: `campaign.${decision}`,
    detail: { approval_id, comment: approval.comment, ...progress },
  };
}

/** @throws CampaignError SELF_APPROVAL, or STALE_APPROVAL when they are not those of the approvals before (R1, R4) */
async function segmentsDecidedOn(
  ports: CampaignPorts,
  { tx, campaign }: Change,
  decided: Decided,
  { approvals }: Review,
): Promise<UsedSegment[]> {
  const expanded = await expandedAudience(ports, tx, campaign.workspace_id, definitionOf(campaign));
  const used = expanded?.segments ?? [];
  if (decided.decision !== "approved") return used;
  const authors = [
    ...(await tx.authorsSinceApproval(decided, campaign.version)),
    ...(expanded?.editors ?? []),
  ];
  assertMayApprove(campaign, authors, decided.actor.person);
  if (approvals.length > 0 && campaign.approval !== null) assertSegmentsAsApproved(campaign.approval, used);
  return used;
}

/** @returns the review that is decided on. @throws CampaignError that says why nobody, or not this person, decides now. */
function assertDecidable({ campaign, seen, nowMs }: Change, decided: Decided): Review {
  const { decision, actor, seenContentHash } = decided;
  if (seenContentHash !== campaign.content_hash) throw changedSince(); // R2
  if (decision === "changes_requested") assertNotSentBack(seen);
  assertAllowed(ACTION[decision], seen);
  assertIsApprover(campaign, actor.person); // R1
  const review = campaign.review ?? openReview(campaign.submitted_by, campaign.updated_at);
  if (isExpired(review, nowMs)) throw expired(review); // R5
  if (decision === "approved") assertNotYetBy(review, actor.person);
  return review;
}

async function reviewAfter(
  { tx, campaign, nowMs }: Change,
  review: Review,
  decision: Approval["decision"],
  given: Review["approvals"][number],
): Promise<Review | null> {
  if (decision === "changes_requested") return null;
  if (decision === "rejected") return review;
  const approved: Review = { ...review, approvals: [...review.approvals, given] };
  if (!isComplete(approved)) return approved;
  const policy = policyOf(await tx.workspaceFeatures(campaign.workspace_id));
  return { ...approved, approval_expires_at: hoursAfter(nowMs, policy.approval_expires_after_hours) };
}

function statusAfter({ decision, completes }: Approval): Campaign["status"] {
  if (decision === "rejected") return "REJECTED";
  if (decision === "changes_requested") return "DRAFT";
  return completes ? "APPROVED" : "UNDER_REVIEW";
}

function assertNotYetBy(review: Review, person: string): void {
  if (!review.approvals.some(({ decided_by }) => isSamePerson(decided_by, person))) return;
  throw new CampaignError(
    "ALREADY_DONE",
    `${person} has approved it already; it has ${progressOf(review)} approvals. Ask another person to approve it.`,
  );
}

/** The second of two who ask for changes hears of the first. */
function assertNotSentBack(seen: Campaign): void {
  const { approval, version } = seen;
  if (stageOf(seen) !== "DRAFT" || approval?.decision !== "changes_requested") return;
  if (approval.version !== version) return;
  throw new CampaignError(
    "ALREADY_DONE",
    `${approval.decided_by} has requested changes already: it is a draft again.`,
  );
}

const expired = ({ expires_at }: Review): CampaignError =>
  new CampaignError(
    "EXPIRED_REVIEW",
    `The request for approval expired at ${expires_at}. Have the campaign submitted again, then decide.`,
  );

const changedSince = (): CampaignError =>
  new CampaignError(
    "STALE_APPROVAL",
    "The campaign was edited after you looked at it. Read the new version, then decide again.",
  );
