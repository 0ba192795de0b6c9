// What measures a campaign and bounds it: control group, UTM parameters, audience limit.
import type { CampaignDefinition, Problem } from "@sluice/schema";
import { isOneOf } from "./campaign-types.ts";
import { misplaced, missingFields, namesGiven, when } from "./problem.ts";

export function controlGroupProblems({ control_group_details: group }: CampaignDefinition): Problem[] {
  const path = "control_group_details";
  return group?.is_campaign_control_group_enabled === true
    ? missingFields(group, path, {
        campaign_control_group_percentage: "say which share of the users is left out",
      })
    : [];
}

/** A part of them without the source and the medium tells nothing. */
export function utmProblems({ utm_params: params }: CampaignDefinition): Problem[] {
  if (params === undefined || Object.keys(params).length === 0) return [];
  return missingFields(params, "utm_params", {
    utm_source: "say where the traffic comes from",
    utm_medium: "say through which medium",
  });
}

const LIMIT_FIELDS = ["metric", "frequency", "limit"] as const;

/** A one-time campaign may leave out what can only be one thing for it. */
export function audienceLimitProblems(definition: CampaignDefinition): Problem[] {
  const { campaign_audience_limit: limit, channel } = definition;
  const path = "campaign_audience_limit";
  if (limit === undefined) return [];
  if (limit.is_campaign_audience_limit_enabled !== true)
    return namesGiven(limit, LIMIT_FIELDS).map((name) =>
      misplaced(`${path}.${name}`, "the limit is not enabled"),
    );
  const isPerSending = channel === "PUSH" && isOneOf(definition, ["PERIODIC"]);
  const always = { limit: "say how many users it reaches at most" };
  const others = { metric: "say SENT", frequency: isPerSending ? "say TOTAL or INSTANCE" : "say TOTAL" };
  return [
    ...missingFields(limit, path, isOneOf(definition, ["ONE_TIME"]) ? always : { ...others, ...always }),
    ...when(
      limit.frequency === "INSTANCE" && !isPerSending,
      `${path}.frequency`,
      "INSTANCE goes with periodic push campaigns only; use TOTAL",
    ),
  ];
}
