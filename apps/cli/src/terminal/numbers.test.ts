import { expect, test } from "vitest";
import { formatBytes, formatCount, formatDuration, formatShare } from "./numbers.ts";

test.each([
  [0, "0 ms"],
  [340.4, "340 ms"],
  [3_210, "3.2 s"],
  [59_999, "1 min 00 s"],
  [65_000, "1 min 05 s"],
  [7_620_000, "2 h 07 min"],
])("%d ms are shown as %s", (durationMs, text) => {
  expect(formatDuration(durationMs)).toBe(text);
});

test.each([
  [0, 0, "–"],
  [1, 3, "33.3 %"],
  [10, 10, "100 %"],
  [99_999, 100_000, "99.9 %"],
  [1, 100_000, "<0.1 %"],
  [0, 5, "0 %"],
])("%d of %d is shown as %s", (part, whole, text) => {
  expect(formatShare(part, whole)).toBe(text);
});

test("counts have separators, bytes a unit", () => {
  expect(formatCount(1_234_567)).toBe("1,234,567");
  expect([0, 999, 1_500, 12_300_000].map(formatBytes)).toEqual(["0 B", "999 B", "1.5 kB", "12.3 MB"]);
});
