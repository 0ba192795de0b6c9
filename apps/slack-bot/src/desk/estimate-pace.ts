// How fast a campaign would go, and how long it would take: at its own limit, under every cap, with the four-hour rule.
import { fourHourLimit, isTriggered, normalOrigin, type WorkspaceLimits } from "@sluice/campaigns";
import { type CampaignDefinition, connectorOf, USABLE_SHARE_OF_LIMIT } from "@sluice/schema";
import type { PaceFacts } from "../blocks/card-facts.ts";

/** @param recipients null: nobody knows */
export function paceOf(
  definition: CampaignDefinition,
  recipients: number | null,
  caps: WorkspaceLimits,
): PaceFacts {
  const { requestsPerMinute, decidedBy } = limitsOf(definition, recipients, caps).reduce((slowest, limit) =>
    limit.requestsPerMinute < slowest.requestsPerMinute ? limit : slowest,
  );
  const minutes = recipients === null ? null : recipients / (requestsPerMinute * USABLE_SHARE_OF_LIMIT);
  return { requestsPerMinute, decidedBy, minutes };
}

type Limit = Pick<PaceFacts, "requestsPerMinute" | "decidedBy">;

function limitsOf(definition: CampaignDefinition, recipients: number | null, caps: WorkspaceLimits): Limit[] {
  const own = definition.delivery_controls?.campaign_throttle_rpm;
  const originCap = originCapOf(definition, caps);
  const raised = fourHourLimit({
    recipients: recipients ?? 0,
    requestsPerMinute: own ?? null,
    workspaceRequestsPerMinute: caps.requestsPerMinute,
    originRequestsPerMinute: originCap ?? null,
    fourHourRule: definition.delivery_controls?.four_hour_rule ?? null,
    isTriggered: isTriggered(definition),
  });
  const asked: Limit[] =
    raised !== null
      ? [{ requestsPerMinute: raised.requestsPerMinute, decidedBy: "four_hour_rule" }]
      : own !== undefined
        ? [{ requestsPerMinute: own, decidedBy: "campaign" }]
        : [];
  const atOrigin: Limit[] =
    originCap === undefined ? [] : [{ requestsPerMinute: originCap, decidedBy: "origin" }];
  return [{ requestsPerMinute: caps.requestsPerMinute, decidedBy: "workspace" }, ...asked, ...atOrigin];
}

function originCapOf(definition: CampaignDefinition, { origins }: WorkspaceLimits): number | undefined {
  // Templates stand in path and query; the origin is literal.
  const origin = normalOrigin(/^https?:\/\/[^/?#]+/i.exec(connectorOf(definition)?.url ?? "")?.[0] ?? "");
  return origins.find((one) => one.origin === origin)?.requestsPerMinute;
}
