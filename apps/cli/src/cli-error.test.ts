import { expect, test } from "vitest";
import { exitCodeOf } from "./cli-error.ts";

const everyoneDelivered = { unknown: 0, expired: 0, cancelled: 0, dead_lettered: 0 };

test("a sending in which everyone was delivered or skipped ends with 0", () => {
  expect(exitCodeOf(everyoneDelivered)).toBe(0);
});

test.each(["unknown", "expired", "cancelled", "dead_lettered"])("one %s recipient makes it 1", (end) => {
  expect(exitCodeOf({ ...everyoneDelivered, [end]: 1 })).toBe(1);
});
