// Frequency caps of a workspace: how many messages one user gets at most, over campaigns.
import { z } from "zod";
import { CampaignDeliveryType, Channel } from "./campaign/names.ts";

const MAX_RULES = 20;
const MAX_MESSAGES = 1_000;
const MAX_TAGS = 20;
/** The longest window of a rule: what was counted earlier need not be remembered. */
export const MAX_CAP_DAYS = 60;

const most = {
  max_messages: z.int().min(1).max(MAX_MESSAGES).describe("To one user, within so many days."),
  days: z
    .int()
    .min(1)
    .max(MAX_CAP_DAYS)
    .describe("Calendar days in the time zone of the rules, the present one included."),
};

/** Limits, and counts, the messages of the campaigns that it is about. */
export const FrequencyRule = z.discriminatedUnion(
  "level",
  [
    z.strictObject({ level: z.literal("cross_channel"), ...most }),
    z.strictObject({ level: z.literal("channel"), channel: Channel, ...most }),
    z.strictObject({ level: z.literal("delivery_type"), delivery_type: CampaignDeliveryType, ...most }),
    z.strictObject({
      level: z.literal("tags"),
      tags: z.array(z.string().min(1).max(64)).min(1).max(MAX_TAGS),
      match: z.enum(["any", "all"]).describe("Whether a campaign has one of the tags, or all of them."),
      ...most,
    }),
  ],
  { error: 'level is "cross_channel", "channel", "delivery_type" or "tags"' },
);
export type FrequencyRule = z.infer<typeof FrequencyRule>;

export const FrequencyCapping = z.strictObject({
  time_zone: z.string().max(64).default("UTC").describe("In which days begin, for example Europe/Berlin."),
  rules: z.array(FrequencyRule).max(MAX_RULES).default([]).describe("All of them hold. Empty: no caps."),
});
export type FrequencyCapping = z.infer<typeof FrequencyCapping>;

/** Of a workspace that never set any. */
export const NO_FREQUENCY_CAPPING: FrequencyCapping = { time_zone: "UTC", rules: [] };

/** Why a user at a cap is no recipient, in the figures of runs and the answers of sends. */
export const EXCLUDED_BY_FREQUENCY_CAPPING = "frequency_capping";
