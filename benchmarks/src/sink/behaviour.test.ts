import { expect, test } from "vitest";
import { createBehaviour, HANG, RESET } from "./behaviour.ts";
import { hashKey } from "./key-hash.ts";

const quiet = { seed: 7, statusShares: {}, resetShare: 0, hangShare: 0, garbageShare: 0, dripShare: 0 };
const keys = Array.from({ length: 50_000 }, (_, i) => hashKey(`run:${i}`));

test("shares of failures are met to a fifth of their size", () => {
  const behaviour = createBehaviour({
    ...quiet,
    statusShares: { 503: 0.05, 429: 0.02 },
    resetShare: 0.02,
    hangShare: 0.02,
  });
  const seen = new Map<number, number>();
  for (const key of keys) {
    const answer = behaviour.answerFor(key, 1);
    seen.set(answer, (seen.get(answer) ?? 0) + 1);
  }
  const shareOf = (answer: number) => (seen.get(answer) ?? 0) / keys.length;
  expect(Math.abs(shareOf(503) / 0.05 - 1)).toBeLessThan(0.2);
  for (const answer of [429, RESET, HANG]) expect(Math.abs(shareOf(answer) / 0.02 - 1)).toBeLessThan(0.2);
});

test("latencies are log-normal through both points", () => {
  const behaviour = createBehaviour({ ...quiet, latencyMs: { p50: 20, p99: 150 } });
  const delaysMs = keys.map((key) => behaviour.delayMsFor(key, 1)).sort((a, b) => a - b);
  expect(delaysMs[25_000]).toBeCloseTo(20, -0.5);
  expect(Math.abs(delaysMs[49_500]! / 150 - 1)).toBeLessThan(0.1);
});

test("the same seed answers the same request alike; another try or seed is drawn anew", () => {
  const options = { ...quiet, statusShares: { 503: 0.5 } };
  const answers = (seed: number, nth: number) =>
    keys.slice(0, 200).map((key) => createBehaviour({ ...options, seed }).answerFor(key, nth));
  expect(answers(1, 1)).toEqual(answers(1, 1));
  expect(answers(1, 1)).not.toEqual(answers(2, 1));
  expect(answers(1, 1)).not.toEqual(answers(1, 2));
});

test("shares above one are refused", () => {
  expect(() => createBehaviour({ ...quiet, statusShares: { 503: 0.9 }, hangShare: 0.2 })).toThrow(
    "must not exceed 1",
  );
});
