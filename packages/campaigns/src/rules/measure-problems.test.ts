import { expect, test } from "vitest";
import { email, fieldsIn, push } from "../../test/rule-factory.ts";

const L = "campaign_audience_limit";
const limit = (fields: object, type = "ONE_TIME") => ({
  campaign_delivery_type: type,
  [L]: { is_campaign_audience_limit_enabled: true, ...fields },
  ...(type === "PERIODIC" && {
    scheduling_details: { delivery_type: "ASAP", periodic_details: { sending_frequency: "DAILY" } },
  }),
});

test.each<[string, object, Record<string, unknown>, string[]]>([
  ["a one-time campaign says the limit alone", email, limit({ limit: 100 }), []],
  [
    "a one-time campaign may say the rest as well",
    email,
    limit({ limit: 100, metric: "SENT", frequency: "TOTAL" }),
    [],
  ],
  ["no limit", email, limit({}), [`${L}.limit`]],
  ["a periodic one says all", email, limit({ limit: 100 }, "PERIODIC"), [`${L}.metric`, `${L}.frequency`]],
  [
    "for each sending of periodic push",
    push,
    limit({ limit: 1, metric: "SENT", frequency: "INSTANCE" }, "PERIODIC"),
    [],
  ],
  [
    "for each sending of anything else",
    email,
    limit({ limit: 1, metric: "SENT", frequency: "INSTANCE" }, "PERIODIC"),
    [`${L}.frequency`],
  ],
  [
    "fields of a limit that is off",
    email,
    { [L]: { is_campaign_audience_limit_enabled: false, limit: 5 } },
    [`${L}.limit`],
  ],
])("audience limit: %s", (_, campaign, changes, expected) => {
  expect(fieldsIn(campaign, changes)).toEqual(expected);
});

const G = "conversion_goal_details";
const goal = { goal_name: "Buys", goal_event_name: "Bought", is_primary_goal: true };
const goals = (...list: object[]) => ({ [G]: { attribution_window_in_hours: 24, goals: list } });

test.each<[string, Record<string, unknown>, string[]]>([
  ["one", goals(goal), []],
  ["none primary", goals({ ...goal, is_primary_goal: false }), [`${G}.goals`]],
  [
    "two primary, of one name",
    goals(goal, { ...goal, goal_name: " buys" }),
    [`${G}.goals`, `${G}.goals[1].goal_name`],
  ],
  [
    "of no name and event",
    goals({ is_primary_goal: true }),
    [`${G}.goals[0].goal_name`, `${G}.goals[0].goal_event_name`],
  ],
  ["within no time", { [G]: { goals: [goal] } }, [`${G}.attribution_window_in_hours`]],
  [
    "in a currency of nothing",
    goals({ ...goal, revenue_currency: "EUR" }),
    [`${G}.goals[0].revenue_attribute`],
  ],
  [
    "of an attribute that is compared with nothing",
    goals({ ...goal, goal_event_attribute: { name: "price", data_type: "DOUBLE", condition: "between" } }),
    [`${G}.goals[0].goal_event_attribute.value`, `${G}.goals[0].goal_event_attribute.value1`],
  ],
])("goals: %s", (_, changes, expected) => {
  expect(fieldsIn(email, changes)).toEqual(expected);
});

test("a control group says its share, UTM parameters their source and medium, an expiry its unit", () => {
  expect(fieldsIn(email, { control_group_details: { is_campaign_control_group_enabled: true } })).toEqual([
    "control_group_details.campaign_control_group_percentage",
  ]);
  expect(fieldsIn(email, { utm_params: { campaign_source: "x" } })).toEqual([
    "utm_params.utm_source",
    "utm_params.utm_medium",
  ]);
  expect(fieldsIn(push, { "advanced.expiration_settings": { expire_notification_after_value: 3 } })).toEqual([
    "advanced.expiration_settings.expire_notification_after_type",
  ]);
});
