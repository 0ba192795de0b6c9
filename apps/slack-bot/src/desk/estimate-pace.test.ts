import { USABLE_SHARE_OF_LIMIT } from "@sluice/schema";
import { expect, test } from "vitest";
import { campaign } from "../../test/facts.ts";
import { paceOf } from "./estimate-pace.ts";

const caps = { requestsPerMinute: 200_000, origins: [] };
const limited = (campaign_throttle_rpm: number, more: Record<string, unknown> = {}) =>
  campaign({ delivery_controls: { campaign_throttle_rpm, ...more } });

test("a campaign goes at its own limit, and takes as long as what the limit lets through", () => {
  expect(paceOf(limited(50_000), 100_000, caps)).toEqual({
    requestsPerMinute: 50_000,
    decidedBy: "campaign",
    minutes: 2 / USABLE_SHARE_OF_LIMIT,
  });
});

test("without a limit, or with one above it, the workspace's cap decides", () => {
  for (const one of [campaign(), limited(200_000)])
    expect(paceOf(one, 1, { ...caps, requestsPerMinute: 30_000 })).toMatchObject({
      requestsPerMinute: 30_000,
      decidedBy: "workspace",
    });
});

test("the cap of its origin decides where it is the lowest", () => {
  const origins = [{ origin: "https://api.example.com", requestsPerMinute: 600 }];
  expect(paceOf(campaign(), 6_000, { ...caps, origins })).toMatchObject({ decidedBy: "origin" });
});

test("what would take longer than four hours is raised, unless it says keep", () => {
  expect(paceOf(limited(100), 1_000_000, caps)).toMatchObject({ decidedBy: "four_hour_rule" });
  const kept = paceOf(limited(100, { four_hour_rule: "keep" }), 1_000_000, caps);
  expect(kept).toMatchObject({ decidedBy: "campaign", requestsPerMinute: 100 });
});

test("to nobody knows how many takes nobody knows how long", () => {
  expect(paceOf(limited(100), null, caps).minutes).toBeNull();
});
