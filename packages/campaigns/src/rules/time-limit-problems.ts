// The hours in which a place triggers a campaign.
import type { CampaignDefinition, Problem, SchedulingDetails } from "@sluice/schema";
import { readInstant } from "../schedule.ts";
import { isOneOf } from "./campaign-types.ts";
import { isBlank, misplaced, missing } from "./problem.ts";

const PATH = "scheduling_details.geo_fence_timelimit";
type Bound = NonNullable<NonNullable<SchedulingDetails["geo_fence_timelimit"]>["timebounds"]>[number];

export function timeLimitProblems(definition: CampaignDefinition, scheduling: SchedulingDetails): Problem[] {
  const { geo_fence_timelimit: limit, timezone } = scheduling;
  if (limit === undefined) return [];
  if (!isOneOf(definition, ["LOCATION_TRIGGERED"]))
    return [misplaced(PATH, "only LOCATION_TRIGGERED campaigns have hours")];
  const { timebounds: bounds = [] } = limit;
  if (limit.notification_schedule === "ALWAYS")
    return isBlank(bounds) ? [] : [misplaced(`${PATH}.timebounds`, "ALWAYS has no hours")];
  if (isBlank(bounds)) return [missing(`${PATH}.timebounds`, "LIMITED_TIME says in which hours")];
  return bounds.flatMap((bound, index) => boundProblems(bound, timezone, `${PATH}.timebounds[${index}]`));
}

function boundProblems(
  { start_time, end_time }: Bound,
  timezone: string | undefined,
  path: string,
): Problem[] {
  const start = readInstant(start_time, timezone, `${path}.start_time`);
  const end = readInstant(end_time, timezone, `${path}.end_time`);
  if (!start.ok || !end.ok) return [start, end].flatMap((time) => (time.ok ? [] : time.problems));
  return end.value > start.value
    ? []
    : [{ field: `${path}.end_time`, issue: "must be later than start_time" }];
}
