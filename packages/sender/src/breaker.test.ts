import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Breaker } from "./breaker.ts";

/** Opens at `nowMs` by twenty failures in a row. */
function opened(nowMs = 0): Breaker {
  const breaker = new Breaker(nowMs);
  for (let i = 0; i < 20; i++) breaker.failed(nowMs, nowMs);
  return breaker;
}

const answer = (breaker: Breaker, isWell: boolean, nowMs: number): void => {
  if (isWell) breaker.succeeded(nowMs, nowMs);
  else breaker.failed(nowMs, nowMs);
};

/** One probe after the other, a second apart, each answered within 10 ms. @returns when the last was. */
function probe(breaker: Breaker, fromMs: number, isWell: readonly boolean[]): number {
  let nowMs = fromMs;
  for (const well of isWell) {
    while (!breaker.mayProbe(nowMs)) nowMs += 10;
    breaker.probeLeft(nowMs);
    if (well) breaker.succeeded(nowMs, nowMs + 10);
    else breaker.failed(nowMs, nowMs + 10);
  }
  return nowMs + 10;
}

describe("it opens", () => {
  test("with the twentieth failure in a row, not with nineteen and a success between", () => {
    const breaker = new Breaker(0);
    for (let i = 0; i < 19; i++) breaker.failed(0, 0);
    breaker.succeeded(0, 0);
    for (let i = 0; i < 19; i++) breaker.failed(0, 0);
    expect(breaker.state).toBe("closed");
    breaker.failed(0, 0);
    expect(breaker.state).toBe("open");
  });

  test("when half of fifty requests within ten seconds failed, not of forty-nine, and not of those before", () => {
    const alternate = (breaker: Breaker, count: number, nowMs: number): void => {
      for (let i = 0; i < count; i++) answer(breaker, i % 2 === 0, nowMs);
    };
    const breaker = new Breaker(0);
    alternate(breaker, 48, 0);
    alternate(breaker, 48, 11_000);
    expect(breaker.state).toBe("closed");
    alternate(breaker, 2, 12_000);
    expect(breaker.state).toBe("open");
  });

  test("never at less than half, however many there are", () => {
    const breaker = new Breaker(0);
    for (let i = 0; i < 10_000; i++) answer(breaker, i % 5 >= 2, i);
    expect(breaker.state).toBe("closed");
  });
});

describe("while it is open", () => {
  test("a probe may leave after a second, and after each failed one it takes twice as long, half a minute at most", () => {
    const breaker = opened();
    let nowMs = 0;
    const waits = [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000];
    for (const waitMs of waits) {
      expect([breaker.mayProbe(nowMs + waitMs - 1), breaker.mayProbe(nowMs + waitMs)]).toEqual([false, true]);
      nowMs += waitMs;
      breaker.probeLeft(nowMs);
      breaker.failed(nowMs, nowMs);
    }
  });

  test("an answer to a request that left before changes nothing", () => {
    const breaker = opened(100);
    breaker.succeeded(50, 200);
    expect(breaker.state).toBe("open");
    breaker.probeLeft(1_200);
    for (let i = 0; i < 9; i++) breaker.succeeded(50, 1_300);
    breaker.failed(50, 1_300);
    expect(breaker.state).toBe("half_open");
  });

  test("five answered probes close it, four do not", () => {
    const breaker = opened();
    const nowMs = probe(breaker, 0, [true, true, true, true]);
    expect(breaker.state).toBe("half_open");
    probe(breaker, nowMs, [true]);
    expect(breaker.state).toBe("closed");
  });

  test("it counts as open since the first time, until it closes", () => {
    const breaker = opened(500);
    const nowMs = probe(breaker, 500, [true, true, false, true]);
    expect(breaker.sinceMs).toBe(500);
    const closedMs = probe(breaker, nowMs, [true, true, true, true]);
    expect(breaker.sinceMs).toBe(closedMs);
  });

  test("a probe that says nothing about the origin makes room for the next", () => {
    const breaker = opened();
    breaker.probeLeft(1_000);
    expect(breaker.mayProbe(2_500)).toBe(false);
    breaker.saidNothing(1_000);
    expect(breaker.mayProbe(2_500)).toBe(true);
  });
});

test("what is gone lets nothing leave, ever, until it is revived, and then a probe", () => {
  const breaker = new Breaker(0);
  breaker.openForGood(10);
  breaker.succeeded(5, 20);
  expect([breaker.state, breaker.mayProbe(1e9)]).toEqual(["gone", false]);
  breaker.revive(2e9);
  expect([breaker.state, breaker.mayProbe(2e9)]).toEqual(["open", true]);
});

test("whatever happens: not closed lets at most one probe a second leave, one at a time, and closes after five", () => {
  const steps = fc.array(
    fc.record({
      waitMs: fc.integer({ min: 0, max: 3_000 }),
      does: fc.constantFrom("leave", "ok", "fail", "nothing"),
    }),
    { maxLength: 400 },
  );
  fc.assert(
    fc.property(steps, (history) => {
      const breaker = opened();
      let nowMs = 0;
      let probeAtMs: number | null = null;
      let lastLeftMs = -Infinity;
      let answered = 0;
      let isTooOften = false;
      for (const { waitMs, does } of history) {
        nowMs += waitMs;
        if (does === "leave" && breaker.mayProbe(nowMs)) {
          isTooOften ||= probeAtMs !== null || nowMs - lastLeftMs < 1_000;
          breaker.probeLeft(nowMs);
          probeAtMs = lastLeftMs = nowMs;
        } else if (does !== "leave" && probeAtMs !== null) {
          if (does === "ok") breaker.succeeded(probeAtMs, nowMs);
          if (does === "fail") breaker.failed(probeAtMs, nowMs);
          if (does === "nothing") breaker.saidNothing(probeAtMs);
          answered = does === "ok" ? answered + 1 : does === "fail" ? 0 : answered;
          probeAtMs = null;
        }
        expect([isTooOften, breaker.state === "closed"]).toEqual([false, answered === 5]);
        if (answered === 5) return;
      }
    }),
    { numRuns: 500 },
  );
});
