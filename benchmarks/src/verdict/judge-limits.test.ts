import { expect, test } from "vitest";
import { judgeLimit } from "./judge-limits.ts";

const SECOND_US = 1_000_000;
/** Evenly spread over each second; whole microseconds. */
const arrivals = (perSecond: (second: number) => number, seconds: number): Float64Array =>
  Float64Array.from(
    Array.from({ length: seconds }, (_, second) => {
      const count = perSecond(second);
      return Array.from({ length: count }, (_, i) => Math.round((second + i / count) * SECOND_US));
    }).flat(),
  );
const minutes = (from: number, until: number) => [{ fromUs: from * SECOND_US, untilUs: until * SECOND_US }];

test("a limit that is kept and used has no violation", () => {
  const values = [{ fromUs: 0, perMinute: 600 }];
  const finding = judgeLimit({ name: "run", values, arrivalsUs: arrivals(() => 10, 180) }, minutes(0, 180));
  expect(finding).toMatchObject({
    violations: [],
    mostInRolling60s: 600,
    undisturbedMinutes: [600, 600, 600],
  });
});

test("one request too many in a rolling minute is found, wherever the minute begins", () => {
  const values = [{ fromUs: 0, perMinute: 600 }];
  const arrivalsUs = arrivals((second) => (second === 90 ? 11 : 10), 180);
  expect(judgeLimit({ name: "run", values, arrivalsUs }, []).violations).toEqual([
    "run: a rolling 60 s has 1 requests more than the limit",
  ]);
});

test("an undisturbed minute that uses less than 98 percent is found, and a disturbed one is not asked", () => {
  const values = [{ fromUs: 0, perMinute: 600 }];
  const arrivalsUs = arrivals((second) => (second < 60 ? 9 : 10), 120);
  expect(judgeLimit({ name: "run", values, arrivalsUs }, minutes(60, 120)).violations).toEqual([]);
  expect(judgeLimit({ name: "run", values, arrivalsUs }, minutes(0, 120)).violations).toHaveLength(1);
});

test("a lowered limit has two seconds: then the new one holds, and before it no minute exceeds the old", () => {
  const values = [
    { fromUs: 0, perMinute: 1_200 },
    { fromUs: 60 * SECOND_US, perMinute: 300 },
  ];
  const inTime = arrivals((second) => (second < 61 ? 20 : 5), 180);
  expect(judgeLimit({ name: "run", values, arrivalsUs: inTime }, []).violations).toEqual([]);
  const late = arrivals((second) => (second < 65 ? 20 : 5), 180);
  expect(judgeLimit({ name: "run", values, arrivalsUs: late }, []).violations.join("\n")).toContain(
    "after it was lowered",
  );
});
