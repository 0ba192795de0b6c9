// From wall-clock words to instants. Pure: the present is an argument.
//
//   T1. A local time is read in the campaign's IANA zone, UTC without one; a trailing Z says UTC.
//   T2. A time that a clock change skips is no time there; of one that it repeats, the first is meant.
//   T3. Without an expiry a run's requests are worth sending for 24 hours after the start.
import { DEFAULT_RUN_LIFETIME_MS, type Parsed, type Problem, type SchedulingDetails } from "@sluice/schema";
import { Temporal } from "temporal-polyfill";

export interface Schedule {
  startsAtMs: number;
  expiresAtMs: number;
}

/** How far in the past a fixed start may be when it is checked: people click "publish" a little late. */
const START_TOLERANCE_MS = 5 * 60_000;

const FIELD = "scheduling_details";

/** Every problem at once, with paths under `scheduling_details`. */
export function resolveSchedule(details: SchedulingDetails, nowMs: number): Parsed<Schedule> {
  const start = readTime(details, "start_time");
  const expiry = readTime(details, "expiry_time");
  const problems = [
    ...zoneProblems(details),
    ...startProblems(details),
    ...problemsOf(start),
    ...problemsOf(expiry),
  ];
  if (problems.length > 0 || !start.ok || !expiry.ok) return { ok: false, problems };

  const startsAtMs = start.value ?? nowMs;
  const expiresAtMs = expiry.value ?? startsAtMs + DEFAULT_RUN_LIFETIME_MS; // T3
  const late = [...lateStart(startsAtMs, nowMs), ...lateExpiry(expiry.value, Math.max(startsAtMs, nowMs))];
  return late.length > 0 ? { ok: false, problems: late } : { ok: true, value: { startsAtMs, expiresAtMs } };
}

const problemsOf = (time: Parsed<number | null>): Problem[] => (time.ok ? [] : time.problems);

function zoneProblems({ timezone, start_time, expiry_time }: SchedulingDetails): Problem[] {
  if (timezone === undefined) return [];
  if (!isIanaZone(timezone)) {
    const issue = `"${timezone}" is not an IANA time zone; use a name such as "Europe/Berlin" or "UTC"`;
    return [{ field: `${FIELD}.timezone`, issue }];
  }
  if (isUtc(timezone)) return [];
  return Object.entries({ start_time, expiry_time })
    .filter(([, time]) => time?.endsWith("Z"))
    .map(([name]) => ({
      field: `${FIELD}.${name}`,
      issue: `ends in Z (UTC) but timezone is "${timezone}"; remove the Z or the timezone`,
    }));
}

function startProblems({ delivery_type, start_time }: SchedulingDetails): Problem[] {
  const field = `${FIELD}.start_time`;
  if (delivery_type === "AT_FIXED_TIME" && start_time === undefined) {
    return [{ field, issue: "AT_FIXED_TIME needs a start_time" }];
  }
  if (delivery_type === "ASAP" && start_time !== undefined) {
    return [{ field, issue: "ASAP starts when it is published; remove start_time or use AT_FIXED_TIME" }];
  }
  return [];
}

function lateStart(startsAtMs: number, nowMs: number): Problem[] {
  if (startsAtMs >= nowMs - START_TOLERANCE_MS) return [];
  const issue = "the start is in the past; choose a later time, or ASAP";
  return [{ field: `${FIELD}.start_time`, issue }];
}

function lateExpiry(expiresAtMs: number | null, earliestMs: number): Problem[] {
  if (expiresAtMs === null || expiresAtMs > earliestMs) return [];
  return [{ field: `${FIELD}.expiry_time`, issue: "must be later than the start and than now" }];
}

/** null when the time is not given. */
function readTime(details: SchedulingDetails, name: "start_time" | "expiry_time"): Parsed<number | null> {
  const local = details[name];
  return local === undefined
    ? { ok: true, value: null }
    : readInstant(local, details.timezone, `${FIELD}.${name}`);
}

/** With a zone that does not exist the calendar is still checked. */
export function readInstant(local: string, timezone: string | undefined, field: string): Parsed<number> {
  const isZoned = timezone !== undefined && isIanaZone(timezone) && !local.endsWith("Z");
  const zone = isZoned ? timezone : "UTC"; // T1
  const wallClock = plainDateTime(local);
  if (wallClock === null) return { ok: false, problems: [{ field, issue: "there is no such date or time" }] };
  const instant = wallClock.toZonedDateTime(zone, { disambiguation: "compatible" }); // T2
  if (instant.toPlainDateTime().equals(wallClock)) return { ok: true, value: instant.epochMilliseconds };
  const issue = `there is no such time in ${zone}: clocks go forward then; choose an hour later`;
  return { ok: false, problems: [{ field, issue }] };
}

/** null when the calendar has no such day, or the day no such time. */
function plainDateTime(local: string): Temporal.PlainDateTime | null {
  try {
    return Temporal.PlainDateTime.from(local.replace(/Z$/, ""), { overflow: "reject" });
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    return null;
  }
}

const isUtc = (zone: string): boolean => ["utc", "etc/utc", "gmt"].includes(zone.toLowerCase());

/** Offsets such as "+05:30" are time zones to Temporal, but say nothing of clock changes. */
export function isIanaZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
