import { expect, test } from "vitest";
import { eventTimeMs, instantMs } from "./event-time.ts";

const NOW_MS = Date.UTC(2026, 10, 22, 12);
const at = (times: Parameters<typeof eventTimeMs>[0]) => eventTimeMs(times, "actions[0]", NOW_MS);

test.each<[string | number, number | null]>([
  [1_433_837_969, 1_433_837_969_000],
  [1_433_837_969_123, 1_433_837_969_123],
  ["1433837969", 1_433_837_969_000],
  ["2020-05-31T16:33:35Z", Date.UTC(2020, 4, 31, 16, 33, 35)],
  ["2020-05-31T16:33:35.250Z", Date.UTC(2020, 4, 31, 16, 33, 35, 250)],
  ["2020-05-31 16:33:35", Date.UTC(2020, 4, 31, 16, 33, 35)],
  ["2020-05-31T16:33:35+05:30", Date.UTC(2020, 4, 31, 11, 3, 35)],
  ["2020-05-31", Date.UTC(2020, 4, 31)],
  ["2020-02-30", null],
  ["yesterday", null],
  ["", null],
  [-1, null],
  [1e300, null],
])("%s is read as %s", (told, ms) => {
  expect(instantMs(told)).toBe(ms);
});

test("current_time is preferred; user_time is brought to UTC by its offset; without both it is now", () => {
  expect(at({ current_time: 1_000, user_time: 20_800, user_timezone_offset: 19_800 })).toBe(1_000_000);
  expect(at({ user_time: 20_800, user_timezone_offset: 19_800 })).toBe(1_000_000);
  expect(at({ user_time: 1_000 })).toBe(1_000_000);
  expect(at({})).toBe(NOW_MS);
});

test("the future is refused with the field that says so, a clock that is a little fast is not", () => {
  expect(at({ current_time: NOW_MS + 59_000 })).toBe(NOW_MS + 59_000);
  expect(() => at({ current_time: NOW_MS + 61_000 })).toThrow("actions[0].current_time: lies in the future");
  expect(() => at({ user_time: "nonsense" })).toThrow("actions[0].user_time");
});

test("a user whose clock is ahead by the offset is not in the future", () => {
  expect(at({ user_time: (NOW_MS + 19_800_000) / 1_000, user_timezone_offset: 19_800 })).toBe(NOW_MS);
});
