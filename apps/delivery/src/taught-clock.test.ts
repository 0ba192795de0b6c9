import { expect, test } from "vitest";
import { TaughtClock } from "./taught-clock.ts";

test("the host's time holds until another is told; from then on the host's may jump", () => {
  let wallMs = 1_000_000;
  const clock = new TaughtClock(() => wallMs);
  expect(clock.nowMs()).toBe(1_000_000);
  clock.learn(5_000_000);
  wallMs += 7_200_000;
  expect(clock.nowMs()).toBeGreaterThanOrEqual(5_000_000);
  expect(clock.nowMs()).toBeLessThan(5_060_000);
});
