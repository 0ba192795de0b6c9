// How often a periodic campaign is repeated, and on which days. With two ends the earlier holds.
import type { CampaignDefinition, PeriodicDetails, Problem, SchedulingDetails } from "@sluice/schema";
import { isOneOf } from "./campaign-types.ts";
import { isBlank, misplaced, missing, missingFields } from "./problem.ts";

const PATH = "scheduling_details.periodic_details";

export function periodicProblems(definition: CampaignDefinition, scheduling: SchedulingDetails): Problem[] {
  const { periodic_details: periodic } = scheduling;
  if (!isOneOf(definition, ["PERIODIC"]))
    return periodic === undefined ? [] : [misplaced(PATH, "only PERIODIC campaigns are repeated")];
  if (periodic === undefined) return [missing(PATH, "say how often it is repeated")];
  return [
    ...missingFields(periodic, PATH, { sending_frequency: "say DAILY, WEEKLY or MONTHLY" }),
    ...dayProblems(periodic),
  ];
}

const DAYS = [
  "repeat_on_days_of_week",
  "repeat_on_date_of_month",
  "repeat_on_days_of_week_for_month",
] as const;
type Days = (typeof DAYS)[number];

/** Which kinds of days each frequency takes. */
const TAKES: Readonly<Record<NonNullable<PeriodicDetails["sending_frequency"]>, readonly Days[]>> = {
  DAILY: [],
  WEEKLY: ["repeat_on_days_of_week"],
  MONTHLY: DAYS,
};

function dayProblems(periodic: PeriodicDetails): Problem[] {
  const { sending_frequency: frequency } = periodic;
  if (frequency === undefined) return [];
  const given = DAYS.filter((name) => !isBlank(periodic[name]));
  const fitting = given.filter((name) => TAKES[frequency].includes(name));
  const [wanted] = frequency === "MONTHLY" ? (["repeat_on_date_of_month"] as const) : TAKES[frequency];
  return [
    ...given
      .filter((name) => !TAKES[frequency].includes(name))
      .map((name) => misplaced(`${PATH}.${name}`, `${frequency} campaigns are not repeated by it`)),
    ...(wanted !== undefined && fitting.length === 0
      ? [
          missing(
            `${PATH}.${wanted}`,
            `say on which days it is sent${frequency === "MONTHLY" ? ", by date or by weekday" : ""}`,
          ),
        ]
      : []),
    ...weekdayProblems(periodic),
  ];
}

const weekdayProblems = ({ repeat_on_days_of_week_for_month: weeks = [] }: PeriodicDetails): Problem[] =>
  weeks.flatMap(({ repeat_on_days_of_week: days }, index) =>
    days.length > 0
      ? []
      : missing(
          `${PATH}.repeat_on_days_of_week_for_month[${index}].repeat_on_days_of_week`,
          "name the days of that week",
        ),
  );
