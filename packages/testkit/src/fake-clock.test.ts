import { expect, test } from "vitest";
import { fakeClock } from "./fake-clock.ts";

test("sleepers wake in the order of their due times and see those as now", async () => {
  const clock = fakeClock();
  const woken: Array<[string, number]> = [];
  const sleepThenNote = async (name: string, durationMs: number) => {
    await clock.sleep(durationMs);
    woken.push([name, clock.monotonicMs()]);
  };
  const all = Promise.all([sleepThenNote("late", 200), sleepThenNote("early", 50)]);
  await clock.advance(199);
  expect(woken).toEqual([["early", 50]]);
  await clock.advance(1);
  await all;
  expect(woken).toEqual([
    ["early", 50],
    ["late", 200],
  ]);
});

test("who sleeps again while time passes is woken again within the same advance", async () => {
  const clock = fakeClock();
  let ticks = 0;
  const loop = (async () => {
    while (ticks < 5) {
      await clock.sleep(10);
      ticks += 1;
    }
  })();
  await clock.advance(50);
  await loop;
  expect(ticks).toBe(5);
});

test("an aborted sleep rejects with the reason and leaves no sleeper", async () => {
  const clock = fakeClock();
  const controller = new AbortController();
  const sleeping = clock.sleep(1_000, controller.signal);
  controller.abort(new Error("drained"));
  await expect(sleeping).rejects.toThrow("drained");
  expect(clock.sleeperCount()).toBe(0);
});

test("a jump of the wall clock leaves the monotonic clock alone", () => {
  const clock = fakeClock(1_000_000);
  clock.jumpWall(-7_200);
  expect(clock.nowMs()).toBe(1_000_000 - 7_200);
  expect(clock.monotonicMs()).toBe(0);
});
