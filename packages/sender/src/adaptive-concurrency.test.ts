import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AdaptiveConcurrency } from "./adaptive-concurrency.ts";

interface Answer {
  latencyMs: number;
  /** What it takes of the tolerance; 0: the origin is well. */
  refusal: number;
}

interface Load {
  connections: number;
  /** Requests a millisecond that would be sent if there were room. */
  offeredPerMs: number;
  answer: (inFlight: number, nowMs: number) => Answer;
  durationMs: number;
}

/** Plays an origin in steps of a millisecond. @returns the limit at each step, and how many were answered well. */
function play({ connections, offeredPerMs, answer, durationMs }: Load) {
  const concurrency = new AdaptiveConcurrency(connections);
  const open: Array<{ startedMs: number; endsMs: number; refusal: number }> = [];
  const limits: number[] = [];
  let credit = 0;
  let answeredCount = 0;
  for (let nowMs = 0; nowMs < durationMs; nowMs++) {
    for (let i = open.length - 1; i >= 0; i--) {
      const { startedMs, endsMs, refusal } = open[i]!;
      if (endsMs > nowMs) continue;
      if (refusal > 0) concurrency.refused(refusal, startedMs, nowMs);
      else concurrency.accepted(startedMs, nowMs, open.length);
      answeredCount += refusal > 0 ? 0 : 1;
      open.splice(i, 1);
    }
    credit = Math.min(credit + offeredPerMs, connections);
    for (; credit >= 1 && open.length < concurrency.limit; credit--) {
      const { latencyMs, refusal } = answer(open.length, nowMs);
      open.push({ startedMs: nowMs, endsMs: nowMs + Math.max(1, latencyMs), refusal });
    }
    limits.push(concurrency.limit);
  }
  return { limits, answeredCount };
}

/** The same numbers in each run of the tests. */
function random(seed = 1): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >>> 8) / (0x7fffffff >>> 8);
  };
}

function logNormal(next: () => number, p50: number, p99: number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - next() * 0.999999)) * Math.cos(2 * Math.PI * next());
  return p50 * Math.exp((Math.log(p99 / p50) / 2.326) * normal);
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

describe("the limit", () => {
  test("starts in the middle, and reaches all connections of an origin that answers", () => {
    const { limits } = play({
      connections: 128,
      offeredPerMs: 100,
      answer: () => ({ latencyMs: 20, refusal: 0 }),
      durationMs: 3_000,
    });
    expect([limits[0], limits.at(-1)]).toEqual([32, 128]);
  });

  test("does not grow while it is not used", () => {
    const { limits } = play({
      connections: 128,
      offeredPerMs: 0.2,
      answer: () => ({ latencyMs: 20, refusal: 0 }),
      durationMs: 5_000,
    });
    expect(limits.at(-1)).toBe(32);
  });

  test("holds half of 200,000 a minute against 20 ms p50, 150 ms p99 and 1 % of 503", () => {
    const next = random();
    const { limits, answeredCount } = play({
      connections: 128,
      offeredPerMs: 100_000 / 60_000,
      answer: () => ({ latencyMs: logNormal(next, 20, 150), refusal: next() < 0.01 ? 1 : 0 }),
      durationMs: 60_000,
    });
    expect(answeredCount).toBeGreaterThan(0.985 * 100_000 * 0.99);
    expect(Math.min(...limits.slice(1_000))).toBeGreaterThan(24);
  });

  test("uses nearly all connections of that endpoint when there is more to send", () => {
    const next = random(7);
    const { limits } = play({
      connections: 128,
      offeredPerMs: 50,
      answer: () => ({ latencyMs: logNormal(next, 20, 150), refusal: next() < 0.01 ? 1 : 0 }),
      durationMs: 30_000,
    });
    expect(mean(limits.slice(5_000))).toBeGreaterThan(110);
  });

  test("falls to a few against an origin that answers 429 to all beyond ten at once", () => {
    const { limits } = play({
      connections: 128,
      offeredPerMs: 50,
      answer: (inFlight) => ({ latencyMs: 20, refusal: inFlight >= 10 ? 2 : 0 }),
      durationMs: 10_000,
    });
    expect(mean(limits.slice(1_000))).toBeLessThan(20);
    expect(mean(limits.slice(1_000))).toBeGreaterThan(5);
  });

  test("settles where the origin's queue does not double its latency", () => {
    // 40 at a time take 100 ms; each beyond waits for its turn.
    const { limits } = play({
      connections: 400,
      offeredPerMs: 50,
      answer: (inFlight) => ({ latencyMs: 100 * Math.max(1, inFlight / 40), refusal: 0 }),
      durationMs: 60_000,
    });
    expect(mean(limits.slice(20_000))).toBeLessThan(200);
    expect(mean(limits.slice(20_000))).toBeGreaterThan(40);
  });

  test("recovers when an origin has become slow for reasons of its own", () => {
    const { limits } = play({
      connections: 128,
      offeredPerMs: 50,
      answer: (_, nowMs) => ({ latencyMs: nowMs < 5_000 ? 20 : 400, refusal: 0 }),
      durationMs: 40_000,
    });
    expect(Math.min(...limits.slice(5_000, 10_000))).toBeLessThanOrEqual(64);
    expect(limits.at(-1)).toBe(128);
  });

  test("halves once for the refusals of one round trip", () => {
    const concurrency = new AdaptiveConcurrency(128);
    for (let i = 0; i < 100; i++) concurrency.refused(2, 0, 50 + i / 100);
    expect(concurrency.limit).toBe(16);
    for (let i = 0; i < 100; i++) concurrency.refused(2, 60, 100);
    expect(concurrency.limit).toBe(8);
  });

  test("starts small again after a silence", () => {
    const concurrency = new AdaptiveConcurrency(128);
    concurrency.restart();
    expect(concurrency.limit).toBe(4);
  });
});

test("whatever is answered, the limit is a whole number between 1 and the connections", () => {
  const answers = fc.array(
    fc.record({
      afterMs: fc.integer({ min: 0, max: 10_000 }),
      latencyMs: fc.double({ min: 0, max: 100_000, noNaN: true }),
      inFlight: fc.integer({ min: 1, max: 10_000 }),
      kind: fc.constantFrom("accepted", "accepted", "accepted", "refused", "restart"),
    }),
    { maxLength: 1_000 },
  );
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000 }), answers, (connections, history) => {
      const concurrency = new AdaptiveConcurrency(connections);
      let nowMs = 0;
      for (const { afterMs, latencyMs, inFlight, kind } of history) {
        nowMs += afterMs;
        if (kind === "accepted") concurrency.accepted(nowMs - latencyMs, nowMs, inFlight);
        else if (kind === "refused") concurrency.refused(2, nowMs - latencyMs, nowMs);
        else concurrency.restart();
        expect(Number.isInteger(concurrency.limit)).toBe(true);
        expect(concurrency.limit).toBeGreaterThanOrEqual(1);
        expect(concurrency.limit).toBeLessThanOrEqual(connections);
      }
    }),
    { numRuns: 200 },
  );
});
