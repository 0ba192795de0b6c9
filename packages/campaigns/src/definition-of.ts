// The part of a campaign, of a create or of a patch that approval is bound to: nothing about who, when and which.
import { CampaignDefinition, type CampaignPatch } from "@sluice/schema";

export const definitionOf = (record: CampaignDefinition): CampaignDefinition =>
  componentsOf(record) as CampaignDefinition;

/** Sends what calls of the send API bring, until it is stopped: no audience, no schedule. */
export const isTriggered = ({
  campaign_delivery_type,
}: Pick<CampaignDefinition, "campaign_delivery_type">): boolean => campaign_delivery_type === "API_TRIGGERED";

/** The components that are given. */
export function componentsOf(record: CampaignDefinition | CampaignPatch): Partial<CampaignDefinition> {
  const isComponent = ([name, value]: [string, unknown]): boolean =>
    name in CampaignDefinition.shape && value !== undefined;
  return Object.fromEntries(Object.entries(record).filter(isComponent));
}
