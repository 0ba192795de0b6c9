import { expect, test } from "vitest";
import { TimerWheel } from "./timer-wheel.ts";

function wheelAt() {
  let nowMs = 1_000.4;
  const wheel = new TimerWheel(() => nowMs);
  const fired: Array<[string, number]> = [];
  return {
    wheel,
    fired,
    schedule: (name: string, delayMs: number) =>
      wheel.schedule({ fire: () => fired.push([name, nowMs]) }, delayMs),
    advanceTo: (atMs: number) => {
      nowMs = atMs;
      wheel.turn();
    },
  };
}

test("nothing fires before its delay has passed, and all that is due fires in order", () => {
  const { wheel, fired, schedule, advanceTo } = wheelAt();
  schedule("b", 20);
  schedule("a", 5);
  advanceTo(1_005);
  expect(fired).toEqual([]);
  advanceTo(1_006);
  expect(fired.map(([name]) => name)).toEqual(["a"]);
  advanceTo(1_500);
  expect(fired.map(([name]) => name)).toEqual(["a", "b"]);
  expect(wheel.pendingCount).toBe(0);
});

test("a delay longer than the ring keeps its length", () => {
  const { fired, schedule, advanceTo, wheel } = wheelAt();
  schedule("late", 10_000);
  for (let atMs = 1_001; atMs < 11_000; atMs += 7) advanceTo(atMs);
  expect(fired).toEqual([]);
  advanceTo(11_002);
  expect(fired).toHaveLength(1);
  wheel.stop();
});

test("what is scheduled while others fire gets its own delay", () => {
  const { wheel, fired, schedule, advanceTo } = wheelAt();
  wheel.schedule({ fire: () => schedule("next", 10) }, 5);
  advanceTo(1_006);
  advanceTo(1_015);
  expect(fired).toEqual([]);
  advanceTo(1_017);
  expect(fired).toEqual([["next", 1_017]]);
});
