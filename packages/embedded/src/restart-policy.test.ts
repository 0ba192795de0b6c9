import { expect, test } from "vitest";
import { afterDeath } from "./restart-policy.ts";

test("each death within a minute is waited for twice as long as the one before", () => {
  expect(afterDeath([1_000], 1_000)).toEqual({ kind: "restart", delayMs: 100 });
  expect(afterDeath([1_000, 2_000], 2_000)).toEqual({ kind: "restart", delayMs: 200 });
  expect(afterDeath([1_000, 2_000, 3_000, 4_000], 4_000)).toEqual({ kind: "restart", delayMs: 800 });
});

test("the fifth death within a minute is the last", () => {
  expect(afterDeath([1, 2, 3, 4, 5], 5)).toEqual({ kind: "give_up", deathCount: 5 });
});

test("deaths that lie more than a minute back are forgiven", () => {
  expect(afterDeath([1, 2, 3, 4, 70_000], 70_000)).toEqual({ kind: "restart", delayMs: 100 });
});
