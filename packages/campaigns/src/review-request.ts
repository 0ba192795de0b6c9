// A request for approval, from the policy and the facts of one moment. Pure.
import type { ApprovalPolicy, Review } from "@sluice/schema";
import { approvalsRequired, type PolicyFacts } from "./approval-policy.ts";

const HOUR_MS = 3_600_000;

export function requestReview(
  policy: ApprovalPolicy,
  facts: PolicyFacts,
  { person, nowMs }: { person: string; nowMs: number },
): Review {
  return {
    requested_by: person,
    requested_at: new Date(nowMs).toISOString(),
    expires_at: hoursAfter(nowMs, policy.request_expires_after_hours),
    approval_expires_at: null,
    ...approvalsRequired(policy, facts),
    audience: facts.audience,
    approvals: [],
    reminded_at: null,
  };
}

/** Of what was submitted before there were such requests: one person decides, whenever it is. */
export const openReview = (requestedBy: string | null, requestedAt: string): Review => ({
  requested_by: requestedBy ?? "",
  requested_at: requestedAt,
  expires_at: null,
  approval_expires_at: null,
  approvals_required: 1,
  reasons: [],
  audience: null,
  approvals: [],
  reminded_at: null,
});

export const hoursAfter = (nowMs: number, hours: number | null): string | null =>
  hours === null ? null : new Date(nowMs + hours * HOUR_MS).toISOString();

export const isComplete = ({ approvals, approvals_required }: Review): boolean =>
  approvals.length >= approvals_required;

/** `1 of 2` */
export const progressOf = ({ approvals, approvals_required }: Review): string =>
  `${approvals.length} of ${approvals_required}`;

export const isExpired = ({ expires_at }: Review, nowMs: number): boolean => isPast(expires_at, nowMs);

export const isApprovalExpired = ({ approval_expires_at }: Review, nowMs: number): boolean =>
  isPast(approval_expires_at, nowMs);

/** Half of its time is gone, and nobody was reminded. */
export function isReminderDue({ requested_at, expires_at, reminded_at }: Review, nowMs: number): boolean {
  if (expires_at === null || reminded_at !== null) return false;
  return nowMs >= (Date.parse(requested_at) + Date.parse(expires_at)) / 2;
}

const isPast = (at: string | null, nowMs: number): boolean => at !== null && nowMs >= Date.parse(at);
