// Is a campaign fit to be published? Every problem at once, each with the dotted path of its field. A rule for each component
// stands in rules/.
import type { CampaignDefinition, Problem } from "@sluice/schema";
import { isTriggered } from "./definition-of.ts";
import { advancedProblems } from "./rules/advanced-problems.ts";
import { answerProblems } from "./rules/answer-problems.ts";
import { apiTriggeredProblems } from "./rules/api-triggered-problems.ts";
import { audienceProblems, type SegmentationProblems } from "./rules/audience-problems.ts";
import { type AuthorizationFacts, authorizationProblems } from "./rules/authorization-problems.ts";
import { basicDetailsProblems } from "./rules/basic-details-problems.ts";
import { contentProblems } from "./rules/content-problems.ts";
import { deliveryProblems } from "./rules/delivery-problems.ts";
import { providerProblems } from "./rules/email-problems.ts";
import { goalProblems } from "./rules/goal-problems.ts";
import { audienceLimitProblems, controlGroupProblems, utmProblems } from "./rules/measure-problems.ts";
import { notSentYet } from "./rules/not-sent-yet.ts";
import { schedulingProblems } from "./rules/scheduling-problems.ts";
import { triggerProblems } from "./rules/trigger-problems.ts";

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
  segmentationProblems: SegmentationProblems;
  /** Of the configurations that the campaign names. Left out: they are not known here. */
  authorizations?: readonly AuthorizationFacts[];
  /** What the operator has against calling this URL, or null. */
  endpointProblem?(url: string): string | null;
}

export const verdictOn = (definition: CampaignDefinition, context: PublishContext): Verdict => ({
  errors: publishProblems(definition, context),
  cannotBeSentYet: notSentYet(definition),
});

/** In the order in which people read a campaign. */
export function publishProblems(definition: CampaignDefinition, context: PublishContext): Problem[] {
  const { authorizations, nowMs, requestsPerMinuteCap } = context;
  return [
    ...basicDetailsProblems(definition),
    ...contentProblems(definition, { endpointProblem: (url) => context.endpointProblem?.(url) ?? null }),
    ...answerProblems(definition),
    ...(authorizations === undefined ? [] : authorizationProblems(definition, authorizations)),
    ...(definition.channel === "EMAIL" ? providerProblems(definition) : []),
    ...(isTriggered(definition)
      ? apiTriggeredProblems(definition)
      : [
          ...triggerProblems(definition),
          ...audienceProblems(definition, (...segmentation) => context.segmentationProblems(...segmentation)),
          ...schedulingProblems(definition, nowMs),
        ]),
    ...deliveryProblems(definition, requestsPerMinuteCap),
    ...advancedProblems(definition),
    ...goalProblems(definition),
    ...controlGroupProblems(definition),
    ...utmProblems(definition),
    ...audienceLimitProblems(definition),
  ];
}
