import * as fc from "fast-check";
import { expect, test } from "vitest";
import { SLOTS_PER_WINDOW, USABLE_SHARE_OF_LIMIT } from "@sluice/schema";
import { Allowance } from "./throttle-allowance.ts";

const limits = fc.oneof(
  fc.integer({ min: 1, max: 20 }),
  fc.integer({ min: 600, max: 620 }),
  fc.integer({ min: 1, max: 1_000_000 }),
);
/** What is asked for in a slot: nothing, a little, everything. */
const asks = fc.array(fc.constantFrom(0, 0, 1, 3, 1_000_000), { minLength: 1, maxLength: 40 });
const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

const granted = (allowance: Allowance, slot: number, limit: number, asked: number): number => {
  const permits = Math.min(asked, allowance.open(slot, limit));
  allowance.use(permits);
  return permits;
};

/** The most that `length` consecutive slots hold. */
function fullest(permits: readonly number[], length = SLOTS_PER_WINDOW): number {
  let held = 0;
  let most = 0;
  permits.forEach((count, slot) => {
    held += count - (permits[slot - length] ?? 0);
    most = Math.max(most, held);
  });
  return most;
}

test("n slots in a row hold at most their part of the limit, rounded up; a whole window at most the limit", () => {
  fc.assert(
    fc.property(
      limits,
      asks,
      fc.boolean(),
      fc.integer({ min: 1, max: 607 }),
      (limit, asks, isPastEmpty, n) => {
        const allowance = new Allowance(0, isPastEmpty);
        const permits = Array.from({ length: 3 * SLOTS_PER_WINDOW }, (_, slot) =>
          granted(allowance, slot, limit, asks[slot % asks.length]!),
        );
        expect(fullest(permits)).toBeLessThanOrEqual(limit);
        expect(fullest(permits, n)).toBeLessThanOrEqual(Math.ceil((n * limit) / SLOTS_PER_WINDOW));
      },
    ),
    { numRuns: 200 },
  );
});

test("a limit that changes now and then: no window holds more than the largest in force, and what follows a change keeps the new one", () => {
  const changes = fc.array(fc.record({ limit: limits, slots: fc.integer({ min: 1, max: 900 }) }), {
    minLength: 2,
    maxLength: 8,
  });
  fc.assert(
    fc.property(changes, asks, (changes, asks) => {
      const allowance = new Allowance(0, true);
      const limitOf = changes.flatMap(({ limit, slots }) => Array.from({ length: slots }, () => limit));
      const permits = limitOf.map((limit, slot) =>
        granted(allowance, slot, limit, asks[slot % asks.length]!),
      );
      let held = 0;
      permits.forEach((count, slot) => {
        held += count - (permits[slot - SLOTS_PER_WINDOW] ?? 0);
        const inForce = limitOf.slice(Math.max(0, slot - SLOTS_PER_WINDOW + 1), slot + 1);
        expect(held).toBeLessThanOrEqual(Math.max(...inForce));
      });
      let from = 0;
      for (const { limit, slots } of changes) {
        const after = permits.slice(from, (from += slots));
        after.reduce((given, count, i) => {
          expect(given + count).toBeLessThanOrEqual(Math.ceil(((i + 1) * limit) / SLOTS_PER_WINDOW));
          return given + count;
        }, 0);
      }
    }),
    { numRuns: 60 },
  );
});

test("leaders that follow each other and know nothing of the past keep the limit together", () => {
  fc.assert(
    fc.property(
      limits,
      asks,
      fc.array(fc.integer({ min: 1, max: 900 }), { maxLength: 12 }),
      (limit, asks, reigns) => {
        const newLeaderAt = new Set(reigns.map((_, i) => sum(reigns.slice(0, i + 1))));
        let allowance = new Allowance(0, true);
        const permits = Array.from({ length: 3 * SLOTS_PER_WINDOW }, (_, slot) => {
          if (newLeaderAt.has(slot)) allowance = new Allowance(slot, false);
          return granted(allowance, slot, limit, asks[slot % asks.length]!);
        });
        expect(fullest(permits)).toBeLessThanOrEqual(limit);
      },
    ),
    { numRuns: 200 },
  );
});

test.each([1, 7, 60, 607, 608, 609, 6_000, 200_000, 999_983])(
  "a limit of %i a minute is used whole within each window when enough is asked for",
  (limit) => {
    const allowance = new Allowance(0, true);
    const permits = Array.from({ length: 2 * SLOTS_PER_WINDOW }, (_, slot) =>
      granted(allowance, slot, limit, 1e9),
    );
    expect(sum(permits.slice(0, SLOTS_PER_WINDOW))).toBe(limit);
    expect(sum(permits.slice(SLOTS_PER_WINDOW))).toBe(limit);
  },
);

