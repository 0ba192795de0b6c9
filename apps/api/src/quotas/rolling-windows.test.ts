import * as fc from "fast-check";
import { expect, test } from "vitest";
import { NOTHING_TAKEN, type RollingWindow, settle, take, type Taken } from "./rolling-windows.ts";

const SECOND: RollingWindow = { windowMs: 1_000, limit: 5 };
const MINUTE: RollingWindow = { windowMs: 60_000, limit: 25 };

const one = (before: Taken, windows: readonly RollingWindow[], nowMs: number) =>
  take(before, windows, { nowMs, wanted: 1, least: 1, usableMs: 0 });

/** The largest number of uses in any `windowMs`, ends excluded on one side. */
function mostIn(usesMs: readonly number[], windowMs: number): number {
  const sorted = usesMs.toSorted((a, b) => a - b);
  let most = 0;
  let from = 0;
  for (let to = 0; to < sorted.length; to++) {
    while ((sorted[to] ?? 0) - (sorted[from] ?? 0) >= windowMs) from++;
    most = Math.max(most, to - from + 1);
  }
  return most;
}

test("five a second are taken at once, the sixth when the first is a second old, and not a millisecond earlier", () => {
  let taken = NOTHING_TAKEN;
  for (let call = 0; call < 5; call++) {
    const result = one(taken, [SECOND], 10_000 + call * 10);
    expect(result.granted).toBe(1);
    taken = result.taken;
  }
  const refused = one(taken, [SECOND], 10_500);
  expect(refused).toMatchObject({ granted: 0, waitMs: 500, tightest: { remaining: 0, resetMs: 500 } });
  expect(one(refused.taken, [SECOND], 10_999).granted).toBe(0);
  expect(one(refused.taken, [SECOND], 11_000)).toMatchObject({ granted: 1, tightest: { remaining: 0 } });
});

test("the tightest of several windows is told, and the longest wait", () => {
  let taken = NOTHING_TAKEN;
  for (let call = 0; call < 25; call++) taken = one(taken, [SECOND, MINUTE], call * 1_000).taken;
  expect(one(taken, [SECOND, MINUTE], 30_000)).toMatchObject({
    granted: 0,
    waitMs: 30_000,
    tightest: MINUTE,
  });
});

test("more than the limit at once is never granted, and waiting does not help", () => {
  const result = take(NOTHING_TAKEN, [SECOND], { nowMs: 0, wanted: 6, least: 6, usableMs: 0 });
  expect(result).toMatchObject({ granted: 0, waitMs: Infinity });
});

test("a permit that came to nothing is free again, one that was used late counts from then on", () => {
  const day = [{ windowMs: 60_000, limit: 1 }];
  const held = take(NOTHING_TAKEN, day, { nowMs: 1_000, wanted: 1, least: 1, usableMs: 30_000 });
  expect(one(settle(held.taken, held.untilMs, null), day, 1_001).granted).toBe(1);
  const used = settle(held.taken, held.untilMs, 2_000);
  expect(one(used, day, 61_999).granted).toBe(0);
  expect(one(used, day, 62_000).granted).toBe(1);
});

test("a limit that is added to others begins with what they have counted", () => {
  let taken = NOTHING_TAKEN;
  for (let call = 0; call < 10; call++) taken = one(taken, [MINUTE], call).taken;
  expect(one(taken, [MINUTE, { windowMs: 1_000, limit: 10 }], 500).granted).toBe(0);
});

const windowsOf = fc.uniqueArray(
  fc.record({ windowMs: fc.constantFrom(50, 200, 1_000, 5_000), limit: fc.integer({ min: 1, max: 400 }) }),
  { selector: ({ windowMs }) => windowMs, minLength: 1, maxLength: 3 },
);
/** What one process does: waits, takes, and uses what it has some time before it ends. Clocks jump now and then. */
const steps = fc.array(
  fc.record({
    waitMs: fc.oneof({ weight: 9, arbitrary: fc.nat(40) }, fc.nat(3_000), fc.integer({ min: -500, max: 0 })),
    wanted: fc.integer({ min: 1, max: 60 }),
    usableMs: fc.constantFrom(0, 0, 8, 30, 160),
    /** Of each permit, in thousandths of the time that it may be used. */
    uses: fc.array(fc.nat(1_000), { maxLength: 60 }),
  }),
  { minLength: 1, maxLength: 400 },
);

test("in no rolling window are more permits used than the limit, whenever in their time they are used", () => {
  fc.assert(
    fc.property(windowsOf, steps, (windows, taken) => {
      let state = NOTHING_TAKEN;
      let nowMs = 1_000_000;
      const usesMs: number[] = [];
      for (const { waitMs, wanted, usableMs, uses } of taken) {
        nowMs += waitMs;
        const result = take(JSON.parse(JSON.stringify(state)), windows, {
          nowMs,
          wanted,
          least: 1,
          usableMs,
        });
        state = result.taken;
        // The moment by the clock that does not go back (W3).
        for (const part of uses.slice(0, result.granted)) {
          usesMs.push(state.atMs + (usableMs * part) / 1_000);
        }
        for (const takes of Object.values(state.byWindow)) expect(takes.length).toBeLessThan(600);
      }
      for (const { windowMs, limit } of windows) expect(mostIn(usesMs, windowMs)).toBeLessThanOrEqual(limit);
    }),
    { numRuns: 300 },
  );
});

test("what one process takes at once it may take again as soon as it no longer counts", () => {
  fc.assert(
    fc.property(windowsOf, fc.integer({ min: 1, max: 400 }), (windows, wanted) => {
      const first = take(NOTHING_TAKEN, windows, { nowMs: 0, wanted, least: 1, usableMs: 0 });
      const longestMs = Math.max(...windows.map(({ windowMs }) => windowMs));
      const again = take(first.taken, windows, { nowMs: longestMs, wanted, least: 1, usableMs: 0 });
      expect(again.granted).toBe(first.granted);
    }),
  );
});
