import { ApprovalPolicy, type ApprovalTier, DEFAULT_APPROVAL_POLICY } from "@sluice/schema";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { approvalsRequired, dependsOnAudience, type PolicyFacts } from "./approval-policy.ts";

const ORIGIN = "https://api.example.com";
const facts = (changes: Partial<PolicyFacts> = {}): PolicyFacts => ({
  audience: 10_000,
  origin: ORIGIN,
  isFirstTimeAudience: false,
  ...changes,
});
const policy = (tiers: ApprovalTier[], changes: object = {}): ApprovalPolicy =>
  ApprovalPolicy.parse({ tiers, ...changes });

describe("how many people have to approve", () => {
  test("one, and nobody says why, where a workspace never set a policy", () => {
    expect(approvalsRequired(DEFAULT_APPROVAL_POLICY, facts())).toEqual({
      approvals_required: 1,
      reasons: [],
    });
  });

  test("more above a number of users, not at it", () => {
    const two = policy([{ approvals: 2, audience_over: 10_000 }]);
    expect(approvalsRequired(two, facts())).toEqual({ approvals_required: 1, reasons: [] });
    expect(approvalsRequired(two, facts({ audience: 10_001 }))).toEqual({
      approvals_required: 2,
      reasons: ["10,001 users, more than 10,000"],
    });
  });

  test("more above a cost, to an origin, to an audience that is new: each for its reason", () => {
    const tiers = (tier: object) => policy([{ approvals: 3, ...tier }], { cost_per_request: 0.5 });
    expect(approvalsRequired(tiers({ cost_over: 4_999 }), facts()).reasons).toEqual([
      "costs 5,000, more than 4,999",
    ]);
    expect(approvalsRequired(tiers({ cost_over: 5_000 }), facts()).approvals_required).toBe(1);
    expect(approvalsRequired(tiers({ origin: ORIGIN }), facts()).reasons).toEqual([`sends to ${ORIGIN}`]);
    expect(approvalsRequired(tiers({ origin: "https://other.example" }), facts()).approvals_required).toBe(1);
    const isNew = facts({ isFirstTimeAudience: true });
    expect(approvalsRequired(tiers({ first_time_audience: true }), isNew).approvals_required).toBe(3);
    expect(approvalsRequired(tiers({ first_time_audience: true }), facts()).approvals_required).toBe(1);
  });

  test("of conditions in one tier all have to hold", () => {
    const both = policy([{ approvals: 2, audience_over: 1, first_time_audience: true }]);
    expect(approvalsRequired(both, facts()).approvals_required).toBe(1);
    expect(approvalsRequired(both, facts({ isFirstTimeAudience: true })).reasons).toEqual([
      "10,000 users, more than 1, nothing was ever sent to this audience",
    ]);
  });

  test("of tiers that hold the one that asks for most decides, and only its reason is told", () => {
    const several = policy([
      { approvals: 2, audience_over: 100 },
      { approvals: 4, audience_over: 1_000 },
      { approvals: 3, origin: ORIGIN },
    ]);
    expect(approvalsRequired(several, facts())).toEqual({
      approvals_required: 4,
      reasons: ["10,000 users, more than 1,000"],
    });
  });

  test("what has no audience is over no number of users", () => {
    const zero = policy(
      [
        { approvals: 2, audience_over: 0 },
        { approvals: 2, cost_over: 0 },
      ],
      { cost_per_request: 1 },
    );
    expect(approvalsRequired(zero, facts({ audience: null })).approvals_required).toBe(1);
  });
});

const tiers = fc.array(
  fc
    .record(
      {
        approvals: fc.integer({ min: 1, max: 10 }),
        audience_over: fc.integer({ min: 0, max: 1_000 }),
        cost_over: fc.integer({ min: 0, max: 1_000 }),
        origin: fc.constantFrom(ORIGIN, "https://other.example"),
        first_time_audience: fc.constant(true as const),
      },
      { requiredKeys: ["approvals"] },
    )
    .filter((tier) => Object.keys(tier).length > 1),
  { maxLength: 6 },
);
const policies = fc
  .record({
    tiers,
    approvals: fc.integer({ min: 1, max: 5 }),
    cost_per_request: fc.integer({ min: 0, max: 3 }),
  })
  .map((one) => ApprovalPolicy.parse(one));
const manyFacts = fc.record<PolicyFacts>({
  audience: fc.option(fc.integer({ min: 0, max: 2_000 })),
  origin: fc.option(fc.constantFrom(ORIGIN, "https://other.example")),
  isFirstTimeAudience: fc.boolean(),
});

describe("whatever the policy and the facts", () => {
  test("never fewer than the least, never more than its tiers ask for, and a reason exactly where more", () => {
    fc.assert(
      fc.property(policies, manyFacts, (one, about) => {
        const { approvals_required: required, reasons } = approvalsRequired(one, about);
        expect(required).toBeGreaterThanOrEqual(one.approvals);
        expect([one.approvals, ...one.tiers.map(({ approvals }) => approvals)]).toContain(required);
        expect(reasons.length > 0).toBe(required > one.approvals);
      }),
    );
  });

  test("an audience that grows never needs fewer", () => {
    fc.assert(
      fc.property(policies, manyFacts, fc.nat(2_000), (one, about, more) => {
        const grown = { ...about, audience: (about.audience ?? 0) + more };
        const before = approvalsRequired(one, about).approvals_required;
        expect(approvalsRequired(one, grown).approvals_required).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  test("a tier more never needs fewer, and their order does not matter", () => {
    fc.assert(
      fc.property(policies, tiers, manyFacts, (one, others, about) => {
        const more = { ...one, tiers: [...one.tiers, ...others] };
        const before = approvalsRequired(one, about).approvals_required;
        const after = approvalsRequired(more, about);
        expect(after.approvals_required).toBeGreaterThanOrEqual(before);
        const turned = approvalsRequired({ ...more, tiers: more.tiers.toReversed() }, about);
        expect(turned.approvals_required).toBe(after.approvals_required);
      }),
    );
  });

  test("where it says that nothing depends on the audience, nothing does", () => {
    fc.assert(
      fc.property(policies, manyFacts, (one, about) => {
        if (dependsOnAudience(one)) return;
        expect(approvalsRequired(one, { ...about, audience: null })).toEqual(approvalsRequired(one, about));
      }),
    );
  });
});
