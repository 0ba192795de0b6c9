// Delivery controls: which go with which kind of campaign, and what they need of each other.
//
//   D1. A control that does not go with the kind says something only when it is on: programs fill in every field of a form.
import type { CampaignDefinition, CampaignDeliveryType, Problem, PushDeliveryControls } from "@sluice/schema";
import { isOneOf, listed } from "./campaign-types.ts";
import { isIdle, missing, missingFields, namesGiven, when } from "./problem.ts";

const PATH = "delivery_controls";

type Controls = PushDeliveryControls;
const AUDIENCES: readonly CampaignDeliveryType[] = ["ONE_TIME", "PERIODIC", "BUSINESS_EVENT_TRIGGERED"];

/** Kinds that each control goes with. What is not here goes with all. */
const KINDS_OF: Readonly<Partial<Record<keyof Controls, readonly CampaignDeliveryType[]>>> = {
  campaign_throttle_rpm: [...AUDIENCES, "API_TRIGGERED"],
  bypass_dnd: [...AUDIENCES, "EVENT_TRIGGERED", "DEVICE_TRIGGERED", "LOCATION_TRIGGERED"],
  minimum_delay_between_two_notification_in_hour: ["EVENT_TRIGGERED", "DEVICE_TRIGGERED"],
  ignore_global_minimum_delay: ["EVENT_TRIGGERED"],
  max_time_to_show_message_of_same_camapign: ["DEVICE_TRIGGERED"],
  expiry_time_of_sync_data_in_hour: ["DEVICE_TRIGGERED"],
  send_message_in_offline_mode: ["DEVICE_TRIGGERED"],
  send_limit_value: ["LOCATION_TRIGGERED"],
  send_limit_granularity_in_hours: ["LOCATION_TRIGGERED"],
  queuing_enabled: [...AUDIENCES, "EVENT_TRIGGERED"],
};

export function deliveryProblems(definition: CampaignDefinition, requestsPerMinuteCap: number): Problem[] {
  const controls: Controls | undefined = definition.delivery_controls;
  return [
    ...quietHourProblems(definition),
    ...kindProblems(definition, controls),
    ...(controls === undefined ? [] : speedProblems(controls, requestsPerMinuteCap)),
    ...(controls === undefined ? [] : retryProblems(controls)),
    ...(controls === undefined ? [] : queueProblems(controls)),
    ...sendLimitProblems(definition),
    ...placeLimitProblems(controls),
  ];
}

function quietHourProblems(definition: CampaignDefinition): Problem[] {
  const { channel, delivery_controls: controls } = definition;
  const mustSay = channel === "PUSH" && isOneOf(definition, ["EVENT_TRIGGERED"]);
  return mustSay
    ? missingFields(controls, PATH, { bypass_dnd: "say whether it is sent in quiet hours as well" })
    : [];
}

/** D1 */
function kindProblems(definition: CampaignDefinition, controls: Controls | undefined): Problem[] {
  return namesGiven(controls, Object.keys(KINDS_OF)).flatMap((name) => {
    const kinds = KINDS_OF[name as keyof Controls] ?? [];
    const issue = `goes with ${listed(kinds)} campaigns only; remove it`;
    return when(!isOneOf(definition, kinds), `${PATH}.${name}`, issue);
  });
}

function speedProblems({ campaign_throttle_rpm: limit = 0 }: Controls, cap: number): Problem[] {
  const issue = `the workspace's cap is ${cap} requests a minute; use at most that`;
  return when(limit > cap, `${PATH}.campaign_throttle_rpm`, issue);
}

function retryProblems({ retry_policy: retries }: Controls): Problem[] {
  const issue = `must not be less than initial_delay_ms (${retries?.initial_delay_ms ?? 0})`;
  const isUpsideDown = retries !== undefined && retries.max_delay_ms < retries.initial_delay_ms;
  return when(isUpsideDown, `${PATH}.retry_policy.max_delay_ms`, issue);
}

function queueProblems({ queuing_enabled, queue_duration = 0 }: Controls): Problem[] {
  const field = `${PATH}.queue_duration`;
  if (queuing_enabled !== true)
    return when(
      queue_duration > 0,
      field,
      "has no effect while queuing_enabled is false; enable it, or say 0",
    );
  return queue_duration > 0 ? [] : [missing(field, "say for how many hours messages wait, 1 to 48")];
}

const HOURS_IN = { HOURS: 1, DAYS: 24, WEEKS: 168, MONTHS: 730, YEAR: 8_760 } as const;
const LONGEST_HOURS = HOURS_IN.YEAR;

function sendLimitProblems(definition: CampaignDefinition): Problem[] {
  const config = definition.delivery_controls?.limit_send_config;
  const path = `${PATH}.limit_send_config`;
  if (config?.enabled !== true) return [];
  const isRepeated = isOneOf(definition, ["PERIODIC", "EVENT_TRIGGERED"]);
  const { window_unit: unit, window_value: value } = config;
  const hours = unit === undefined || value === undefined ? 0 : HOURS_IN[unit] * value;
  return [
    ...when(!isRepeated, path, "goes with PERIODIC and EVENT_TRIGGERED campaigns only; disable it"),
    ...missingFields(config, path, {
      max_count: "say how many messages one user gets at most",
      window_value: "say within how long",
      window_unit: "say in which unit: HOURS, DAYS, WEEKS, MONTHS or YEAR",
    }),
    ...when(
      unit === "HOURS" && !isOneOf(definition, ["EVENT_TRIGGERED"]),
      `${path}.window_unit`,
      "HOURS goes with EVENT_TRIGGERED campaigns only; count in days",
    ),
    ...when(hours > LONGEST_HOURS, `${path}.window_value`, "is longer than a year"),
  ];
}

/** How often a place may notify: number and hours come together. */
function placeLimitProblems(controls: Controls | undefined): Problem[] {
  const [value, hours] = [controls?.send_limit_value, controls?.send_limit_granularity_in_hours];
  if (isIdle(value) === isIdle(hours)) return [];
  return isIdle(value)
    ? [missing(`${PATH}.send_limit_value`, "say how many messages within those hours")]
    : [missing(`${PATH}.send_limit_granularity_in_hours`, "say within how many hours")];
}
