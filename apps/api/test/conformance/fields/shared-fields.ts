// Components that every channel has: trigger, audience, schedule, goals, control group, UTM, audience limit.
import {
  bool,
  type Fields,
  type FieldTable,
  int,
  listOf,
  name,
  oneOf,
  text,
  wallClock,
} from "./field-values.ts";

const CHANNELS = ["PUSH", "EMAIL", "CONNECTOR"] as const;
const kind = (channel: string) => ({ channel, campaign_delivery_type: "EVENT_TRIGGERED" });
const forEachChannel = (table: (channel: string) => FieldTable): FieldTable[] => CHANNELS.map(table);

const filter = {
  filter_type: "user_attributes",
  name: "city",
  data_type: "string",
  operator: "is",
  value: "Pune",
};
const action = { filter_type: "actions", action_name: "Purchased" };
const segment = { filter_type: "custom_segments", name: "Loyal" };
const group = (...filters: unknown[]) => ({ filter_operator: "and", filters });

/** Answered with `case_sensitive` and `negate`, which are false when they are left out. */
const groups = {
  accepted: [
    group({ ...filter, case_sensitive: true, negate: true }),
    group({ ...filter, case_sensitive: false, negate: false, category: "Tracked Standard Attribute" }),
    group({ ...filter, case_sensitive: false, negate: false, is_dynamic_value: true, project_name: "App" }),
    group({ ...filter, case_sensitive: false, negate: false, operator: "in", value: ["Pune", "Delhi"] }),
    group({
      ...filter,
      data_type: "double",
      operator: "between",
      value: 1,
      value1: 9,
      case_sensitive: false,
      negate: false,
    }),
    group(action, segment),
    group({ ...action, executed: true, execution: { type: "atleast", count: 2 }, condition: "IF" }),
    group({ ...action, executed: false, execution: { type: "firstTime" } }),
    group({
      ...action,
      primary_time_range: { type: "inTheLast", value_type: "relative_past", value: "3", period_unit: "days" },
    }),
    group({ ...action, attributes: group({ ...filter, case_sensitive: false, negate: false }) }),
    group({ filter_type: "custom_segments", id: "64a1b2c3d4e5f6a7b8c9d0e1" }),
    { filter_operator: "or", filters: [group(segment), group(action)] },
  ],
  refused: [
    {},
    group(),
    { filter_operator: "xor", filters: [segment] },
    group({ filter_type: "astrology" }),
    group({ ...filter, data_type: "STRING" }),
    group({ ...filter, operator: "resembles" }),
    group({ ...action, execution: { type: "often" } }),
    group({ ...action, attributes: [] }),
    group("city"),
    [],
  ],
};

const schedule: Fields = {
  delivery_type: oneOf("ASAP", "AT_FIXED_TIME", "SEND_IN_BTS", "SEND_IN_USER_TIMEZONE"),
  start_time: wallClock,
  expiry_time: wallClock,
  timezone: { accepted: ["Europe/Berlin", "Asia/Kolkata"], refused: [5.5, ["UTC"]] },
  periodic_details: {
    sending_frequency: oneOf("DAILY", "WEEKLY", "MONTHLY"),
    repeat_frequency: int(1, 1_000),
    no_of_occurences: int(1, 100_000),
    repeat_on_date_of_month: { accepted: [[1, 31], []], refused: [[0], [32], ["1"], 1] },
    repeat_on_days_of_week: { accepted: [["MONDAY", "SUNDAY"]], refused: [["Monday"], "MONDAY", [1]] },
    repeat_on_days_of_week_for_month: {
      accepted: [
        ["FIRST", "SECOND", "THIRD", "FOURTH", "LAST"].map((week) => ({
          week_granularity: week,
          repeat_on_days_of_week: ["FRIDAY"],
        })),
      ],
      refused: [[{ week_granularity: "FIFTH", repeat_on_days_of_week: ["FRIDAY"] }], [{}], "LAST"],
    },
  },
  bts_details: {
    send_in_bts: bool,
    if_user_bts_is_not_available: { accepted: ["send_at_start_time"], refused: [1] },
    if_user_bts_outside_time_window: { accepted: ["send_at_window_end"], refused: [1] },
    window_end_time: { accepted: ["6:43 am"], refused: [1] },
  },
  user_timezone_details: { send_in_user_timezone: bool, send_if_user_timezone_has_passed: bool },
  geo_fence_timelimit: {
    accepted: [
      { notification_schedule: "ALWAYS" },
      {
        notification_schedule: "LIMITED_TIME",
        timebounds: [{ start_time: "2035-03-01T09:00:00", end_time: "2035-03-01T18:00:00" }],
      },
    ],
    refused: [{ notification_schedule: "NEVER" }, {}, { notification_schedule: "ALWAYS", timebounds: [{}] }],
  },
};

