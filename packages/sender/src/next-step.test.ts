import { DEFAULT_RETRY_POLICY } from "@sluice/schema";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AttemptVerdict } from "./classify-response.ts";
import {
  type AttemptContext,
  backoffMs,
  MAX_RETRY_AFTER_MS,
  outcomeOf,
  parseRetryAfterMs,
} from "./next-step.ts";

const NOW_MS = Date.UTC(2026, 0, 1);
const passing = (retryAfter?: string): AttemptVerdict => ({
  kind: "passing",
  status: 503,
  reason: "status 503",
  retryAfter,
});
const context = (rest: Partial<AttemptContext> = {}): AttemptContext => ({
  index: 0,
  attempt: 1,
  latencyMs: 5,
  isPossibleDuplicate: false,
  nowMs: NOW_MS,
  expiresAtMs: NOW_MS + 86_400_000,
  policy: DEFAULT_RETRY_POLICY,
  random: () => 0.5,
  ...rest,
});

describe("what follows an attempt", () => {
  test.each<[string, AttemptVerdict, Partial<AttemptContext>, string]>([
    ["a delivery", { kind: "delivered", status: 200 }, {}, "delivered"],
    ["a final answer", { kind: "final", status: 404, reason: "status 404" }, {}, "dead_lettered"],
    ["a passing failure", passing(), {}, "retry"],
    ["the last attempt", passing(), { attempt: DEFAULT_RETRY_POLICY.max_attempts }, "dead_lettered"],
    ["a retry that would come after the expiry", passing(), { expiresAtMs: NOW_MS + 1_000 }, "expired"],
    ["a wait that goes beyond the expiry", passing("60"), { expiresAtMs: NOW_MS + 60_000 }, "expired"],
  ])("%s", (_, verdict, rest, end) => {
    expect(outcomeOf(verdict, context(rest)).end).toBe(end);
  });

  test("without chance, retries wait 5 s, 25 s, 125 s, 625 s, and then half an hour at most", () => {
    const delays = [1, 2, 3, 4, 5, 40].map((attempt) => backoffMs(attempt, DEFAULT_RETRY_POLICY, () => 0.5));
    expect(delays).toEqual([5_000, 25_000, 125_000, 625_000, 1_800_000, 1_800_000]);
  });

  test("a retry is never due at or after the expiry, never before Retry-After, and within the jitter's bounds", () => {
    const generated = fc.record({
      attempt: fc.integer({ min: 1, max: 10 }),
      chance: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      lifeMs: fc.integer({ min: -10_000, max: 10_000_000 }),
      retryAfter: fc.option(fc.oneof(fc.integer().map(String), fc.string()), { nil: undefined }),
    });
    fc.assert(
      fc.property(generated, ({ attempt, chance, lifeMs, retryAfter }) => {
        const given = context({ attempt, random: () => chance, expiresAtMs: NOW_MS + lifeMs });
        const outcome = outcomeOf(passing(retryAfter), given);
        if (outcome.end !== "retry") return;
        const askedMs = retryAfter === undefined ? 0 : parseRetryAfterMs(retryAfter, NOW_MS);
        const plainMs = backoffMs(attempt, DEFAULT_RETRY_POLICY, () => 0.5);
        const waitMs = outcome.dueAtMs - NOW_MS;
        expect(outcome.dueAtMs).toBeLessThan(given.expiresAtMs);
        expect(waitMs).toBeGreaterThanOrEqual(Math.max(askedMs, plainMs * 0.8 - 1));
        expect(waitMs).toBeLessThanOrEqual(Math.max(askedMs, plainMs * 1.2 + 1));
        expect(attempt).toBeLessThan(DEFAULT_RETRY_POLICY.max_attempts);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("Retry-After", () => {
  test.each([
    ["2", 2_000],
    [" 2 ", 2_000],
    ["1.5", 1_500],
    ["0", 0],
    [new Date(NOW_MS + 30_000).toUTCString(), 30_000],
    [new Date(NOW_MS - 30_000).toUTCString(), 0],
    ["-5", 0],
    ["soon", 0],
    ["", 0],
    ["1e9", 0],
    ["1000000000", MAX_RETRY_AFTER_MS],
    ["9".repeat(400), MAX_RETRY_AFTER_MS],
    [new Date(NOW_MS + 1e12).toUTCString(), MAX_RETRY_AFTER_MS],
  ])("%j asks to wait %i ms", (value, waitMs) => {
    expect(parseRetryAfterMs(value, NOW_MS)).toBe(waitMs);
  });
});
