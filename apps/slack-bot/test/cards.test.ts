// Every card as Slack would judge it, over all states and the worst texts.
import * as fc from "fast-check";
import { CampaignStatus } from "@sluice/schema";
import { checkBlocks, checkView, readBlocks } from "@sluice/testkit/fake-slack";
import { expect, test } from "vitest";
import { campaignCard } from "../src/blocks/campaign-card.ts";
import { liveCard } from "../src/blocks/live-card.ts";
import { supersededCard } from "../src/blocks/superseded-card.ts";
import { diffModal } from "../src/modals/diff-modal.ts";
import { previewModal } from "../src/modals/preview-modal.ts";
import { REASON_DEEDS, reasonModal } from "../src/modals/reason-modal.ts";
import { testModal } from "../src/modals/test-modal.ts";
import { campaign, facts, stats, worstFacts } from "./facts.ts";

const nasty = fc.oneof(
  fc.string({ unit: "binary", maxLength: 3_000 }).map((text) => text.toWellFormed().replaceAll("\u0000", "")),
  fc.constantFrom("<!channel>", "&".repeat(3_000), "x".repeat(100_000), "😀".repeat(2_000)),
);

test("the card of a campaign is one that Slack takes, in every state and with the worst texts", () => {
  fc.assert(
    fc.property(fc.constantFrom(...CampaignStatus.options), nasty, nasty, (status, text, other) => {
      expect(checkBlocks("message", campaignCard(worstFacts(status, text, other)))).toEqual([]);
      const { campaign: edited } = worstFacts(status, text, other);
      expect(checkBlocks("message", supersededCard(1, edited, "https://slack.example/p1"))).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

test("what is looked at before a decision is a modal that Slack takes, with the worst texts", () => {
  fc.assert(
    fc.property(nasty, nasty, fc.nat({ max: 30 }), (text, other, page) => {
      const { campaign: one, diff, rendering } = worstFacts("UNDER_REVIEW", text, other);
      expect(checkView({ ...diffModal(one, diff!, page) })).toEqual([]);
      expect(checkView({ ...previewModal(one, rendering, rendering!.samples[0]) })).toEqual([]);
      expect(checkView({ ...testModal(one) })).toEqual([]);
      for (const deed of REASON_DEEDS) expect(checkView({ ...reasonModal(deed, one) })).toEqual([]);
    }),
  );
});

test("a card in a channel tells nothing of a recipient but the end of an id", () => {
  const read = readBlocks(campaignCard(facts()));
  expect(read).toContain("user `…711`");
  expect(read).not.toContain("u-4711");
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
