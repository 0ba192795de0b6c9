// Every card as Slack would judge it, over all states and the worst texts.
import * as fc from "fast-check";
import { CampaignStatus } from "@sluice/schema";
import { checkBlocks, readBlocks } from "@sluice/testkit/fake-slack";
import { expect, test } from "vitest";
import { campaignCard } from "../src/blocks/campaign-card.ts";
import { liveCard } from "../src/blocks/live-card.ts";
import { campaign, facts, stats } from "./facts.ts";

const nasty = fc.oneof(
  fc.string({ unit: "binary", maxLength: 3_000 }).map((text) => text.toWellFormed().replaceAll("\u0000", "")),
  fc.constantFrom("<!channel>", "&".repeat(3_000), "x".repeat(100_000), "😀".repeat(2_000)),
);

test("the card of a campaign is one that Slack takes, in every state and with the worst texts", () => {
  fc.assert(
    fc.property(fc.constantFrom(...CampaignStatus.options), nasty, nasty, (status, text, other) => {
      const approval = {
        approval_id: "a",
        version: 2,
        content_hash: "b".repeat(64),
        decision: "rejected",
        decided_by: other,
        decided_at: "2026-11-21T11:00:00.000Z",
        comment: text,
        voided_at: null,
      };
      const blocks = campaignCard(
        facts({
          campaign: { ...campaign({ approval }), status, created_by: text },
          changes: Array.from({ length: 40 }, () => other.slice(0, 200)),
          sample: { userId: other, text },
        }),
      );
      expect(checkBlocks("message", blocks)).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

test("the live card is one that Slack takes, with its chart and without", () => {
  for (const minutes of [0, 2, 3, 60]) {
    const rates = Array.from({ length: minutes }, (_, i) => ({ atMs: i * 60_000, requests: 1_000 * i }));
    const blocks = liveCard({ campaign: campaign({ status: "SENDING" }), stats: stats(), rates });
    expect(checkBlocks("message", blocks)).toEqual([]);
  }
});

test("progress is never a hundred percent before the last one is settled", () => {
  const blocks = liveCard({
    campaign: campaign({ status: "SENDING" }),
    stats: stats({ recipients: 1_000_000, open: 1 }),
    rates: [],
  });
  expect(readBlocks(blocks)).toContain("*99 %*");
});

test("a chart says in words what it shows", () => {
  const rates = [1, 5, 3].map((requests, i) => ({ atMs: i * 60_000, requests: requests * 1_000 }));
  const blocks = liveCard({ campaign: campaign({ status: "SENDING" }), stats: stats(), rates });
  expect(readBlocks(blocks)).toContain("least 1,000, most 5,000");
});