test("where the past is known to be empty the first permit comes in the first slot, however low the limit", () => {
  expect(new Allowance(70, true).open(70, 1)).toBe(1);
  expect(new Allowance(70, false).open(70, 1)).toBe(0);
});

test("a permit that nobody asked for waits, a second one does not gather", () => {
  const allowance = new Allowance(0, true);
  expect(
    Array.from({ length: 2_000 }, (_, slot) => granted(allowance, slot, 5, slot === 1_999 ? 9 : 0)).at(-1),
  ).toBe(1);
  expect(new Allowance(0, true).open(3_000, 5)).toBe(1);
});

test("at least 98 percent of the limit is left of a minute after the margin", () => {
  expect(USABLE_SHARE_OF_LIMIT).toBeGreaterThanOrEqual(0.98);
});

/** Slot by slot, what this limit and another one that is in the way leave together. */
const heldBack = (allowance: Allowance, slot: number, limit: number, lets: number): number => {
  const permits = Math.min(lets, allowance.open(slot, limit));
  allowance.use(permits, true);
  return permits;
};

test("what another limit holds back is kept for a while and no longer: a window holds at most the limit all the same", () => {
  fc.assert(
    fc.property(limits, asks, fc.boolean(), (limit, lets, isPastEmpty) => {
      const allowance = new Allowance(0, isPastEmpty);
      const permits = Array.from({ length: 3 * SLOTS_PER_WINDOW }, (_, slot) =>
        heldBack(allowance, slot, limit, lets[slot % lets.length]!),
      );
      expect(fullest(permits)).toBeLessThanOrEqual(limit);
      const kept = Math.min(4, (10 * limit) / SLOTS_PER_WINDOW);
      for (const n of [1, 10, 100, 600])
        expect(fullest(permits, n)).toBeLessThanOrEqual(Math.ceil((n * limit) / SLOTS_PER_WINDOW + kept));
    }),
    { numRuns: 200 },
  );
});

test("nothing of a limit is lost to another one that lets permits pass in other slots than its own", () => {
  const allowance = new Allowance(0, true);
  const permits = Array.from({ length: 4 * SLOTS_PER_WINDOW }, (_, slot) =>
    heldBack(allowance, slot, 300, slot % 5 === 4 ? 3 : 0),
  );
  expect(sum(permits.slice(SLOTS_PER_WINDOW))).toBeGreaterThanOrEqual(0.99 * 3 * 300);
});

test("leaders that follow each other keep the limit together, also while it changes and others hold it back", () => {
  const reigns = fc.array(
    fc.record({ limit: limits, slots: fc.integer({ min: 1, max: 700 }), isNew: fc.boolean() }),
    {
      minLength: 1,
      maxLength: 12,
    },
  );
  fc.assert(
    fc.property(reigns, asks, (reigns, lets) => {
      let allowance = new Allowance(0, true);
      const permits: number[] = [];
      const inForce: number[] = [];
      for (const { limit, slots, isNew } of reigns) {
        if (isNew) allowance = new Allowance(permits.length, false);
        for (let i = 0; i < slots; i++) {
          const slot = permits.length;
          permits.push(heldBack(allowance, slot, limit, lets[slot % lets.length]!));
          inForce.push(limit);
        }
      }
      let held = 0;
      permits.forEach((count, slot) => {
        held += count - (permits[slot - SLOTS_PER_WINDOW] ?? 0);
        const largest = Math.max(...inForce.slice(Math.max(0, slot - SLOTS_PER_WINDOW + 1), slot + 1));
        expect(held).toBeLessThanOrEqual(largest);
      });
    }),
    { numRuns: 100 },
  );
});

test("three seconds after a limit was lowered nothing of the old one is kept", () => {
  fc.assert(
    fc.property(limits, limits, asks, fc.integer({ min: 1, max: 700 }), (before, after, lets, from) => {
      fc.pre(before !== after);
      const allowance = new Allowance(0, true);
      const permits = Array.from({ length: from + 2 * SLOTS_PER_WINDOW }, (_, slot) =>
        heldBack(allowance, slot, slot < from ? before : after, lets[slot % lets.length]!),
      );
      let given = 0;
      permits.slice(from + 30).forEach((count, i) => {
        given += count;
        expect(given).toBeLessThanOrEqual(Math.ceil(((i + 1) * after) / SLOTS_PER_WINDOW));
      });
    }),
    { numRuns: 100 },
  );
});
