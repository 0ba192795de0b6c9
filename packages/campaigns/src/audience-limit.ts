// An audience limit is taken only from workspaces for which it is switched on, when a campaign is written and again before
// it is published: it may have been switched off meanwhile.
import type { CampaignDefinition, Problem, WorkspaceId } from "@sluice/schema";
import { CampaignError } from "./campaign-error.ts";
import type { CampaignTransaction } from "./ports.ts";

/** Programs compare it with what the product says. */
const NOT_ENABLED = "Campaign Audience Limit feature is not enabled for this db";

type Features = Pick<CampaignTransaction, "workspaceFeatures">;

export async function audienceLimitProblems(
  tx: Features,
  workspaceId: WorkspaceId,
  { campaign_audience_limit: limit }: CampaignDefinition,
): Promise<Problem[]> {
  if (limit?.is_campaign_audience_limit_enabled !== true) return [];
  const features = await tx.workspaceFeatures(workspaceId);
  if (features.campaign_audience_limit) return [];
  return [{ field: "campaign_audience_limit", issue: NOT_ENABLED }];
}

/** @throws CampaignError MALFORMED */
export async function assertAudienceLimit(
  tx: Features,
  workspaceId: WorkspaceId,
  definition: CampaignDefinition,
): Promise<void> {
  const problems = await audienceLimitProblems(tx, workspaceId, definition);
  if (problems.length > 0) throw new CampaignError("MALFORMED", NOT_ENABLED, { problems });
}
