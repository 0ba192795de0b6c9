import { USABLE_SHARE_OF_LIMIT } from "@sluice/schema";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { fourHourLimit, type RunToStart } from "./four-hour-rule.ts";

const run = (changes: Partial<RunToStart>): RunToStart => ({
  recipients: 1_000_000,
  requestsPerMinute: 1_000,
  workspaceRequestsPerMinute: 200_000,
  originRequestsPerMinute: null,
  fourHourRule: null,
  isTriggered: false,
  ...changes,
});

test("a run of more than four hours has its limit raised to just what four hours need, and no other run", () => {
  const limits = fc.integer({ min: 1, max: 200_000 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 47_000_000 }), limits, (recipients, limit) => {
      const isEnough = (perMinute: number) => recipients / (perMinute * USABLE_SHARE_OF_LIMIT) <= 240;
      const raised = fourHourLimit(run({ recipients, requestsPerMinute: limit }))?.requestsPerMinute ?? limit;
      expect(isEnough(raised)).toBe(true);
      expect(raised === limit || !isEnough(raised - 1)).toBe(true);
    }),
  );
});

test("the reason says from what to what, and why", () => {
  expect(fourHourLimit(run({}))).toEqual({
    requestsPerMinute: 4_223,
    because:
      "The request limit was raised from 1,000 to 4,223 a minute: 1,000,000 recipients would have taken 16.9 hours, " +
      "and the four-hour rule is on.",
  });
});

test("the ceiling for one campaign wins above 47 million recipients, and the reason says how long it takes", () => {
  const raised = fourHourLimit(run({ recipients: 60_000_000, workspaceRequestsPerMinute: 1_000_000 }));
  expect(raised?.requestsPerMinute).toBe(200_000);
  expect(raised?.because).toContain("it takes about 5.1 hours");
});

test("never above the cap of the workspace or of the origin; where they allow no more, nothing changes", () => {
  expect(fourHourLimit(run({ workspaceRequestsPerMinute: 3_000 }))?.requestsPerMinute).toBe(3_000);
  expect(fourHourLimit(run({ originRequestsPerMinute: 2_000 }))?.requestsPerMinute).toBe(2_000);
  expect(fourHourLimit(run({ originRequestsPerMinute: 1_000 }))).toBeNull();
});

test("no limit of its own, a campaign that says keep, and triggered sends: nothing is raised", () => {
  expect(fourHourLimit(run({ requestsPerMinute: null }))).toBeNull();
  expect(fourHourLimit(run({ fourHourRule: "keep" }))).toBeNull();
  expect(fourHourLimit(run({ isTriggered: true }))).toBeNull();
});
