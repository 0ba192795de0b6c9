// Each user's best time within a window, and what holds for users without one.
import type { Problem, SchedulingDetails } from "@sluice/schema";
import { isIdle, misplaced, missing, missingFields, when } from "./problem.ts";

const PATH = "scheduling_details";
/** `6:43 am`, or `18:43`. */
const TIME_OF_DAY = /^(?:(?:0?[1-9]|1[0-2]):[0-5]\d\s?[ap]m|(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)$/i;

export function bestTimeProblems(scheduling: SchedulingDetails): Problem[] {
  const { delivery_type: type, bts_details: details, start_time } = scheduling;
  const field = `${PATH}.bts_details`;
  if (type !== "SEND_IN_BTS")
    return isIdle(details?.send_in_bts) ? [] : [misplaced(field, "only SEND_IN_BTS has a best time")];
  const windowEnd = details?.window_end_time;
  const hasOtherForm = windowEnd !== undefined && !TIME_OF_DAY.test(windowEnd) && !windowEnd.includes("T");
  return [
    ...(start_time === undefined ? [missing(`${PATH}.start_time`, "say when the window opens")] : []),
    ...when(details?.send_in_bts !== true, `${field}.send_in_bts`, "must be true to send at the best time"),
    ...missingFields(details, field, {
      if_user_bts_is_not_available: "say what holds for users without a best time",
      if_user_bts_outside_time_window: "say what holds for users whose best time is outside the window",
      window_end_time: "say when the window closes",
    }),
    ...when(hasOtherForm, `${field}.window_end_time`, 'is no time of day; write it like "6:43 pm"'),
  ];
}
