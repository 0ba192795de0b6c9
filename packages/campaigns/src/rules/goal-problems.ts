// What counts as success: named goals, one of them the primary one, within a window.
import type { CampaignDefinition, Goal, Problem } from "@sluice/schema";
import { isBlank, missing, missingFields, when } from "./problem.ts";

const PATH = "conversion_goal_details";

export function goalProblems({ conversion_goal_details: details }: CampaignDefinition): Problem[] {
  const goals = details?.goals ?? [];
  if (details === undefined || goals.length === 0) return [];
  return [
    ...missingFields(details, PATH, {
      attribution_window_in_hours: "say how long after a message a goal counts",
    }),
    ...primaryProblems(goals),
    ...goals.flatMap((goal, index) => problemsOfOne(goal, `${PATH}.goals[${index}]`)),
    ...nameProblems(goals),
  ];
}

function primaryProblems(goals: readonly Goal[]): Problem[] {
  const primaryCount = goals.filter(({ is_primary_goal }) => is_primary_goal === true).length;
  const issue = `has ${primaryCount} primary goals; set is_primary_goal of exactly one to true`;
  return when(primaryCount !== 1, `${PATH}.goals`, issue);
}

function nameProblems(goals: readonly Goal[]): Problem[] {
  const names = goals.map(({ goal_name }) => goal_name?.trim().toLowerCase());
  return names.flatMap((name, index) =>
    when(
      name !== undefined && names.indexOf(name) < index,
      `${PATH}.goals[${index}].goal_name`,
      "is the name of another goal; give each its own",
    ),
  );
}

function problemsOfOne(goal: Goal, path: string): Problem[] {
  const isCurrencyAlone = !isBlank(goal.revenue_currency) && isBlank(goal.revenue_attribute);
  return [
    ...missingFields(goal, path, {
      goal_name: "give the goal a name",
      goal_event_name: "name the event that reaches it",
    }),
    ...(isCurrencyAlone
      ? [missing(`${path}.revenue_attribute`, "name the attribute that holds the amount")]
      : []),
    ...attributeProblems(goal, `${path}.goal_event_attribute`),
  ];
}

const WITHOUT_VALUE = /^(?:exists|today|is_?empty)$/i;

function attributeProblems({ goal_event_attribute: attribute }: Goal, path: string): Problem[] {
  if (attribute === undefined) return [];
  const takesValue = attribute.condition !== undefined && !WITHOUT_VALUE.test(attribute.condition);
  const isNested = (attribute.filters ?? []).length > 0;
  return [
    ...missingFields(attribute, path, {
      data_type: "say its type, in capitals: STRING, DOUBLE, BOOL, …",
      condition: "say how its value is compared",
    }),
    ...(takesValue && !isNested
      ? missingFields(attribute, path, { value: "say what it is compared with" })
      : []),
    ...(attribute.condition === "between"
      ? missingFields(attribute, path, { value1: '"between" has an upper end' })
      : []),
  ];
}
