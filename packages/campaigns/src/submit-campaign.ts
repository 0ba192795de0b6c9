// Submit: a complete draft asks for approval, of as many people as the workspace's policy wants at this moment.
//
//   S1. What is submitted could be published as it stands: reviewers never see a half-written campaign.
//   S2. What reviewers could not judge is refused as well: values that nobody has, and a large audience without a test. So is what
//       could never be approved: fewer approvers are named than have to approve.
//   S3. A new request begins without approvals. Earlier ones of the same version are void.
//   S4. Without an edit it is submitted again only where nobody can decide on it or publish it as it is: the request or the
//       approval expired, a segment changed since somebody approved, or the approvals do not suffice any more.
import type { Campaign, CampaignRecord, Problem, Review } from "@sluice/schema";
import { approvalShortfall } from "./approvals-suffice.ts";
import { CampaignError } from "./campaign-error.ts";
import type { CampaignTarget, Change, Decision } from "./change-campaign.ts";
import { isSamePerson } from "./four-eyes.ts";
import { assertPublishable, judge } from "./judge-campaign.ts";
import { assertAllowed, isAllowed, stageOf } from "./lifecycle.ts";
import { assertCurrent, changeKnowing, type KnownFacts } from "./policy-facts.ts";
import type { CampaignPorts } from "./ports.ts";
import type { ReviewPorts } from "./review-ports.ts";
import { isExpired, requestReview } from "./review-request.ts";
import { isApprovedBeforeSegmentsChanged } from "./segments-used.ts";
import { currentCampaign } from "./status-of.ts";

/** @returns the campaign as UNDER_REVIEW, with its `review`. @throws CampaignError INVALID with every problem */
export async function submitCampaign(ports: ReviewPorts, target: CampaignTarget): Promise<Campaign> {
  const stored = await changeKnowing(ports, target, isWorthAsking, (change, facts) =>
    submit(ports, change, target, facts),
  );
  return currentCampaign(stored, ports.nowMs());
}

const isWorthAsking = (seen: Campaign): boolean =>
  isAllowed("submit", seen) || ["UNDER_REVIEW", "APPROVED"].includes(stageOf(seen));

async function submit(
  ports: CampaignPorts,
  change: Change,
  target: CampaignTarget,
  found: KnownFacts | null,
): Promise<Decision> {
  const { tx, campaign, seen, nowMs, at } = change;
  if (!(await isWaitingInVain(ports, change, found))) assertAllowed("submit", seen);
  assertPublishable(await judge(ports, tx, campaign)); // S1
  const facts = await assertCurrent(change, found);
  if ((campaign.review?.approvals.length ?? 0) > 0) await tx.voidApprovals(target, at, campaign.version - 1); // S3
  const { person } = target.actor;
  const review = requestReview(facts.policy, facts, { person, nowMs });
  assertFitForReview(campaign, facts, review);
  const { approvals_required, audience, expires_at } = review;
  return {
    campaign: { ...campaign, status: "UNDER_REVIEW", submitted_by: person, review },
    action: "campaign.submitted",
    detail: { approvals_required, audience, expires_at },
  };
}

/** S4 */
async function isWaitingInVain(
  ports: CampaignPorts,
  { tx, campaign, seen, nowMs }: Change,
  facts: KnownFacts | null,
): Promise<boolean> {
  const status = stageOf(seen);
  if (await isApprovedBeforeSegmentsChanged(ports, tx, { ...campaign, status })) return true;
  if (status === "UNDER_REVIEW") return campaign.review !== null && isExpired(campaign.review, nowMs);
  if (status !== "APPROVED" || facts === null) return false;
  return approvalShortfall(campaign, facts, nowMs) !== null;
}

/** S2 */
function assertFitForReview(campaign: CampaignRecord, facts: KnownFacts, review: Review): void {
  const problems: Problem[] = [
    ...facts.attributesNobodyHas.map((name) => ({
      field: "campaign_content.content",
      issue: `reads the user attribute "${name}", which no user of the workspace has; correct its name, or import it first`,
    })),
    ...testProblems(facts),
    ...approverProblems(campaign, review),
  ];
  if (problems.length === 0) return;
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  throw new CampaignError(
    "INVALID",
    `The campaign has ${count}. See to what is listed, then submit it again.`,
    {
      problems,
    },
  );
}

function testProblems({ policy, audience, wasTested }: KnownFacts): Problem[] {
  const limit = policy.test_send_over;
  if (limit === null || audience === null || audience <= limit || wasTested) return [];
  const [users, most] = [audience, limit].map((count) => count.toLocaleString("en"));
  const issue = `goes to ${users} users, more than ${most}: send a test of this content first`;
  return [{ field: "campaign_content", issue }];
}

function approverProblems({ approvers = [] }: CampaignRecord, { approvals_required }: Review): Problem[] {
  const people = approvers.filter(
    (one, index) => approvers.findIndex((other) => isSamePerson(one, other)) === index,
  );
  if (people.length === 0 || people.length >= approvals_required) return [];
  const issue = `names ${people.length} and ${approvals_required} have to approve; name more people, or nobody`;
  return [{ field: "approvers", issue }];
}
