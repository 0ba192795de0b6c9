import { double, assert, property } from "fast-check";
import { expect, test } from "vitest";
import { drawBar } from "./bar.ts";

test.each([
  [0, "░░░░"],
  [0.5, "██░░"],
  [0.53125, "██▏░"],
  [1, "████"],
  [7, "████"],
  [Number.NaN, "░░░░"],
])("a share of %d looks like %s", (share, bar) => {
  expect(drawBar(share, 4)).toBe(bar);
});

test("a bar is always as wide as asked", () => {
  assert(property(double(), (share) => drawBar(share, 20).length === 20));
});
