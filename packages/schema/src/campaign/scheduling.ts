// When a campaign starts, how often it is repeated, and until when its messages are worth sending.
import { z } from "zod";

/** Wall-clock time without offset: the campaign's time zone says which instant it is. */
const LOCAL_DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?Z?$/;
const LocalDateTime = z
  .string()
  .regex(LOCAL_DATE_TIME, 'use ISO 8601 without offset, for example "2026-12-01T09:30:00"');

const Weekday = z.enum(["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"]);
const Weekdays = z.array(Weekday).max(7);

/** `no_of_occurences` is spelt as in the product. */
export const PeriodicDetails = z.strictObject({
  sending_frequency: z.enum(["DAILY", "WEEKLY", "MONTHLY"]).optional(),
  repeat_frequency: z.int().min(1).max(1_000).optional().describe("Every how many days, weeks or months."),
  no_of_occurences: z.int().min(1).max(100_000).optional(),
  repeat_on_date_of_month: z.array(z.int().min(1).max(31)).max(31).optional(),
  repeat_on_days_of_week: Weekdays.optional(),
  repeat_on_days_of_week_for_month: z
    .array(
      z.strictObject({
        week_granularity: z.enum(["FIRST", "SECOND", "THIRD", "FOURTH", "LAST"]),
        repeat_on_days_of_week: Weekdays,
      }),
    )
    .max(5)
    .optional(),
});
export type PeriodicDetails = z.infer<typeof PeriodicDetails>;

/** The product publishes no list of the two fallbacks; the values seen are `send_at_start_time`, `send_at_window_end`. */
export const BestTimeDetails = z.strictObject({
  send_in_bts: z.boolean().optional(),
  if_user_bts_is_not_available: z.string().max(64).optional(),
  if_user_bts_outside_time_window: z.string().max(64).optional(),
  window_end_time: z.string().max(32).optional(),
});

export const UserTimezoneDetails = z.strictObject({
  send_in_user_timezone: z.boolean().optional(),
  send_if_user_timezone_has_passed: z.boolean().optional(),
});

export const SchedulingDetails = z.strictObject({
  delivery_type: z.enum(["ASAP", "AT_FIXED_TIME", "SEND_IN_BTS", "SEND_IN_USER_TIMEZONE"]).optional(),
  start_time: LocalDateTime.optional(),
  /** A message not sent by then ends as `expired`. Absent: 24 hours after the start. */
  expiry_time: LocalDateTime.optional(),
  /** IANA name, never an offset. Without it times are UTC. */
  timezone: z.string().max(64).optional(),
  periodic_details: PeriodicDetails.optional(),
  bts_details: BestTimeDetails.optional(),
  user_timezone_details: UserTimezoneDetails.optional(),
  geo_fence_timelimit: z
    .strictObject({
      notification_schedule: z.enum(["ALWAYS", "LIMITED_TIME"]),
      timebounds: z
        .array(z.strictObject({ start_time: LocalDateTime, end_time: LocalDateTime }))
        .max(24)
        .optional(),
    })
    .optional(),
});
export type SchedulingDetails = z.infer<typeof SchedulingDetails>;

export const DEFAULT_RUN_LIFETIME_MS = 24 * 3_600_000;
