import { expect, test } from "vitest";
import { byEvent, email, fieldsIn, push } from "../../test/rule-factory.ts";

const S = "scheduling_details";
const START = "2026-12-01T09:30:00";
const at = (scheduling: object) => ({ [S]: scheduling });
const fixed = { delivery_type: "AT_FIXED_TIME", start_time: START, timezone: "Europe/Berlin" };
const BEST = {
  delivery_type: "SEND_IN_BTS",
  start_time: START,
  timezone: "UTC",
  bts_details: {
    send_in_bts: true,
    if_user_bts_is_not_available: "send_at_start_time",
    if_user_bts_outside_time_window: "send_at_window_end",
    window_end_time: "6:43 pm",
  },
};
const OWN_ZONE = {
  delivery_type: "SEND_IN_USER_TIMEZONE",
  start_time: START,
  user_timezone_details: { send_in_user_timezone: true, send_if_user_timezone_has_passed: false },
};

test.each<[string, object | undefined, string[]]>([
  ["none", undefined, [S]],
  ["no way of sending", {}, [`${S}.delivery_type`]],
  ["a fixed time", fixed, []],
  ["a fixed time in UTC by its Z", { delivery_type: "AT_FIXED_TIME", start_time: `${START}Z` }, []],
  ["no time", { delivery_type: "AT_FIXED_TIME", timezone: "UTC" }, [`${S}.start_time`]],
  ["no zone", { delivery_type: "AT_FIXED_TIME", start_time: START }, [`${S}.timezone`]],
  ["an hour that clocks skip", { ...fixed, start_time: "2027-03-28T02:30:00" }, [`${S}.start_time`]],
  ["a best time", BEST, []],
  [
    "no best time, and no window",
    { ...BEST, bts_details: { window_end_time: "soon" } },
    [
      `${S}.bts_details.send_in_bts`,
      `${S}.bts_details.if_user_bts_is_not_available`,
      `${S}.bts_details.if_user_bts_outside_time_window`,
      `${S}.bts_details.window_end_time`,
    ],
  ],
  ["each user's own zone", OWN_ZONE, []],
  [
    "no zone of their own",
    { delivery_type: "SEND_IN_USER_TIMEZONE", user_timezone_details: {} },
    [
      `${S}.start_time`,
      `${S}.user_timezone_details.send_in_user_timezone`,
      `${S}.user_timezone_details.send_if_user_timezone_has_passed`,
    ],
  ],
  [
    "details of other ways of sending",
    { ...fixed, bts_details: BEST.bts_details, user_timezone_details: OWN_ZONE.user_timezone_details },
    [`${S}.bts_details`, `${S}.user_timezone_details`],
  ],
  ["a repetition of what is sent once", { ...fixed, periodic_details: {} }, [`${S}.periodic_details`]],
  [
    "hours of no place",
    { ...fixed, geo_fence_timelimit: { notification_schedule: "ALWAYS" } },
    [`${S}.geo_fence_timelimit`],
  ],
])("one-time: %s", (_, scheduling, expected) => {
  expect(fieldsIn(email, at(scheduling as object))).toEqual(expected);
});

const P = `${S}.periodic_details`;
test.each<[string, object | undefined, string[]]>([
  ["no rhythm", undefined, [P]],
  ["of no frequency", {}, [`${P}.sending_frequency`]],
  ["daily", { sending_frequency: "DAILY", repeat_frequency: 2, no_of_occurences: 5 }, []],
  [
    "daily on a weekday",
    { sending_frequency: "DAILY", repeat_on_days_of_week: ["MONDAY"] },
    [`${P}.repeat_on_days_of_week`],
  ],
  ["weekly on no day", { sending_frequency: "WEEKLY" }, [`${P}.repeat_on_days_of_week`]],
  [
    "weekly by date",
    { sending_frequency: "WEEKLY", repeat_on_days_of_week: ["MONDAY"], repeat_on_date_of_month: [1] },
    [`${P}.repeat_on_date_of_month`],
  ],
  ["monthly by date", { sending_frequency: "MONTHLY", repeat_on_date_of_month: [30, 31] }, []],
  [
    "monthly by weekday",
    {
      sending_frequency: "MONTHLY",
      repeat_on_days_of_week_for_month: [{ week_granularity: "LAST", repeat_on_days_of_week: ["MONDAY"] }],
    },
    [],
  ],
  ["monthly on no day", { sending_frequency: "MONTHLY" }, [`${P}.repeat_on_date_of_month`]],
  [
    "monthly on no day of a week",
    {
      sending_frequency: "MONTHLY",
      repeat_on_days_of_week_for_month: [{ week_granularity: "LAST", repeat_on_days_of_week: [] }],
    },
    [`${P}.repeat_on_days_of_week_for_month[0].repeat_on_days_of_week`],
  ],
])("periodic: %s", (_, periodic_details, expected) => {
  const scheduling = periodic_details === undefined ? fixed : { ...fixed, periodic_details };
  expect(fieldsIn(email, { campaign_delivery_type: "PERIODIC", ...at(scheduling) })).toEqual(expected);
});

test("what is triggered may be live for a time, and is not sent at each user's", () => {
  const live = { delivery_type: "ASAP", start_time: `${START}Z`, expiry_time: "2026-12-24T00:00:00Z" };
  expect(fieldsIn(byEvent(email), at(live))).toEqual([]);
  expect(fieldsIn(byEvent(email), { [S]: undefined })).toEqual([]);
  expect(fieldsIn(byEvent(email), at(BEST))).toEqual([`${S}.delivery_type`]);
});

test("the hours of a place are hours, and end after they begin", () => {
  const campaign = {
    campaign_delivery_type: "LOCATION_TRIGGERED",
    "basic_details.geofences": {
      name: "Shop",
      latitude: "48.1",
      longitude: "11.5",
      radius: "250",
      response_time_value: "5",
      response_time_granularity: "MINUTES",
      triggered_at: "ENTRY",
    },
  };
  const limited = (timebounds: unknown[]) =>
    at({ delivery_type: "ASAP", geo_fence_timelimit: { notification_schedule: "LIMITED_TIME", timebounds } });
  const L = `${S}.geo_fence_timelimit.timebounds`;
  expect(fieldsIn(push, { ...campaign, ...limited([]) })).toEqual([L]);
  const bounds = { start_time: START, end_time: "2026-12-01T09:00:00" };
  expect(fieldsIn(push, { ...campaign, ...limited([bounds]) })).toEqual([`${L}[0].end_time`]);
  const noDay = { start_time: "2026-02-30T10:00:00", end_time: START };
  expect(fieldsIn(push, { ...campaign, ...limited([noDay]) })).toEqual([`${L}[0].start_time`]);
});
