// What kinds of campaigns have in common.
import type { CampaignDefinition, CampaignDeliveryType } from "@sluice/schema";

/** Reach one user when something happens, not an audience at a time. */
const BY_EVENT: readonly CampaignDeliveryType[] = [
  "EVENT_TRIGGERED",
  "DEVICE_TRIGGERED",
  "LOCATION_TRIGGERED",
];

export const isByEvent = ({ campaign_delivery_type: type }: CampaignDefinition): boolean =>
  BY_EVENT.includes(type);

export const isOneOf = (
  { campaign_delivery_type: type }: CampaignDefinition,
  types: readonly CampaignDeliveryType[],
): boolean => types.includes(type);

export const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
