import { array, assert, double, property } from "fast-check";
import { describe, expect, test } from "vitest";
import { createHistogram, fromSparse, HISTOGRAM_BYTES, type Histogram } from "./histogram.ts";

const TEN_MINUTES_MS = 600_000;
const latencies = array(double({ min: 0, max: TEN_MINUTES_MS, noNaN: true }), {
  minLength: 1,
  maxLength: 300,
});

function histogramOf(values: readonly number[]): Histogram {
  const histogram = createHistogram();
  for (const value of values) histogram.record(value);
  return histogram;
}

describe("a histogram", () => {
  test("finds every quantile within 3 % of the recorded value", () => {
    assert(
      property(latencies, double({ min: 0, max: 1, noNaN: true }), (values, q) => {
        const sorted = values.toSorted((a, b) => a - b);
        const exact = sorted[Math.max(1, Math.ceil(q * sorted.length)) - 1]!;
        expect(Math.abs(histogramOf(values).quantile(q) - exact)).toBeLessThanOrEqual(exact * 0.03 + 0.01);
      }),
    );
  });

  test("merged with another is as if one had recorded everything", () => {
    assert(
      property(latencies, latencies, (left, right) => {
        const merged = histogramOf(left);
        merged.merge(histogramOf(right));
        expect(merged.toSparse()).toEqual(histogramOf([...left, ...right]).toSparse());
      }),
    );
  });

  test("survives the way through its sparse form", () => {
    assert(
      property(latencies, (values) => {
        const sparse = histogramOf(values).toSparse();
        expect(fromSparse(structuredClone(sparse)).toSparse()).toEqual(sparse);
      }),
    );
  });

  test("grows with the value: a longer latency never lands in a lower bucket", () => {
    const ofOne = (value: number): number => histogramOf([value]).quantile(1);
    let last = 0;
    for (let value = 0.001; value < TEN_MINUTES_MS; value *= 1.01) {
      expect(ofOne(value)).toBeGreaterThanOrEqual(last);
      last = ofOne(value);
    }
  });

  test("counts what is out of range at the ends", () => {
    const histogram = histogramOf([-5, Number.NaN, Number.POSITIVE_INFINITY, 10 * TEN_MINUTES_MS]);
    expect(histogram.count()).toBe(4);
    expect(histogram.quantile(0.5)).toBeLessThan(0.01);
    expect(histogram.quantile(1) / TEN_MINUTES_MS).toBeCloseTo(1, 1);
  });

  test("is empty at first and after a reset", () => {
    const histogram = histogramOf([1, 2]);
    histogram.reset();
    expect([histogram.count(), histogram.quantile(0.99)]).toEqual([0, 0]);
  });

  test("takes a newer writer's buckets beyond its own as the longest", () => {
    expect(fromSparse({ bucket: [100_000], count: [2] }).count()).toBe(2);
  });

  test("of several blocks in shared memory is read while another view writes", () => {
    const shared = new SharedArrayBuffer(2 * HISTOGRAM_BYTES);
    const writer = createHistogram(shared, HISTOGRAM_BYTES);
    writer.record(250);
    expect(createHistogram(shared, HISTOGRAM_BYTES).count()).toBe(1);
    expect(createHistogram(shared).count()).toBe(0);
  });
});
