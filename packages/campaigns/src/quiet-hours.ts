// Hours of the day in which no run may start, by the clock on the wall of one time zone. Pure: the moment is an argument.
//
//   Q1. `from` belongs to them, `to` does not. `from` after `to` is over midnight; the same time twice is no time at all.
//   Q2. The wall's clock decides, also when clocks change: an hour that comes twice is quiet twice, and one that is skipped is
//       quiet for nobody.
import type { QuietHours } from "@sluice/schema";
import { Temporal } from "temporal-polyfill";

/** @returns the first moment after `atMs` that is not quiet; null when `atMs` is none of the quiet hours. */
export function quietUntil(hours: QuietHours, atMs: number): number | null {
  const at = zoned(hours, atMs);
  if (!isQuiet(hours, at)) return null;
  const end = nextTime(at, Temporal.PlainTime.from(hours.to));
  const change = at.getTimeZoneTransition("next"); // Q2: clocks may jump out of them
  if (change !== null && change.epochMilliseconds < end && !isQuiet(hours, change))
    return change.epochMilliseconds;
  return quietUntil(hours, end) ?? end; // that hour may be skipped altogether: then the day after
}

/** As people of the time zone read it: `2026-06-01 08:00 Europe/Berlin`. */
export const wallTime = (hours: QuietHours, atMs: number): string =>
  `${zoned(hours, atMs).toPlainDateTime().toString({ smallestUnit: "minute" }).replace("T", " ")} ${hours.time_zone}`;

const zoned = ({ time_zone }: QuietHours, atMs: number): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(time_zone);

/** Q1 */
function isQuiet(hours: QuietHours, at: Temporal.ZonedDateTime): boolean {
  const time = at.toPlainTime();
  const isFrom = Temporal.PlainTime.compare(time, hours.from) >= 0;
  const isBefore = Temporal.PlainTime.compare(time, hours.to) < 0;
  return hours.from <= hours.to ? isFrom && isBefore : isFrom || isBefore;
}

/** When the clock on the wall shows it next. */
function nextTime(at: Temporal.ZonedDateTime, time: Temporal.PlainTime): number {
  const isToday = Temporal.PlainTime.compare(at.toPlainTime(), time) < 0;
  const wall = at
    .toPlainDate()
    .add({ days: isToday ? 0 : 1 })
    .toPlainDateTime(time);
  const first = wall.toZonedDateTime(at.timeZoneId, { disambiguation: "compatible" }).epochMilliseconds;
  if (first > at.epochMilliseconds) return first;
  return wall.toZonedDateTime(at.timeZoneId, { disambiguation: "later" }).epochMilliseconds; // of two, the second
}
