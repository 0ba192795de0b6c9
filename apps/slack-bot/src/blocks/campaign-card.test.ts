import { readBlocks } from "@sluice/testkit/fake-slack";
import { expect, test } from "vitest";
import { campaign, facts } from "../../test/facts.ts";
import { campaignCard } from "./campaign-card.ts";
import type { CampaignFacts } from "./card-facts.ts";

const read = (changes: Partial<CampaignFacts>): string => readBlocks(campaignCard(facts(changes)));
const AUDIENCE = { targeted: 1_000, recipients: 840, isEstimate: false, approvedRecipients: null };

test("the forecast goes from those who are targeted to those who are left, reason by reason", () => {
  const excluded = { excluded_by_filter: 100, campaign_control_group: 60, audience_limit: 0 };
  expect(read({ audience: { ...AUDIENCE, excluded } })).toContain(
    "Forecast: 1,000 targeted − 100 excluded by filter − 60 in the campaign's control group = *840*",
  );
});

test("the audience is compared with the one that was approved last, in numbers", () => {
  const diff = { from: 2, to: 3, changes: [], isCut: false };
  const against = (approvedRecipients: number) =>
    read({ audience: { ...AUDIENCE, excluded: {}, approvedRecipients }, diff });
  expect(against(40)).toContain("*+800* against v2 (40)");
  expect(against(2_840)).toContain("*−2,000* against v2 (2,840)");
  expect(against(840)).toContain("as many as v2, approved last");
});

test("an estimate is called one", () => {
  expect(read({ audience: { ...AUDIENCE, excluded: {}, isEstimate: true } })).toContain("*about 840* users");
});

test("what is slower than its own limit says why", () => {
  const pace = { requestsPerMinute: 600, decidedBy: "origin" as const, minutes: 240 };
  expect(read({ pace })).toContain("600 requests a minute: the cap of its origin");
  expect(read({ pace })).toContain("about 4.0 hours after it is launched");
  expect(read({ pace, startsAt: "2026-12-01T09:00:00.000Z" })).toContain(
    "about <!date^1796130000^{date_short_pretty} {time}|2026-12-01 13:00 UTC>",
  );
});

test("people are called by their names in Slack, where they are known there", () => {
  const review = {
    requested_by: "ana@example.com",
    requested_at: "2026-11-21T10:00:00.000Z",
    expires_at: null,
    approval_expires_at: null,
    approvals_required: 2,
    reasons: ["200,000 users, more than 100,000"],
    audience: 200_000,
    approvals: [{ approval_id: "a", decided_by: "ben@example.com", decided_at: "2026-11-21T14:02:00.000Z" }],
    reminded_at: null,
  };
  const waiting = { campaign: campaign({ review }) };
  const named = read({ ...waiting, userIds: new Map([["ben@example.com", "U2"]]) });
  expect(named).toContain("Winter sale · v3 · waiting for 1 of 2 approvals");
  expect(named).toContain("Asked for by ana@example.com");
  expect(named).toContain("Why 2 approvals: 200,000 users, more than 100,000");
  expect(named).toMatch(/Approved by <@U2> <!date\^\d+\^.*> \(1 of 2\)/);
});

test("where the campaign names its approvers, they are told", () => {
  const named = campaign({ approvers: ["ben@example.com", "cleo@example.com"] });
  expect(read({ campaign: named })).toContain("Decided on by nobody but ben@example.com, cleo@example.com");
});

test("a version that waits beside a live one has the buttons of both", () => {
  const pending = campaign({
    status: "ACTIVE",
    pending_status: "UNDER_REVIEW",
    live_version: 2,
    pending_version: 3,
  });
  const labels = read({ campaign: pending });
  for (const label of ["Approve", "Request changes", "Reject", "Pause", "Cancel"])
    expect(labels).toContain(label);
});

test("what counts as delivered, what is tried again and what becomes of those in doubt stands on the card", () => {
  const plain = campaign();
  const connector = plain.campaign_content?.content;
  if (connector === undefined || !("connector" in connector))
    throw new Error("the factory makes a connector campaign");
  const success = {
    statuses: ["200", "202"],
    and: { header: "x-result", equals: "ok" },
    otherwise: "retry" as const,
  };
  const own = campaign({
    campaign_content: { content: { connector: { ...connector.connector, success } } },
    delivery_controls: {
      retry_policy: { max_attempts: 3, initial_delay_ms: 500, max_delay_ms: 1_000, after_no_answer: false },
      in_doubt_policy: "at_most_once",
    },
  });
  expect(read({ campaign: plain })).toContain(
    "2xx: delivered\nup to 6 attempts; in doubt: sent again, marked",
  );
  expect(read({ campaign: own })).toContain(
    "200, 202 with header x-result = ok: delivered, without it tried again\n" +
      "up to 3 attempts, none after no answer; in doubt: not sent again",
  );
});
