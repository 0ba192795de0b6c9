// When a campaign starts, for whom at which time, and until when.
//
//   S1. What goes to an audience at a time needs a schedule; what is triggered may have one, as the time in which it is live.
//   S2. A time on a clock needs the clock's zone; each user's own zone is nobody's zone.
//   S3. Details of one way of sending go with that way only.
import type { CampaignDefinition, CampaignDeliveryType, Problem, SchedulingDetails } from "@sluice/schema";
import { resolveSchedule } from "../schedule.ts";
import { bestTimeProblems } from "./best-time-problems.ts";
import { isOneOf, listed } from "./campaign-types.ts";
import { periodicProblems } from "./periodic-problems.ts";
import { isIdle, misplaced, missing, missingFields, when } from "./problem.ts";
import { timeLimitProblems } from "./time-limit-problems.ts";

const PATH = "scheduling_details";
const AT_A_TIME: readonly CampaignDeliveryType[] = ["ONE_TIME", "PERIODIC"];

export function schedulingProblems(definition: CampaignDefinition, nowMs: number): Problem[] {
  const { scheduling_details: scheduling } = definition;
  if (scheduling === undefined)
    return isOneOf(definition, AT_A_TIME) ? [missing(PATH, "say when it starts")] : []; // S1
  const resolved = resolveSchedule(timesOf(definition, scheduling), nowMs);
  return [
    ...missingFields(scheduling, PATH, { delivery_type: "say ASAP or AT_FIXED_TIME" }),
    ...(resolved.ok ? [] : resolved.problems),
    ...zoneProblems(scheduling),
    ...perUserProblems(definition, scheduling),
    ...bestTimeProblems(scheduling),
    ...userZoneProblems(scheduling),
    ...periodicProblems(definition, scheduling),
    ...timeLimitProblems(definition, scheduling),
  ];
}

/** Of what is triggered, the start is that of the time in which it is live, whatever each message waits for. */
function timesOf(definition: CampaignDefinition, scheduling: SchedulingDetails): SchedulingDetails {
  const hasWindow = scheduling.start_time !== undefined && !isOneOf(definition, AT_A_TIME);
  return hasWindow ? { ...scheduling, delivery_type: "AT_FIXED_TIME" } : scheduling;
}

/** S2 */
function zoneProblems({ delivery_type: type, start_time, timezone }: SchedulingDetails): Problem[] {
  const isOnAClock = type === "AT_FIXED_TIME" || type === "SEND_IN_BTS";
  const isUtc = start_time?.endsWith("Z") === true;
  return isOnAClock && timezone === undefined && !isUtc
    ? [
        missing(
          `${PATH}.timezone`,
          'say in which zone the time is meant, for example "Europe/Berlin" or "UTC"',
        ),
      ]
    : [];
}

function perUserProblems(
  definition: CampaignDefinition,
  { delivery_type: type }: SchedulingDetails,
): Problem[] {
  const isPerUser = type === "SEND_IN_BTS" || type === "SEND_IN_USER_TIMEZONE";
  const issue = `${type} goes with ${listed(AT_A_TIME)} campaigns only; use ASAP or AT_FIXED_TIME`;
  return when(isPerUser && !isOneOf(definition, AT_A_TIME), `${PATH}.delivery_type`, issue);
}

/** S3 */
function userZoneProblems(scheduling: SchedulingDetails): Problem[] {
  const { delivery_type: type, user_timezone_details: details, start_time } = scheduling;
  const field = `${PATH}.user_timezone_details`;
  if (type !== "SEND_IN_USER_TIMEZONE")
    return isIdle(details?.send_in_user_timezone)
      ? []
      : [misplaced(field, "only SEND_IN_USER_TIMEZONE has it")];
  return [
    ...(start_time === undefined
      ? [missing(`${PATH}.start_time`, "say at which time of each user's clock")]
      : []),
    ...when(
      details?.send_in_user_timezone !== true,
      `${field}.send_in_user_timezone`,
      "must be true to send at each user's time",
    ),
    ...missingFields(details, field, {
      send_if_user_timezone_has_passed: "say whether users whose time has passed are sent to",
    }),
  ];
}
