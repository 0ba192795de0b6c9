import { expect, test } from "vitest";
import { byEvent, connector, email, EVENT, fieldsIn, group, push } from "../../test/rule-factory.ts";

const T = "trigger_condition";
const USER = { filter_type: "user_attributes", name: "city", data_type: "string", operator: "exists" };
const DELAY = {
  trigger_delay_type: "DELAY",
  trigger_delay_value: 2,
  trigger_delay_granularity: "HOURS",
  trigger_relation: "AFTER",
};
const WINDOW = {
  min_delay_value: 30,
  min_delay_granularity: "MINUTES",
  max_delay_value: 1,
  max_delay_granularity: "HOURS",
};
const on = (trigger: object) => ({ [T]: { included_filters: group(EVENT), ...trigger } });

test.each([
  ["push", byEvent(push)],
  ["push of a device", byEvent(push, "DEVICE_TRIGGERED")],
  ["e-mail", byEvent(email)],
  ["connector", byEvent(connector)],
])("an event triggers %s", (_, campaign) => {
  expect(fieldsIn(campaign)).toEqual([]);
});

test.each<[string, Record<string, unknown>, string[]]>([
  ["no trigger", { [T]: undefined }, [`${T}.included_filters`]],
  ["a trigger that names no event", on({ included_filters: group(USER) }), [`${T}.included_filters`]],
  [
    "nested conditions",
    on({ included_filters: group(EVENT, group(EVENT)) }),
    [`${T}.included_filters.filters[1]`],
  ],
  ["a wait", on(DELAY), []],
  [
    "a wait of unknown length",
    on({ trigger_delay_type: "DELAY" }),
    [`${T}.trigger_delay_value`, `${T}.trigger_delay_granularity`, `${T}.trigger_relation`],
  ],
  [
    "a wait without waiting",
    on({ trigger_delay_type: "ASAP", trigger_delay_value: 5 }),
    [`${T}.trigger_delay_value`],
  ],
  ["before nothing", on({ ...DELAY, trigger_relation: "BEFORE" }), [`${T}.trigger_attr`]],
  [
    "before the event itself",
    on({ ...DELAY, trigger_relation: "BEFORE", trigger_attr: { name: "If Action" } }),
    [`${T}.trigger_attr`],
  ],
  [
    "after the event itself, as one page writes it",
    on({ ...DELAY, trigger_attr: { name: "If Action" } }),
    [],
  ],
  [
    "before a time of the event",
    on({ ...DELAY, trigger_relation: "BEFORE", trigger_attr: { name: "departs_at" } }),
    [],
  ],
  [
    "before a time of two events",
    on({
      ...DELAY,
      trigger_relation: "BEFORE",
      trigger_attr: { name: "departs_at" },
      included_filters: group(EVENT, EVENT),
    }),
    [`${T}.included_filters`],
  ],
  [
    "a moment within a window",
    on({ trigger_delay_type: "INTELLIGENT_DELAY", intelligent_delay_optimization: WINDOW }),
    [],
  ],
  ["no window", on({ trigger_delay_type: "INTELLIGENT_DELAY" }), [`${T}.intelligent_delay_optimization`]],
  [
    "a window that closes before it opens",
    on({
      trigger_delay_type: "INTELLIGENT_DELAY",
      intelligent_delay_optimization: { ...WINDOW, min_delay_value: 90 },
    }),
    [`${T}.intelligent_delay_optimization.max_delay_value`],
  ],
])("%s", (_, changes, expected) => {
  expect(fieldsIn(byEvent(push), changes)).toEqual(expected);
});

test("what goes to an audience is not triggered; a device may wait; a place is trigger enough", () => {
  expect(fieldsIn(push, on({}))).toEqual([T]);
  expect(fieldsIn(byEvent(push, "DEVICE_TRIGGERED"), on(DELAY))).toEqual([]);
  const geofences = {
    name: "Shop",
    latitude: "48.1",
    longitude: "11.5",
    radius: "250",
    response_time_value: "5",
    response_time_granularity: "MINUTES",
    triggered_at: "dwell",
  };
  const atPlace = {
    campaign_delivery_type: "LOCATION_TRIGGERED",
    [T]: undefined,
    "basic_details.geofences": geofences,
  };
  expect(fieldsIn(push, atPlace)).toEqual([
    "basic_details.geofences.dwell_time_value",
    "basic_details.geofences.dwell_time_granularity",
  ]);
  expect(fieldsIn(push, { ...atPlace, "basic_details.geofences": undefined })).toEqual([
    "basic_details.geofences",
  ]);
  expect(fieldsIn(push, { "basic_details.geofences": geofences })).toEqual(["basic_details.geofences"]);
});

test("a business event is named where it triggers, and nowhere else", () => {
  const field = "basic_details.business_event";
  expect(fieldsIn(email, { campaign_delivery_type: "BUSINESS_EVENT_TRIGGERED" })).toEqual([field]);
  expect(
    fieldsIn(email, { campaign_delivery_type: "BUSINESS_EVENT_TRIGGERED", [field]: "Price drop" }),
  ).toEqual([]);
  expect(fieldsIn(email, { [field]: "Price drop" })).toEqual([field]);
});
