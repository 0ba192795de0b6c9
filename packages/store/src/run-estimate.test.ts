import { USABLE_SHARE_OF_LIMIT } from "@sluice/schema";
import { expect, test } from "vitest";
import { estimatedEndMs, type RunInProgress } from "./run-estimate.ts";

const NOW_MS = Date.parse("2026-06-01T12:00:00Z");
const HOUR_MS = 3_600_000;
const run = (changes: Partial<RunInProgress> = {}): RunInProgress => ({
  status: "sending",
  isCut: true,
  open: 60_000 * USABLE_SHARE_OF_LIMIT,
  ended: 0,
  attempts: 0,
  startsAtMs: NOW_MS,
  durationMs: 0,
  limitPerMinute: 1_000,
  isLimitChanged: false,
  expiresAtMs: NOW_MS + 24 * HOUR_MS,
  ...changes,
});

test("at first the limit tells, with what of it can be used", () => {
  expect(estimatedEndMs(run(), NOW_MS)).toBe(NOW_MS + HOUR_MS);
});

test("a run that waits for its start is counted from there", () => {
  const planned = run({ status: "planned", startsAtMs: NOW_MS + HOUR_MS });
  expect(estimatedEndMs(planned, NOW_MS)).toBe(NOW_MS + 2 * HOUR_MS);
});

test("a slower endpoint and retries make it later; a limit that was changed since makes the past worthless", () => {
  const slow = run({ open: 30_000, ended: 10_000, attempts: 20_000, durationMs: 40 * 60_000 }); // 500 a minute, 2 each
  expect(estimatedEndMs(slow, NOW_MS)).toBe(NOW_MS + 2 * HOUR_MS);
  const changed = estimatedEndMs({ ...slow, isLimitChanged: true }, NOW_MS) ?? 0;
  expect(changed).toBeLessThan(NOW_MS + 1.1 * HOUR_MS);
});

test("not beyond the expiry; and not known before the cut, when paused, or when nobody is open", () => {
  expect(estimatedEndMs(run({ expiresAtMs: NOW_MS + 60_000 }), NOW_MS)).toBe(NOW_MS + 60_000);
  expect(estimatedEndMs(run({ isCut: false }), NOW_MS)).toBeNull();
  expect(estimatedEndMs(run({ status: "paused" }), NOW_MS)).toBeNull();
  expect(estimatedEndMs(run({ open: 0 }), NOW_MS)).toBeNull();
});

test("first failures of a run that has just begun do not put its end into next year", () => {
  const begun = { open: 6_000 * USABLE_SHARE_OF_LIMIT, attempts: 100, durationMs: 5_000 };
  expect(estimatedEndMs(run({ ...begun, ended: 0 }), NOW_MS)).toBe(NOW_MS + 6 * 60_000);
  expect(estimatedEndMs(run({ ...begun, ended: 1 }), NOW_MS)).toBe(NOW_MS + 6 * 6 * 60_000); // as many as a policy has
});
