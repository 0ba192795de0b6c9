import { describe, expect, test } from "vitest";
import type { SchedulingDetails } from "@sluice/schema";
import { resolveSchedule } from "./schedule.ts";

const NOW_MS = Date.parse("2026-03-01T12:00:00Z");

const at = (start_time: string, timezone?: string): SchedulingDetails => ({
  delivery_type: "AT_FIXED_TIME",
  start_time,
  ...(timezone === undefined ? {} : { timezone }),
});

function startOf(details: SchedulingDetails): string {
  const schedule = resolveSchedule(details, NOW_MS);
  if (!schedule.ok) throw new Error(JSON.stringify(schedule.problems));
  return new Date(schedule.value.startsAtMs).toISOString();
}

function fieldsOf(details: SchedulingDetails): string[] {
  const schedule = resolveSchedule(details, NOW_MS);
  return schedule.ok ? [] : schedule.problems.map(({ field }) => field.replace("scheduling_details.", ""));
}

test("a local time is read in the campaign's zone, and in UTC without one", () => {
  expect(startOf(at("2026-12-01T09:30:00", "Asia/Kolkata"))).toBe("2026-12-01T04:00:00.000Z");
  expect(startOf(at("2026-12-01T09:30"))).toBe("2026-12-01T09:30:00.000Z");
  expect(startOf(at("2026-12-01T09:30:00Z"))).toBe("2026-12-01T09:30:00.000Z");
});

test("a time that the clock change skips is no time there", () => {
  const skipped = resolveSchedule(at("2026-03-29T02:30:00", "Europe/Berlin"), 0);
  expect(skipped).toMatchObject({ ok: false, problems: [{ field: "scheduling_details.start_time" }] });
});

test("a time that occurs twice means its first occurrence", () => {
  expect(startOf(at("2026-10-25T02:30:00", "Europe/Berlin"))).toBe("2026-10-25T00:30:00.000Z");
});

test("ASAP starts now and expires 24 hours later unless it says otherwise", () => {
  expect(resolveSchedule({ delivery_type: "ASAP" }, NOW_MS)).toEqual({
    ok: true,
    value: { startsAtMs: NOW_MS, expiresAtMs: NOW_MS + 24 * 3_600_000 },
  });
  const expiring = resolveSchedule({ delivery_type: "ASAP", expiry_time: "2026-03-01T13:00:00" }, NOW_MS);
  expect(expiring).toMatchObject({ value: { expiresAtMs: NOW_MS + 3_600_000 } });
});

test("a start a minute ago is still fine: people click a little late", () => {
  expect(fieldsOf(at("2026-03-01T11:59:00"))).toEqual([]);
});

describe("a schedule is refused, with the field that is wrong,", () => {
  test.each<[string, SchedulingDetails, string[]]>([
    ["without a start", { delivery_type: "AT_FIXED_TIME" }, ["start_time"]],
    ["with a start for ASAP", { delivery_type: "ASAP", start_time: "2026-12-01T09:30:00" }, ["start_time"]],
    ["with a start in the past", at("2026-02-28T09:30:00"), ["start_time"]],
    ["with a day that does not exist", at("2026-02-30T09:30:00"), ["start_time"]],
    ["with an offset for a zone", at("2026-12-01T09:30:00", "+05:30"), ["timezone"]],
    [
      "with a zone that does not exist",
      at("2026-13-01T09:30:00", "Mars/Olympus"),
      ["timezone", "start_time"],
    ],
    ["with Z beside another zone", at("2026-12-01T09:30:00Z", "Europe/Berlin"), ["start_time"]],
    [
      "that expires before it starts",
      { ...at("2026-12-01T09:30"), expiry_time: "2026-12-01T09:30" },
      ["expiry_time"],
    ],
    ["that has expired", { delivery_type: "ASAP", expiry_time: "2026-03-01T11:00" }, ["expiry_time"]],
  ])("%s", (_name, details, fields) => {
    expect(fieldsOf(details)).toEqual(fields);
  });
});
