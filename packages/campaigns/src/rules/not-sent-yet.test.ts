import type { CampaignDefinition } from "@sluice/schema";
import { expect, test } from "vitest";
import { publishable } from "../../test/campaign-factory.ts";
import { notSentYet } from "./not-sent-yet.ts";

const fields = (definition: CampaignDefinition): string[] => notSentYet(definition).map(({ field }) => field);
const did = { filter_type: "actions", action_name: "Bought" };
const group = (...filters: unknown[]) => ({ filter_operator: "and", filters });

test("a one-time connector campaign with one content and its own filters is sent", () => {
  expect(fields(publishable())).toEqual([]);
});

test.each<[string, Record<string, unknown>, string[]]>([
  ["the channel", { channel: "PUSH", campaign_content: undefined }, ["channel"]],
  ["the delivery type", { campaign_delivery_type: "PERIODIC" }, ["campaign_delivery_type"]],
  [
    "content by locale",
    {
      campaign_content: {
        content: { default: { variation_1: { connector: { url: "https://api.example.com/x" } } } },
      },
    },
    ["campaign_content.content"],
  ],
  [
    "filters over what users did, however deep",
    {
      segmentation_details: {
        included_filters: group(did, group(did)),
        excluded_filters: group(did),
      },
    },
    [
      "segmentation_details.included_filters.filters[0]",
      "segmentation_details.included_filters.filters[1].filters[0]",
      "segmentation_details.excluded_filters.filters[0]",
    ],
  ],
  [
    "a time of each user's own",
    { scheduling_details: { delivery_type: "SEND_IN_USER_TIMEZONE", start_time: "2026-12-01T09:00:00" } },
    ["scheduling_details.delivery_type"],
  ],
  [
    "counts of messages to one user",
    {
      delivery_controls: {
        minimum_delay_between_two_notification_in_hour: 2,
        limit_send_config: { enabled: true, max_count: 1, window_value: 1, window_unit: "DAYS" },
      },
    },
    [
      "delivery_controls.minimum_delay_between_two_notification_in_hour",
      "delivery_controls.limit_send_config",
    ],
  ],
  [
    "goals and UTM parameters",
    {
      conversion_goal_details: { goals: [{ goal_name: "Buys" }] },
      utm_params: { utm_source: "sluice" },
    },
    ["conversion_goal_details.goals", "utm_params"],
  ],
])("%s is named", (_, changes, expected) => {
  expect(fields(publishable(changes))).toEqual(expected);
});

test("what is switched off costs nothing", () => {
  const off = {
    delivery_controls: {
      minimum_delay_between_two_notification_in_hour: 0,
      limit_send_config: { enabled: false },
    },
    control_group_details: { is_campaign_control_group_enabled: false },
    campaign_audience_limit: { is_campaign_audience_limit_enabled: false },
    conversion_goal_details: { goals: [] },
  };
  expect(fields(publishable(off))).toEqual([]);
});
