// At most how many users a campaign reaches. For workspaces where it is switched on.
import { z } from "zod";

export const MAX_AUDIENCE_LIMIT = 9_999_999_999;

export const CampaignAudienceLimit = z.strictObject({
  is_campaign_audience_limit_enabled: z.boolean().optional(),
  metric: z.enum(["SENT"]).optional(),
  frequency: z
    .enum(["TOTAL", "INSTANCE"])
    .optional()
    .describe("TOTAL over the campaign's life; INSTANCE for each sending of a periodic one."),
  limit: z.int().min(1).max(MAX_AUDIENCE_LIMIT).optional(),
});
export type CampaignAudienceLimit = z.infer<typeof CampaignAudienceLimit>;
