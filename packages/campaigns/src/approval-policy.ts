// How many people have to approve a campaign, and why. Pure: the policy and the facts are arguments.
//
//   P1. Of all tiers that hold, the one that asks for most decides; never fewer than the policy's least.
//   P2. A tier holds when every condition that it names does. What has no audience is over no number of users.
import { ApprovalPolicy, type ApprovalTier } from "@sluice/schema";

/** What tiers ask of a campaign. */
export interface PolicyFacts {
  /** Users. null: it has no audience, or nothing depends on it. */
  audience: number | null;
  /** That it sends to. */
  origin: string | null;
  isFirstTimeAudience: boolean;
}

export interface RequiredApprovals {
  approvals_required: number;
  /** Why more than the policy's least; empty otherwise. */
  reasons: string[];
}

/** @param kept of a workspace; absent: it never set one */
export const policyOf = ({ approval_policy }: { approval_policy?: ApprovalPolicy }): ApprovalPolicy =>
  ApprovalPolicy.parse(approval_policy ?? {});

/** Whether anything in the policy depends on how many users there are. */
export const dependsOnAudience = ({ tiers, test_send_over }: ApprovalPolicy): boolean =>
  test_send_over !== null ||
  tiers.some(({ audience_over, cost_over }) => audience_over !== undefined || cost_over !== undefined);

export const dependsOnFirstTime = ({ tiers }: ApprovalPolicy): boolean =>
  tiers.some(({ first_time_audience }) => first_time_audience === true);

export function approvalsRequired(policy: ApprovalPolicy, facts: PolicyFacts): RequiredApprovals {
  const held = policy.tiers.filter(({ approvals }) => approvals > policy.approvals);
  const reasons = held.flatMap((tier) => {
    const why = whyTierHolds(tier, policy, facts);
    return why === null ? [] : [{ approvals: tier.approvals, why }];
  });
  const approvals = Math.max(policy.approvals, ...reasons.map((reason) => reason.approvals)); // P1
  const deciding = reasons.filter((reason) => reason.approvals === approvals);
  return { approvals_required: approvals, reasons: [...new Set(deciding.map(({ why }) => why))] };
}

/** In words; null: a condition does not hold (P2). */
function whyTierHolds(
  { audience_over, cost_over, origin, first_time_audience }: ApprovalTier,
  { cost_per_request }: ApprovalPolicy,
  { audience, ...facts }: PolicyFacts,
): string | null {
  const why: string[] = [];
  if (audience_over !== undefined) {
    if (audience === null || audience <= audience_over) return null;
    why.push(`${number(audience)} users, more than ${number(audience_over)}`);
  }
  if (cost_over !== undefined) {
    const cost = (audience ?? 0) * cost_per_request;
    if (cost <= cost_over) return null;
    why.push(`costs ${number(cost)}, more than ${number(cost_over)}`);
  }
  if (origin !== undefined) {
    if (origin !== facts.origin) return null;
    why.push(`sends to ${origin}`);
  }
  if (first_time_audience === true) {
    if (!facts.isFirstTimeAudience) return null;
    why.push("nothing was ever sent to this audience");
  }
  return why.join(", ");
}

const number = (value: number): string => value.toLocaleString("en");
