import { DEFAULT_ERROR_RATE_BRAKE, ErrorRateBrake } from "@sluice/schema";
import { type Arbitrary, assert, double, integer, nat, property, record } from "fast-check";
import { expect, test } from "vitest";
import { type ErrorRateVerdict, judgeErrorRate } from "./judge-error-rate.ts";

const WATCHED = { overMs: 60_000, hasDelivered: true };
const anyShare = double({ min: 0.001, max: 1, noNaN: true });
const anyBrake: Arbitrary<ErrorRateBrake> = record({
  one: anyShare,
  other: anyShare,
  min_attempts: integer({ min: 1, max: 10_000 }),
}).map(({ one, other, min_attempts }) => ({
  pause_over: Math.max(one, other),
  warn_over: Math.min(one, other),
  min_attempts,
}));
const anyRecent = record({ attempts: nat(500_000), share: double({ min: 0, max: 1, noNaN: true }) }).map(
  ({ attempts, share }) => ({ attempts, failed: Math.floor(attempts * share), ...WATCHED }),
);
const RANK: Record<ErrorRateVerdict, number> = { fine: 0, warn: 1, pause: 2 };

test.each([
  [{ attempts: 1_000, failed: 501 }, "pause"],
  [{ attempts: 1_000, failed: 500 }, "warn"],
  [{ attempts: 1_000, failed: 201 }, "warn"],
  [{ attempts: 1_000, failed: 200 }, "fine"],
  [{ attempts: 999, failed: 999 }, "fine"],
  [{ attempts: 0, failed: 0 }, "fine"],
] as const)("with the default brake %o is %s", (recent, verdict) => {
  expect(judgeErrorRate({ ...recent, ...WATCHED }, DEFAULT_ERROR_RATE_BRAKE)).toBe(verdict);
});

test("a run that delivers is not paused for what a few seconds show; one that never did is", () => {
  const storm = { attempts: 2_000, failed: 1_900, overMs: 5_000, hasDelivered: true };
  expect(judgeErrorRate(storm, DEFAULT_ERROR_RATE_BRAKE)).toBe("warn");
  expect(judgeErrorRate({ ...storm, overMs: 15_000 }, DEFAULT_ERROR_RATE_BRAKE)).toBe("pause");
  const wrong = { ...storm, failed: 2_000, overMs: 1_000, hasDelivered: false };
  expect(judgeErrorRate(wrong, DEFAULT_ERROR_RATE_BRAKE)).toBe("pause");
});

test("without a brake, or with too few attempts, nothing is said", () => {
  assert(
    property(anyRecent, anyBrake, (recent, brake) => {
      expect(judgeErrorRate(recent, null)).toBe("fine");
      const few = { ...brake, min_attempts: recent.attempts + 1 };
      expect(judgeErrorRate(recent, few)).toBe("fine");
    }),
  );
});

test("more failures of as many attempts are never judged more mildly", () => {
  assert(
    property(anyRecent, anyBrake, nat(1_000), (recent, brake, more) => {
      const worse = { ...recent, failed: Math.min(recent.attempts, recent.failed + more) };
      expect(RANK[judgeErrorRate(worse, brake)]).toBeGreaterThanOrEqual(RANK[judgeErrorRate(recent, brake)]);
    }),
  );
});

test("a run is paused only above the bound, and people were to be warned of it before", () => {
  assert(
    property(anyRecent, anyBrake, (recent, brake) => {
      if (judgeErrorRate(recent, brake) !== "pause") return;
      expect(recent.failed / recent.attempts).toBeGreaterThan(brake.pause_over);
      expect(judgeErrorRate(recent, { ...brake, pause_over: 1 })).toBe("warn");
    }),
  );
});

test("a brake that warns later than it pauses is refused", () => {
  const brake = { pause_over: 0.2, warn_over: 0.5, min_attempts: 1 };
  expect(ErrorRateBrake.safeParse(brake).error?.issues).toMatchObject([{ path: ["warn_over"] }]);
});