const scalar = { accepted: ["a", 1, true], refused: [{}] };
const goal: Fields = {
  goal_name: name,
  goal_event_name: name,
  is_primary_goal: bool,
  revenue_attribute: name,
  revenue_currency: { accepted: ["EUR"], refused: [978] },
};
const goalAttribute: Fields = {
  name,
  condition: text,
  data_type: oneOf(
    "STRING",
    "DOUBLE",
    "BOOL",
    "NUMBER",
    "GEOPOINT",
    "DATETIME",
    "ARRAY_DOUBLE",
    "ARRAY_STRING",
    "OBJECT",
    "ARRAY_OBJECT",
  ),
  value: { accepted: ["a", 1, true, ["a", "b"]], refused: [{}] },
  value1: scalar,
  negate: bool,
  value_type: text,
  array_filter_type: text,
  filters: { accepted: [[], [{ name: "x", value: { any: 1 } }]], refused: [{}, ["x"]] },
  is_case_sensitive: bool,
};

const trigger: Fields = {
  included_filters: groups,
  secondary_included_filters: groups,
  trigger_delay_value: int(0, 1_000_000),
  trigger_delay_granularity: oneOf("MINUTES", "HOURS", "DAYS"),
  trigger_relation: oneOf("BEFORE", "AFTER"),
  trigger_attr: {
    accepted: [{ name: "flight_time" }, "If Action"],
    refused: [{}, 1, { name: "" }],
    answeredAs: (value) => (typeof value === "string" ? { name: value } : value),
  },
};

export const SHARED_TABLES: readonly FieldTable[] = [
  ...forEachChannel((channel) => ({
    name: `${channel} trigger_condition`,
    base: kind(channel),
    fields: {
      trigger_condition: {
        ...trigger,
        trigger_delay_type:
          channel === "PUSH"
            ? oneOf("ASAP", "DELAY", "INTELLIGENT_DELAY")
            : { accepted: ["ASAP", "DELAY"], refused: ["INTELLIGENT_DELAY"] },
      },
    },
  })),
  {
    name: "PUSH intelligent delay",
    base: kind("PUSH"),
    fields: {
      trigger_condition: {
        intelligent_delay_optimization: {
          accepted: [
            {
              min_delay_value: 10,
              min_delay_granularity: "MINUTES",
              max_delay_value: 2,
              max_delay_granularity: "DAYS",
            },
          ],
          refused: [{}, { min_delay_value: 10 }, "soon"],
        },
      },
    },
  },
  ...forEachChannel((channel) => ({
    name: `${channel} segmentation_details`,
    base: kind(channel),
    fields: {
      segmentation_details: {
        is_all_user_campaign: bool,
        included_filters: groups,
        excluded_filters: groups,
        send_campaign_to_opt_out_users: bool,
      },
    },
  })),
  ...forEachChannel((channel) => ({
    name: `${channel} scheduling_details`,
    base: kind(channel),
    fields: { scheduling_details: schedule },
  })),
  ...forEachChannel((channel) => ({
    name: `${channel} conversion_goal_details`,
    base: kind(channel),
    fields: { conversion_goal_details: { attribution_window_in_hours: int(1, 240), goals: listOf(goal) } },
  })),
  ...forEachChannel((channel) => ({
    name: `${channel} goal_event_attribute`,
    base: {
      ...kind(channel),
      conversion_goal_details: { goals: [{ goal_event_attribute: { name: "cart_value" } }] },
    },
    fields: { conversion_goal_details: { goals: listOf({ goal_event_attribute: goalAttribute }) } },
  })),
  ...forEachChannel((channel) => ({
    name: `${channel} control_group_details`,
    base: kind(channel),
    fields: {
      control_group_details: {
        is_campaign_control_group_enabled: bool,
        campaign_control_group_percentage: int(0, 100),
        is_global_control_group_enabled: bool,
      },
    },
  })),
  ...forEachChannel((channel) => ({
    name: `${channel} utm_params`,
    base: kind(channel),
    fields: {
      utm_params: {
        utm_source: text,
        utm_medium: text,
        utm_campaign: text,
        utm_term: text,
        utm_content: text,
        utm_cust: text,
        campaign_source: text,
      },
    },
  })),
  ...forEachChannel((channel) => ({
    name: `${channel} approvers`,
    base: kind(channel),
    fields: {
      approvers: {
        accepted: [["ana@example.com"], ["ana@example.com", "ben@example.com"]],
        refused: ["ana@example.com", ["nobody"], [1], {}],
      },
    },
  })),
  ...forEachChannel((channel) => ({
    name: `${channel} campaign_audience_limit`,
    base: kind(channel),
    fields: {
      campaign_audience_limit: {
        is_campaign_audience_limit_enabled: { accepted: [false], refused: ["true"] },
        metric: oneOf("SENT"),
        frequency: oneOf("TOTAL", "INSTANCE"),
        limit: int(1, 9_999_999_999),
      },
    },
  })),
];
