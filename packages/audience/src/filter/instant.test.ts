import { expect, test } from "vitest";
import { parseInstantMs, parseLastMs } from "./instant.ts";

test.each([
  ["2026-11-22", Date.UTC(2026, 10, 22)],
  ["2024-02-29", Date.UTC(2024, 1, 29)],
  ["2026-11-22T10:15", Date.UTC(2026, 10, 22, 10, 15)],
  ["2026-11-22 10:15:30", Date.UTC(2026, 10, 22, 10, 15, 30)],
  ["2026-11-22T10:15:30.5Z", Date.UTC(2026, 10, 22, 10, 15, 30, 500)],
  ["2026-11-22T10:15:30.123999Z", Date.UTC(2026, 10, 22, 10, 15, 30, 123)],
  ["2026-11-22T10:15:30+05:30", Date.UTC(2026, 10, 22, 4, 45, 30)],
  ["2026-11-22T10:15:30-0800", Date.UTC(2026, 10, 22, 18, 15, 30)],
  ["2026-11-22T10:15+05", Date.UTC(2026, 10, 22, 5, 15)],
  ["0001-01-01", Date.parse("0001-01-01T00:00:00Z")],
])("%s is an instant, UTC unless it names a zone", (text, instantMs) => {
  expect(parseInstantMs(text)).toBe(instantMs);
});

test.each([
  "2026-02-29",
  "1900-02-29",
  "2026-04-31",
  "2026-00-10",
  "2026-13-01",
  "0000-01-01",
  "2026-11-22T24:00",
  "2026-11-22T10",
  "2026-11-22T10:15:60",
  "2026-11-22T10:15+15:00",
  "2026-11-22Z",
  " 2026-11-22",
  "2026-11-22\n",
  "22/11/2026",
  "1763806530",
  "",
])("%j is none", (text) => {
  expect(parseInstantMs(text)).toBeNull();
});

test("a date alone lasts until the end of its day", () => {
  expect(parseLastMs("2026-11-22")).toBe(Date.UTC(2026, 10, 23) - 1);
  expect(parseLastMs("2026-11-22T10:15Z")).toBe(Date.UTC(2026, 10, 22, 10, 15));
});
