import { expect, test } from "vitest";
import { startOfDayMs } from "./start-of-day.ts";

const dayOf = (now: string, zone: string, daysBack = 0): string =>
  new Date(startOfDayMs(Date.parse(now), zone, daysBack)).toISOString();

test("a day begins at midnight of the zone, whatever day it is elsewhere", () => {
  expect(dayOf("2026-11-22T15:00:00Z", "UTC")).toBe("2026-11-22T00:00:00.000Z");
  expect(dayOf("2026-11-22T19:00:00Z", "Asia/Kolkata")).toBe("2026-11-22T18:30:00.000Z");
  expect(dayOf("2026-11-22T07:00:00Z", "America/Los_Angeles")).toBe("2026-11-21T08:00:00.000Z");
  expect(dayOf("2026-11-22T18:29:59.999Z", "Asia/Kolkata")).toBe("2026-11-21T18:30:00.000Z");
});

test("days back are calendar days, also when clocks were changed between", () => {
  expect(dayOf("2026-03-30T10:00:00Z", "Europe/Berlin", 1)).toBe("2026-03-28T23:00:00.000Z");
  expect(dayOf("2026-03-30T10:00:00Z", "Europe/Berlin")).toBe("2026-03-29T22:00:00.000Z");
  expect(dayOf("2026-10-26T10:00:00Z", "Europe/Berlin", 1)).toBe("2026-10-24T22:00:00.000Z");
  expect(dayOf("2026-01-01T00:00:00Z", "UTC", 59)).toBe("2025-11-03T00:00:00.000Z");
});

test("where there is no midnight the day begins with its first instant", () => {
  // Santiago puts its clocks forward at midnight.
  expect(dayOf("2026-09-06T12:00:00Z", "America/Santiago")).toBe("2026-09-06T04:00:00.000Z");
});
