import { expect, test } from "vitest";
import { growthOf } from "./flatness.ts";

const samples = (value: (i: number) => number) =>
  Array.from({ length: 90 }, (_, i) => ({ figure: value(i) }));

test("what warms up, swings or has one peak is flat; what climbs is not", () => {
  const ratioOf = (value: (i: number) => number) => growthOf(samples(value))["figure"]?.ratio ?? 0;
  expect(ratioOf((i) => (i < 30 ? i * 10 : 300))).toBe(1);
  expect(ratioOf((i) => 200 + 50 * Math.sin(i))).toBeCloseTo(1, 1);
  expect(ratioOf((i) => (i === 80 ? 5_000 : 100))).toBe(1);
  expect(ratioOf((i) => 100 + i * 10)).toBeGreaterThan(1.3);
});

test("what is small stays flat whatever its ratio, and a sample without the figure is passed over", () => {
  expect(growthOf([{ a: 1 }, {}, { a: 1 }, { a: 2 }, { a: 9 }, { a: 9 }])["a"]?.ratio).toBe(1);
});
