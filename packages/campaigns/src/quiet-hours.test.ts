import type { QuietHours } from "@sluice/schema";
import * as fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { quietUntil, wallTime } from "./quiet-hours.ts";

const at = (text: string): number => Date.parse(text);
const hours = (from: string, to: string, time_zone = "Europe/Berlin"): QuietHours => ({
  from,
  to,
  time_zone,
});
const until = (quiet: QuietHours, moment: string): string | null => {
  const end = quietUntil(quiet, at(moment));
  return end === null ? null : new Date(end).toISOString().slice(0, 16);
};

describe("quiet hours", () => {
  test("over midnight hold before and after it, by the clock of their time zone", () => {
    const night = hours("22:00", "08:00"); // Berlin is two hours ahead of UTC in June
    expect(until(night, "2026-06-01T19:59:59Z")).toBeNull();
    expect(until(night, "2026-06-01T20:00:00Z")).toBe("2026-06-02T06:00");
    expect(until(night, "2026-06-02T03:00:00Z")).toBe("2026-06-02T06:00");
    expect(until(night, "2026-06-02T06:00:00Z")).toBeNull();
  });

  test("within a day hold between their two times, the first among them and the last not", () => {
    const noon = hours("12:00", "13:30", "Asia/Kolkata"); // five and a half hours ahead of UTC
    expect(until(noon, "2026-06-01T06:30:00Z")).toBe("2026-06-01T08:00");
    expect(until(noon, "2026-06-01T08:00:00Z")).toBeNull();
    expect(until(noon, "2026-06-01T06:29:59Z")).toBeNull();
  });

  test("end with the skipped hour when clocks go forward over their end", () => {
    // On 2026-03-29 Berlin goes from 02:00 to 03:00.
    expect(until(hours("22:00", "02:30"), "2026-03-29T00:30:00Z")).toBe("2026-03-29T01:00");
  });

  test("hold twice in the hour that comes twice", () => {
    // On 2026-10-25 Berlin goes from 03:00 back to 02:00.
    const early = hours("02:10", "02:40");
    expect(until(early, "2026-10-25T00:20:00Z")).toBe("2026-10-25T00:40"); // the first 02:20
    expect(until(early, "2026-10-25T00:50:00Z")).toBeNull();
    expect(until(early, "2026-10-25T01:20:00Z")).toBe("2026-10-25T01:40"); // the second
  });

  test("go on for a day when the only hour that is not quiet is skipped", () => {
    expect(until(hours("03:00", "02:00"), "2026-03-28T02:00:00Z")).toBe("2026-03-30T00:00");
  });

  test("end where the clock jumps back out of them", () => {
    expect(until(hours("02:30", "03:30"), "2026-10-25T00:45:00Z")).toBe("2026-10-25T01:00");
  });

  test("of the same time twice are none", () => {
    expect(until(hours("08:00", "08:00"), "2026-06-01T06:00:00Z")).toBeNull();
  });

  test("are told by the clock of their time zone", () => {
    expect(wallTime(hours("22:00", "08:00"), at("2026-06-02T06:00:00Z"))).toBe(
      "2026-06-02 08:00 Europe/Berlin",
    );
  });
});

const MINUTE_MS = 60_000;
const wallClock = fc
  .record({ hour: fc.nat(23), minute: fc.nat(59) })
  .map(({ hour, minute }) => `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`);
/** Whole hours, half an hour, and a change that skips a day. */
const ZONES = [
  "Europe/Berlin",
  "America/New_York",
  "Australia/Lord_Howe",
  "UTC",
  "Asia/Kathmandu",
  "Africa/Casablanca",
];
/** Around the nights in which the clocks of these zones change, and any other. */
const moments = fc.oneof(
  ...[
    "2026-03-29",
    "2026-10-25",
    "2026-03-08",
    "2026-11-01",
    "2026-04-04",
    "2026-10-03",
    "2026-02-15",
    "2026-03-22",
  ].map((day) =>
    fc.integer({ min: at(`${day}T00:00:00Z`) - 86_400_000, max: at(`${day}T00:00:00Z`) + 2 * 86_400_000 }),
  ),
  fc.integer({ min: at("2026-01-01T00:00:00Z"), max: at("2027-01-01T00:00:00Z") }),
);

/** What the wall says, looked up and compared as text. */
function saysQuiet({ from, to, time_zone }: QuietHours, ms: number): boolean {
  const wall = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(time_zone).toPlainTime();
  const time = wall.toString({ smallestUnit: "minute" });
  if (from === to) return false;
  return from < to ? from <= time && time < to : time >= from || time < to;
}

test("whatever the zone and the hour: quiet until the first minute that is not", () => {
  const cases = fc.record({ from: wallClock, to: wallClock, time_zone: fc.constantFrom(...ZONES) });
  fc.assert(
    fc.property(cases, moments, (quiet, someMs) => {
      const ms = Math.floor(someMs / MINUTE_MS) * MINUTE_MS;
      let expected = ms;
      while (saysQuiet(quiet, expected)) expected += MINUTE_MS;
      expect(quietUntil(quiet, ms)).toBe(expected === ms ? null : expected);
    }),
    { numRuns: 300 },
  );
});
