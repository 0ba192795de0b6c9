// Is a campaign fit to be published? Every problem at once, each with the dotted path of its field.
import { connectorProblems } from "@sluice/content";
import { type CampaignDefinition, connectorOf, type Problem, type SegmentationDetails } from "@sluice/schema";
import { answerProblems } from "./answer-problems.ts";
import { type AuthorizationFacts, authorizationProblems } from "./authorization-problems.ts";
import { isTriggered } from "./definition-of.ts";
import { notSentYet } from "./rules/not-sent-yet.ts";
import { resolveSchedule } from "./schedule.ts";

/** What stands between a campaign and publication. */
export interface Verdict {
  /** Of its content: what its author has to change. */
  errors: Problem[];
  /** What is right, and this version does not send. */
  cannotBeSentYet: Problem[];
}

export interface PublishContext {
  nowMs: number;
  /** The workspace's cap over all its campaigns. */
  requestsPerMinuteCap: number;
  segmentationProblems(segmentation: SegmentationDetails, prefix: string): Problem[];
  /** Of the configurations that the campaign names. Left out: they are not known here. */
  authorizations?: readonly AuthorizationFacts[];
  /** What the operator has against calling this URL, or null. */
  endpointProblem?(url: string): string | null;
}

export const verdictOn = (definition: CampaignDefinition, context: PublishContext): Verdict => ({
  errors: publishProblems(definition, context),
  cannotBeSentYet: notSentYet(definition),
});

export function publishProblems(definition: CampaignDefinition, context: PublishContext): Problem[] {
  return [
    ...nameProblems(definition),
    ...answerProblems(definition),
    ...contentProblems(definition, context),
    ...(context.authorizations === undefined
      ? []
      : authorizationProblems(definition, context.authorizations)),
    ...audienceProblems(definition, context),
    ...scheduleProblems(definition, context),
    ...deliveryProblems(definition, context),
  ];
}

function nameProblems({ basic_details }: CampaignDefinition): Problem[] {
  return basic_details?.name === undefined ? [missing("basic_details.name", "give the campaign a name")] : [];
}

function contentProblems(definition: CampaignDefinition, context: PublishContext): Problem[] {
  const field = "campaign_content.content.connector";
  if (definition.channel !== "CONNECTOR") return [];
  const connector = connectorOf(definition);
  if (connector === undefined) return [missing(field, "say which request to send")];
  const problems = connectorProblems(connector, field, { isTriggered: isTriggered(definition) });
  const issue = problems.length === 0 ? context.endpointProblem?.(connector.url) : null;
  return typeof issue === "string" ? [{ field: `${field}.url`, issue }] : problems;
}

function audienceProblems(definition: CampaignDefinition, context: PublishContext): Problem[] {
  const field = "segmentation_details";
  const segmentation = definition.segmentation_details;
  if (isTriggered(definition)) return segmentation === undefined ? [] : [notTriggered(field)];
  if (segmentation === undefined) {
    return [missing(field, "say who gets it: is_all_user_campaign, or included_filters")];
  }
  return context.segmentationProblems(segmentation, field);
}

function scheduleProblems(definition: CampaignDefinition, { nowMs }: PublishContext): Problem[] {
  const { scheduling_details } = definition;
  if (isTriggered(definition))
    return scheduling_details === undefined ? [] : [notTriggered("scheduling_details")];
  if (scheduling_details === undefined) return [missing("scheduling_details", "say when it starts")];
  const schedule = resolveSchedule(scheduling_details, nowMs);
  return schedule.ok ? [] : schedule.problems;
}

function deliveryProblems({ delivery_controls }: CampaignDefinition, context: PublishContext): Problem[] {
  const problems: Problem[] = [];
  const limit = delivery_controls?.campaign_throttle_rpm;
  if (limit !== undefined && limit > context.requestsPerMinuteCap) {
    problems.push({
      field: "delivery_controls.campaign_throttle_rpm",
      issue: `the workspace's cap is ${context.requestsPerMinuteCap} requests a minute; use at most that`,
    });
  }
  const retries = delivery_controls?.retry_policy;
  if (retries !== undefined && retries.max_delay_ms < retries.initial_delay_ms) {
    problems.push({
      field: "delivery_controls.retry_policy.max_delay_ms",
      issue: `must not be less than initial_delay_ms (${retries.initial_delay_ms})`,
    });
  }
  return problems;
}

const notTriggered = (field: string): Problem => ({
  field,
  issue:
    "an API-triggered campaign has none: each call of the send API says to whom, and is sent at once; remove it",
});

const missing = (field: string, whatToDo: string): Problem => ({ field, issue: `is missing: ${whatToDo}` });
