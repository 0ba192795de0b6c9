import * as fc from "fast-check";
import { expect, test } from "vitest";
import { EditBudget } from "./edit-budget.ts";

const MINUTE_MS = 60_000;

test("in no sixty seconds are there more than 45 edits, whatever is asked for and when", () => {
  const asks = fc.array(fc.record({ afterMs: fc.nat(3_000), isState: fc.boolean() }), { maxLength: 400 });
  fc.assert(
    fc.property(asks, (wanted) => {
      let nowMs = 0;
      const budget = new EditBudget(() => nowMs);
      const takenAtMs: number[] = [];
      for (const { afterMs, isState } of wanted) {
        nowMs += afterMs;
        if (budget.take(isState ? "state" : "progress")) takenAtMs.push(nowMs);
      }
      for (const fromMs of takenAtMs) {
        const within = takenAtMs.filter((atMs) => atMs >= fromMs && atMs < fromMs + MINUTE_MS);
        expect(within.length).toBeLessThanOrEqual(45);
      }
    }),
  );
});

test("progress leaves ten edits of a minute to changes of state", () => {
  const budget = new EditBudget(() => 0);
  const progress = Array.from({ length: 45 }, () => budget.take("progress")).filter(Boolean);
  expect(progress).toHaveLength(35);
  const state = Array.from({ length: 45 }, () => budget.take("state")).filter(Boolean);
  expect(state).toHaveLength(10);
});

test("told to wait, nothing is edited until then", () => {
  let nowMs = 0;
  const budget = new EditBudget(() => nowMs);
  budget.blockFor(5);
  expect(budget.take("state")).toBe(false);
  nowMs = 5_001;
  expect(budget.take("state")).toBe(true);
});

test.each([
  [1, 3_000],
  [2, 3_429],
  [10, 17_143],
])("%i cards are each edited at most every %i ms", (cards, intervalMs) => {
  expect(Math.round(new EditBudget(() => 0).intervalMs(cards))).toBe(intervalMs);
});
