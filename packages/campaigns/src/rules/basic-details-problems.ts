// What a campaign is called, and what its kind and channel need to know of it.
import type { CampaignDefinition, EmailDefinition, Geofence, Problem, PushDefinition } from "@sluice/schema";
import { isByEvent, isOneOf } from "./campaign-types.ts";
import { isBlank, isIdle, misplaced, missing, missingFields, when } from "./problem.ts";

const PATH = "basic_details";

export function basicDetailsProblems(definition: CampaignDefinition): Problem[] {
  return [
    ...missingFields(definition.basic_details, PATH, { name: "give the campaign a name" }),
    ...businessEventProblems(definition),
    ...(definition.channel === "PUSH" ? pushProblems(definition) : []),
    ...(definition.channel === "EMAIL" ? emailProblems(definition) : []),
  ];
}

function businessEventProblems(definition: CampaignDefinition): Problem[] {
  const field = `${PATH}.business_event`;
  const isNamed = !isBlank(definition.basic_details?.business_event);
  if (isOneOf(definition, ["BUSINESS_EVENT_TRIGGERED"]))
    return isNamed ? [] : [missing(field, "name the business event that triggers the campaign")];
  return isNamed ? [misplaced(field, "only BUSINESS_EVENT_TRIGGERED campaigns have a business event")] : [];
}

function pushProblems(definition: PushDefinition): Problem[] {
  const details = definition.basic_details;
  return [
    ...missingFields(details, PATH, { platforms: "list ANDROID, IOS or WEB" }),
    ...when(
      new Set(details?.platforms).size < (details?.platforms?.length ?? 0),
      `${PATH}.platforms`,
      "names a platform twice; name each once",
    ),
    ...iosAudienceProblems(definition),
    ...geofenceProblems(definition),
    ...(isIdle(details?.send_to_triggered_platform_only) || isByEvent(definition)
      ? []
      : [misplaced(`${PATH}.send_to_triggered_platform_only`, "only what an event triggers has a platform")]),
    ...(isBlank(details?.broadcast_live_activity_id)
      ? []
      : [misplaced(`${PATH}.broadcast_live_activity_id`, "live activities are not broadcast from drafts")]),
  ];
}

const IOS_AUDIENCES = [
  "send_to_all_eligible_device",
  "exclude_provisional_push_devices",
  "send_to_only_provisional_push_enabled_devices",
] as const;

/** Exactly one of three flags says which iOS devices are meant. */
function iosAudienceProblems({ basic_details: details }: PushDefinition): Problem[] {
  if (details?.platforms?.includes("IOS") !== true) return [];
  const ios = details.platform_specific_details?.ios;
  const chosen = IOS_AUDIENCES.filter((name) => ios?.[name] === true);
  if (chosen.length === 1) return [];
  const issue =
    chosen.length === 0
      ? `is missing: set exactly one of ${IOS_AUDIENCES.join(", ")} to true`
      : `has ${chosen.join(" and ")}; set exactly one to true`;
  return [{ field: `${PATH}.platform_specific_details.ios`, issue }];
}

function geofenceProblems(definition: PushDefinition): Problem[] {
  const field = `${PATH}.geofences`;
  const fence = definition.basic_details?.geofences;
  const isByPlace = isOneOf(definition, ["LOCATION_TRIGGERED"]);
  if (fence === undefined) return isByPlace ? [missing(field, "say which place triggers the campaign")] : [];
  if (!isByPlace) return [misplaced(field, "only LOCATION_TRIGGERED campaigns have a place")];
  return [
    ...when(Number(fence.radius) <= 0, `${field}.radius`, "must be more than 0 metres"),
    ...dwellProblems(fence, field),
  ];
}

function dwellProblems(fence: Geofence, field: string): Problem[] {
  const wanted = {
    dwell_time_value: "say how long somebody has to stay",
    dwell_time_granularity: "say in which unit: MINUTES, HOURS or DAYS",
  };
  if (fence.triggered_at === "dwell") {
    const isNoTime = fence.dwell_time_value !== undefined && Number(fence.dwell_time_value) === 0;
    return [
      ...missingFields(fence, field, wanted),
      ...when(isNoTime, `${field}.dwell_time_value`, "must be at least 1"),
    ];
  }
  return isIdle(fence.dwell_time_value)
    ? []
    : [misplaced(`${field}.dwell_time_value`, `${fence.triggered_at} does not wait; only dwell does`)];
}

function emailProblems({ basic_details: details }: EmailDefinition): Problem[] {
  const isPromotional = details?.content_type === "PROMOTIONAL";
  return [
    ...missingFields(details, PATH, { content_type: "say PROMOTIONAL or TRANSACTIONAL" }),
    ...(isPromotional
      ? missingFields(details, PATH, {
          subscription_category: "promotional e-mail says to which subscription it belongs",
        })
      : []),
  ];
}
