// Whom a campaign reaches: an audience, unless each call of the send API says who.
//
// `send_campaign_to_opt_out_users` is about push and e-mail, which users opt out of. Of a connector there is nothing to opt
// out of: it reaches the same users either way, and the field is taken as it is.
import type { CampaignDefinition, Problem, SegmentationDetails } from "@sluice/schema";
import { missing } from "./problem.ts";

export type SegmentationProblems = (segmentation: SegmentationDetails, prefix: string) => Problem[];

export function audienceProblems(
  { segmentation_details: segmentation }: CampaignDefinition,
  segmentationProblems: SegmentationProblems,
): Problem[] {
  const field = "segmentation_details";
  if (segmentation === undefined)
    return [missing(field, "say who gets it: is_all_user_campaign, or included_filters")];
  return segmentationProblems(segmentation, field);
}
