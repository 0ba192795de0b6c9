// What a campaign may say, and this version of the engine does not carry out. Such a campaign is taken, judged, stored and
// shown whole; it cannot be submitted or published, so that nothing which people wrote is silently left out.
import {
  type CampaignDefinition,
  type CampaignDeliveryType,
  type Filter,
  type FilterGroup,
  MAX_FILTER_DEPTH,
  type Problem,
} from "@sluice/schema";
import { when } from "./problem.ts";

const SENT_TYPES: readonly CampaignDeliveryType[] = ["ONE_TIME", "API_TRIGGERED"];

/** Of what is there: what would have to be changed before this version can send the campaign. */
export function notSentYet(definition: CampaignDefinition): Problem[] {
  return [
    ...kindIssues(definition),
    ...contentIssues(definition),
    ...audienceIssues(definition),
    ...scheduleIssues(definition),
    ...controlIssues(definition),
    ...measureIssues(definition),
  ];
}

function kindIssues({ channel, campaign_delivery_type: type }: CampaignDefinition): Problem[] {
  return [
    ...when(channel !== "CONNECTOR", "channel", `${channel} messages are not sent yet; CONNECTOR is`),
    ...when(
      !SENT_TYPES.includes(type),
      "campaign_delivery_type",
      `${type} is not sent yet; ${SENT_TYPES.join(" and ")} are`,
    ),
  ];
}

function contentIssues({ channel, campaign_content }: CampaignDefinition): Problem[] {
  const content = campaign_content?.content;
  if (content === undefined || channel.toLowerCase() in content) return [];
  const issue =
    "content by locale and variation is not sent yet; give one content for everybody: {connector: …}";
  return when(channel === "CONNECTOR", "campaign_content.content", issue);
}

function audienceIssues({ segmentation_details: segmentation }: CampaignDefinition): Problem[] {
  const path = "segmentation_details";
  return [
    ...actionFilters(segmentation?.included_filters, `${path}.included_filters`),
    ...actionFilters(segmentation?.excluded_filters, `${path}.excluded_filters`),
  ];
}

function actionFilters(group: FilterGroup | undefined, path: string, depth = 1): Problem[] {
  if (group === undefined || depth > MAX_FILTER_DEPTH) return [];
  return group.filters.flatMap((filter: Filter | FilterGroup, index) => {
    const field = `${path}.filters[${index}]`;
    if ("filters" in filter) return actionFilters(filter, field, depth + 1);
    const issue = "what users did is not known yet; filter by user_attributes or a custom segment";
    return when(filter.filter_type === "actions", field, issue);
  });
}

function scheduleIssues({ scheduling_details: scheduling }: CampaignDefinition): Problem[] {
  const type = scheduling?.delivery_type;
  const isPerUser = type === "SEND_IN_BTS" || type === "SEND_IN_USER_TIMEZONE";
  const issue = `${type ?? ""} is not sent yet; use ASAP or AT_FIXED_TIME`;
  return when(isPerUser, "scheduling_details.delivery_type", issue);
}

function controlIssues({ delivery_controls: controls }: CampaignDefinition): Problem[] {
  const path = "delivery_controls";
  const delayHours = controls?.minimum_delay_between_two_notification_in_hour ?? 0;
  return [
    ...when(
      delayHours > 0,
      `${path}.minimum_delay_between_two_notification_in_hour`,
      "is not kept yet; remove it, or say 0",
    ),
    ...when(
      controls?.limit_send_config?.enabled === true,
      `${path}.limit_send_config`,
      "messages to one user are not counted yet; remove it, or disable it",
    ),
  ];
}

function measureIssues(definition: CampaignDefinition): Problem[] {
  const { conversion_goal_details, utm_params } = definition;
  const hasGoals = (conversion_goal_details?.goals ?? []).length > 0;
  const hasUtm = definition.channel === "CONNECTOR" && Object.keys(utm_params ?? {}).length > 0;
  return [
    ...when(hasGoals, "conversion_goal_details.goals", "goals are not measured yet; remove them"),
    ...when(hasUtm, "utm_params", "are not added to requests yet; write them into the URL parameters"),
  ];
}
