// The words that say what kind of campaign it is, where it stands, and what may be done with it.
import { z } from "zod";

export const Channel = z.enum(["PUSH", "EMAIL", "CONNECTOR"]);
export type Channel = z.infer<typeof Channel>;

/**
 * ONE_TIME and PERIODIC go to an audience at a time of their own. The triggered kinds go to one user when something
 * happens; API_TRIGGERED when the send API is called.
 */
export const CampaignDeliveryType = z.enum([
  "ONE_TIME",
  "PERIODIC",
  "EVENT_TRIGGERED",
  "BUSINESS_EVENT_TRIGGERED",
  "DEVICE_TRIGGERED",
  "LOCATION_TRIGGERED",
  "API_TRIGGERED",
]);
export type CampaignDeliveryType = z.infer<typeof CampaignDeliveryType>;

/** Which kinds each channel knows: the product's, and API_TRIGGERED for all. */
export const DELIVERY_TYPES = {
  PUSH: CampaignDeliveryType,
  EMAIL: CampaignDeliveryType.exclude(["DEVICE_TRIGGERED", "LOCATION_TRIGGERED"]),
  CONNECTOR: CampaignDeliveryType.exclude(["DEVICE_TRIGGERED", "LOCATION_TRIGGERED"]),
} as const;

export const CampaignStatus = z.enum([
  "DRAFT",
  "UNDER_REVIEW",
  "APPROVED",
  "REJECTED",
  "SCHEDULED",
  "ACTIVE",
  "SENDING",
  "PAUSED",
  "SENT",
  "STOPPED",
  "EXPIRED",
  "NOT_SENT",
  "ARCHIVED",
]);
export type CampaignStatus = z.infer<typeof CampaignStatus>;

export const StatusAction = z.enum(["PUBLISH", "PAUSE", "RESUME", "STOP"]);
export type StatusAction = z.infer<typeof StatusAction>;

export const Platform = z.enum(["ANDROID", "IOS", "WEB"]);
export type Platform = z.infer<typeof Platform>;
