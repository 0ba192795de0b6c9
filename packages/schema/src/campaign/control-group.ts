// Who is left out on purpose, to see what the campaign is worth.
import { z } from "zod";

export const ControlGroupDetails = z.strictObject({
  is_campaign_control_group_enabled: z.boolean().optional(),
  campaign_control_group_percentage: z.int().min(0).max(100).optional(),
  is_global_control_group_enabled: z
    .boolean()
    .optional()
    .describe("The workspace's control group gets nothing from this campaign."),
});
export type ControlGroupDetails = z.infer<typeof ControlGroupDetails>;
