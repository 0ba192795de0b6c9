import { expect, test } from "vitest";
import { fetchRetryMs, refreshAfterMs } from "./token-life.ts";

test("a long token is renewed at 80 % of its life or a minute before its end, a short one not before half of it", () => {
  expect(refreshAfterMs(3_600_000, 0)).toBe(2_880_000);
  expect(refreshAfterMs(200_000, 0)).toBe(140_000);
  expect(refreshAfterMs(60_000, 0)).toBe(30_000);
  expect(refreshAfterMs(3_600_000, 1)).toBe(2_592_000);
});

test("fetches that fail come further and further apart, up to a minute", () => {
  expect([1, 2, 3, 10].map((failures) => fetchRetryMs(failures, 0.5))).toEqual([1_000, 2_000, 4_000, 60_000]);
});
