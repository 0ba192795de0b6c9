import { array, assert, integer, property } from "fast-check";
import { expect, test } from "vitest";
import { type AttemptTotals, type Recent, RecentAttempts, WINDOW_MS } from "./recent-attempts.ts";

const seen = (looks: ReadonlyArray<AttemptTotals & { atMs: number }>): Recent => {
  const attempts = new RecentAttempts();
  for (const { atMs, ...totals } of looks) attempts.saw(totals, atMs);
  return attempts.recent();
};

test("what was attempted before the first look does not count", () => {
  expect(seen([{ atMs: 0, attempts: 90_000, failed: 90_000 }])).toMatchObject({ attempts: 0, failed: 0 });
  const looks = [
    { atMs: 0, attempts: 90_000, failed: 90_000 },
    { atMs: 1_000, attempts: 91_000, failed: 90_010 },
  ];
  expect(seen(looks)).toEqual({ attempts: 1_000, failed: 10, overMs: 1_000, hasDelivered: true });
});

test("however often it is looked at, the last minute counts, to within two steps", () => {
  assert(
    property(
      array(integer({ min: 1, max: 5_000 }), { minLength: 2, maxLength: 400 }),
      integer({ min: 1, max: 100 }),
      (gaps, perSecond) => {
        let atMs = 0;
        const looks = gaps.map((gapMs) => {
          atMs += gapMs;
          return { atMs, attempts: (atMs / 1_000) * perSecond, failed: 0 };
        });
        const countedMs = (seen(looks).attempts / perSecond) * 1_000;
        const sinceFirstMs = atMs - (looks[0]?.atMs ?? 0);
        const longestGapMs = Math.max(...gaps);
        expect(countedMs).toBeLessThan(WINDOW_MS + longestGapMs + 1_000);
        expect(countedMs).toBeGreaterThan(Math.min(sinceFirstMs, WINDOW_MS) - 1);
      },
    ),
  );
});
