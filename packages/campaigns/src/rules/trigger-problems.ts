// What triggers a campaign, and how long it waits.
//
//   T1. A wait is asked for by its type: DELAY has a value, a unit and a direction, INTELLIGENT_DELAY a window; ASAP has none.
//   T2. Conditions of a trigger do not nest, and those of EVENT_TRIGGERED name at least one event.
import type { CampaignDefinition, Filter, FilterGroup, Problem, PushTriggerCondition } from "@sluice/schema";
import { isByEvent, isOneOf } from "./campaign-types.ts";
import { isIdle, misplaced, missing, missingFields, namesGiven, when } from "./problem.ts";

const PATH = "trigger_condition";

export function triggerProblems(definition: CampaignDefinition): Problem[] {
  const trigger: PushTriggerCondition | undefined = definition.trigger_condition;
  if (!isByEvent(definition)) return trigger === undefined ? [] : [notTriggered(definition)];
  return [...eventProblems(definition, trigger), ...(trigger === undefined ? [] : delayProblems(trigger))];
}

const notTriggered = ({ campaign_delivery_type: type }: CampaignDefinition): Problem =>
  misplaced(PATH, `a ${type} campaign is not triggered by what users do`);

/** T2. A place is trigger enough. */
function eventProblems(definition: CampaignDefinition, trigger: PushTriggerCondition | undefined): Problem[] {
  const field = `${PATH}.included_filters`;
  const primary = trigger?.included_filters;
  if (primary === undefined)
    return isOneOf(definition, ["LOCATION_TRIGGERED"])
      ? []
      : [missing(field, "name at least one event that triggers the campaign")];
  const hasEvent = filtersOf(primary).some((filter) => "action_name" in filter);
  return [
    ...when(
      isOneOf(definition, ["EVENT_TRIGGERED"]) && !hasEvent,
      field,
      'names no event; add a filter with filter_type "actions"',
    ),
    ...nestedProblems(primary, field),
    ...nestedProblems(trigger?.secondary_included_filters, `${PATH}.secondary_included_filters`),
  ];
}

const filtersOf = ({ filters }: FilterGroup): Array<Filter | FilterGroup> => filters;

const nestedProblems = (group: FilterGroup | undefined, path: string): Problem[] =>
  (group === undefined ? [] : filtersOf(group)).flatMap((filter, index) =>
    when(
      "filters" in filter,
      `${path}.filters[${index}]`,
      "conditions of a trigger do not nest; write them side by side",
    ),
  );

/** T1 */
function delayProblems(trigger: PushTriggerCondition): Problem[] {
  switch (trigger.trigger_delay_type ?? "ASAP") {
    case "ASAP":
      return namesGiven(trigger, ["trigger_delay_value", "intelligent_delay_optimization"]).map((name) =>
        misplaced(`${PATH}.${name}`, "ASAP does not wait"),
      );
    case "DELAY":
      return [...waitProblems(trigger), ...windowMisplaced(trigger)];
    case "INTELLIGENT_DELAY":
      return [...windowProblems(trigger), ...anchorMisplaced(trigger)];
    default:
      return [];
  }
}

function waitProblems(trigger: PushTriggerCondition): Problem[] {
  return [
    ...missingFields(trigger, PATH, {
      trigger_delay_value: "DELAY says how long to wait",
      trigger_delay_granularity: "DELAY says in which unit: MINUTES, HOURS or DAYS",
      trigger_relation: "DELAY says BEFORE or AFTER",
    }),
    ...(trigger.trigger_relation === "BEFORE" ? anchorProblems(trigger) : []),
  ];
}

/** What programs write where the wait counts from the event itself. */
const THE_EVENT_ITSELF = "If Action";

/** Before a time that an attribute of the one event tells. */
function anchorProblems({
  trigger_attr: anchor,
  included_filters: primary,
}: PushTriggerCondition): Problem[] {
  const isNamed = anchor !== undefined && anchor.name !== THE_EVENT_ITSELF;
  const eventCount = primary === undefined ? 0 : filtersOf(primary).length;
  return [
    ...(isNamed
      ? []
      : [
          missing(
            `${PATH}.trigger_attr`,
            "name the attribute that holds the time; nothing is sent before its event",
          ),
        ]),
    ...when(eventCount > 1, `${PATH}.included_filters`, "BEFORE counts from one event; name only one"),
  ];
}

const windowMisplaced = (trigger: PushTriggerCondition): Problem[] =>
  trigger.intelligent_delay_optimization === undefined
    ? []
    : [misplaced(`${PATH}.intelligent_delay_optimization`, "DELAY waits for a fixed time")];

const anchorMisplaced = (trigger: PushTriggerCondition): Problem[] =>
  trigger.trigger_relation === "BEFORE"
    ? [misplaced(`${PATH}.trigger_relation`, "INTELLIGENT_DELAY counts from the event")]
    : [];

const MINUTES_IN = { MINUTES: 1, HOURS: 60, DAYS: 1_440 } as const;

function windowProblems({ intelligent_delay_optimization: window }: PushTriggerCondition): Problem[] {
  const field = `${PATH}.intelligent_delay_optimization`;
  if (window === undefined) return [missing(field, "INTELLIGENT_DELAY needs its shortest and longest wait")];
  const shortest = window.min_delay_value * MINUTES_IN[window.min_delay_granularity];
  const longest = window.max_delay_value * MINUTES_IN[window.max_delay_granularity];
  return [
    ...when(isIdle(window.max_delay_value), `${field}.max_delay_value`, "must be at least 1"),
    ...when(
      longest > 0 && shortest >= longest,
      `${field}.max_delay_value`,
      "must be longer than the shortest wait",
    ),
  ];
}
