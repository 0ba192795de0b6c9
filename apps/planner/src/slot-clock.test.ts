import { expect, test } from "vitest";
import { SlotClock } from "./slot-clock.ts";

test("the first slot begins at least a whole slot after the start", () => {
  const clock = new SlotClock(1_099);
  expect(clock.take(1_199)).toEqual({ slots: [], lost: 0 });
  expect(clock.msUntilNext(1_199)).toBe(1);
  expect(clock.take(1_200)).toEqual({ slots: [12], lost: 0 });
});

test("each slot is granted once, however often and early the timer fires", () => {
  const clock = new SlotClock(0);
  const slots = Array.from({ length: 100 }, (_, i) => clock.take(i * 7).slots).flat();
  expect(slots).toEqual([2, 3, 4, 5, 6]);
});

test("a timer that is late loses the slots it missed instead of sending them in a heap", () => {
  const clock = new SlotClock(0);
  expect(clock.take(200)).toEqual({ slots: [2], lost: 0 });
  expect(clock.take(1_250)).toEqual({ slots: [12], lost: 9 });
  expect(clock.take(1_310)).toEqual({ slots: [13], lost: 0 });
});
