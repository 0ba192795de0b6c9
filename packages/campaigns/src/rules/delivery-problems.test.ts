import { expect, test } from "vitest";
import { byEvent, connector, email, fieldsIn, push } from "../../test/rule-factory.ts";

const D = "delivery_controls";
const LIMIT = { enabled: true, max_count: 2, window_value: 1, window_unit: "DAYS" };
const API = {
  campaign_delivery_type: "API_TRIGGERED",
  segmentation_details: undefined,
  scheduling_details: undefined,
};

test.each<[string, object, Record<string, unknown>, string[]]>([
  ["push by an event says nothing of quiet hours", byEvent(push), { [D]: undefined }, [`${D}.bypass_dnd`]],
  [
    "a speed for single messages",
    byEvent(email),
    { [`${D}.campaign_throttle_rpm`]: 500 },
    [`${D}.campaign_throttle_rpm`],
  ],
  [
    "a speed above the cap",
    email,
    { [`${D}.campaign_throttle_rpm`]: 60_000 },
    [`${D}.campaign_throttle_rpm`],
  ],
  [
    "a delay between messages of an audience",
    email,
    { [`${D}.minimum_delay_between_two_notification_in_hour`]: 5 },
    [`${D}.minimum_delay_between_two_notification_in_hour`],
  ],
  ["no delay, said as 0", email, { [`${D}.minimum_delay_between_two_notification_in_hour`]: 0 }, []],
  [
    "what only devices know",
    push,
    {
      [D]: {
        send_message_in_offline_mode: true,
        expiry_time_of_sync_data_in_hour: "5",
        ignore_global_minimum_delay: true,
      },
    },
    [
      `${D}.ignore_global_minimum_delay`,
      `${D}.expiry_time_of_sync_data_in_hour`,
      `${D}.send_message_in_offline_mode`,
    ],
  ],
  ["a queue of no length", push, { [`${D}.queuing_enabled`]: true }, [`${D}.queue_duration`]],
  ["a length of no queue", push, { [`${D}.queue_duration`]: 5 }, [`${D}.queue_duration`]],
  ["a queue", push, { [D]: { queuing_enabled: true, queue_duration: 48 } }, []],
  ["a count for what is sent once", email, { [`${D}.limit_send_config`]: LIMIT }, [`${D}.limit_send_config`]],
  [
    "a count by event, by the hour",
    byEvent(email),
    { [`${D}.limit_send_config`]: { ...LIMIT, window_unit: "HOURS" } },
    [],
  ],
  [
    "a count of nothing",
    byEvent(email),
    { [`${D}.limit_send_config`]: { enabled: true } },
    ["max_count", "window_value", "window_unit"].map((name) => `${D}.limit_send_config.${name}`),
  ],
  [
    "a count over two years",
    byEvent(email),
    { [`${D}.limit_send_config`]: { ...LIMIT, window_value: 2, window_unit: "YEAR" } },
    [`${D}.limit_send_config.window_value`],
  ],
  [
    "controls of an API-triggered campaign",
    connector,
    { ...API, [D]: { ignore_frequency_capping: true, campaign_throttle_rpm: 500 } },
    [],
  ],
  [
    "quiet hours of an API-triggered campaign",
    connector,
    { ...API, [D]: { bypass_dnd: true } },
    [`${D}.bypass_dnd`],
  ],
])("%s", (_, campaign, changes, expected) => {
  expect(fieldsIn(campaign, changes)).toEqual(expected);
});

test("an API-triggered campaign has neither audience, nor schedule, trigger or audience limit", () => {
  const changes = {
    campaign_delivery_type: "API_TRIGGERED",
    trigger_condition: {},
    campaign_audience_limit: { is_campaign_audience_limit_enabled: true, limit: 5 },
  };
  expect(fieldsIn(connector, changes)).toEqual([
    "trigger_condition",
    "segmentation_details",
    "scheduling_details",
    "campaign_audience_limit",
    "campaign_audience_limit.metric",
    "campaign_audience_limit.frequency",
  ]);
});
