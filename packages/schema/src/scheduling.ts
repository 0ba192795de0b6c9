// When a one-time campaign starts, and until when its requests are worth sending.
import { z } from "zod";

/** Wall-clock time without offset: the campaign's time zone says which instant it is. */
const LOCAL_DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?Z?$/;
const LocalDateTime = z
  .string()
  .regex(LOCAL_DATE_TIME, 'use ISO 8601 without offset, for example "2026-12-01T09:30:00"');

export const SchedulingDetails = z.strictObject({
  delivery_type: z.enum(["ASAP", "AT_FIXED_TIME"]),
  start_time: LocalDateTime.optional(),
  /** IANA name, never an offset. Without it times are UTC. */
  timezone: z.string().max(64).optional(),
  /** A request not sent by then ends as `expired`. Absent: 24 hours after the start. */
  expiry_time: LocalDateTime.optional(),
});
export type SchedulingDetails = z.infer<typeof SchedulingDetails>;

export const DEFAULT_RUN_LIFETIME_MS = 24 * 3_600_000;
