import type { CampaignDefinition } from "@sluice/schema";

/** Sends what calls of the send API bring, until it is stopped: no audience, no schedule. */
export const isTriggered = ({
  campaign_delivery_type,
}: Pick<CampaignDefinition, "campaign_delivery_type">): boolean => campaign_delivery_type === "API_TRIGGERED";
