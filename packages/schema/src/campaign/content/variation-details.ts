// Variations of a content: how many, and which share of the users sees each.
import { z } from "zod";

export const MAX_VARIATIONS = 10;

/** `variation_1`, `variation_2`, … */
export const VariationKey = z
  .string()
  .regex(/^variation_[1-9]\d?$/, 'variations are called "variation_1", "variation_2" and so on');

export const VariationDetails = z.strictObject({
  distribution_type: z.enum(["MANUAL", "SHERPA"]).optional(),
  no_of_variations: z.int().min(1).max(MAX_VARIATIONS, `at most ${MAX_VARIATIONS} variations`).optional(),
  manual_distribution_percentage: z
    .record(VariationKey, z.int().min(0).max(100))
    .optional()
    .describe("A share for each variation; together 100."),
  sherpa_campaign_duration: z.int().min(1).max(10_000).optional().describe("Hours."),
  sherpa_distribution_metric: z.enum(["OPEN_RATE", "CLICK_RATE", "BOTH"]).optional(),
});
export type VariationDetails = z.infer<typeof VariationDetails>;
