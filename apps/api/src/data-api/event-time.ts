// When an event happened, from what a program says of the time.
//
//   T1. `current_time` is UTC. Without it `user_time` is the user's clock: less the offset it is UTC. Without both: now.
//   T2. What lies in the future did not happen. Clocks differ a little, and that much is let pass.
import type { EventAction } from "@sluice/schema";
import { invalid } from "./data-refusal.ts";

const CLOCK_TOLERANCE_MS = 60_000;
/** A later number of seconds would be the year 5138: such numbers are milliseconds. */
const MAX_SECONDS = 1e11;
const MAX_MS = 8.64e15;

type Times = Pick<EventAction, "user_time" | "current_time" | "user_timezone_offset">;

/** @param field path of the action, for the refusal. @throws DataRefusal 400 */
export function eventTimeMs(times: Times, field: string, nowMs: number): number {
  const name = times.current_time === undefined ? "user_time" : "current_time";
  const told = times[name];
  if (told === undefined) return nowMs;
  const path = `${field}.${name}`;
  const readMs = instantMs(told);
  if (readMs === null)
    throw invalid(path, `${path}: use ISO 8601, for example 2026-05-31T16:33:35Z, or seconds since 1970`);
  const atMs = name === "current_time" ? readMs : readMs - (times.user_timezone_offset ?? 0) * 1_000;
  if (atMs > nowMs + CLOCK_TOLERANCE_MS) throw invalid(path, `${path}: lies in the future`);
  return Math.max(0, Math.round(atMs));
}

const ISO = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(Z|[+-]\d\d:?\d\d)?)?$/;
const NUMBER = /^\d{1,16}(?:\.\d+)?$/;

/** Without an offset a text is read as UTC. @returns null for what is no time */
export function instantMs(told: number | string): number | null {
  if (typeof told === "number") return fromNumber(told);
  const text = told.trim();
  if (NUMBER.test(text)) return fromNumber(Number(text));
  const [, day, time = "00:00", zone = "Z"] = ISO.exec(text) ?? [];
  if (day === undefined) return null;
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  if (new Date(Date.UTC(year, month - 1, date)).getUTCDate() !== date) return null; // 30 February
  const ms = Date.parse(`${day}T${time}${zone}`);
  return Number.isNaN(ms) ? null : ms;
}

function fromNumber(told: number): number | null {
  const ms = told < MAX_SECONDS ? told * 1_000 : told;
  return told >= 0 && ms <= MAX_MS ? ms : null;
}
