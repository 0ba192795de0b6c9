// What stands between a campaign and publication, asked with everything that its workspace knows.
import { type CampaignDefinition, type CampaignRecord, definitionOf, type WorkspaceId } from "@sluice/schema";
import { audienceLimitProblems } from "./audience-limit.ts";
import { authorizationProblems, namedAuthorizations } from "./authorization-problems.ts";
import { CampaignError } from "./campaign-error.ts";
import { findCampaign } from "./change-campaign.ts";
import type { CampaignPorts, CampaignRef, CampaignTransaction } from "./ports.ts";
import { type Verdict, verdictOn } from "./publish-problems.ts";
import { expandedAudience } from "./segments-used.ts";

/** Everything that stands between the campaign's newest version and publication. */
export async function validateCampaign(ports: CampaignPorts, ref: CampaignRef): Promise<Verdict> {
  return ports.transaction(ref.workspaceId, async (tx) => {
    const { campaign } = await findCampaign(tx, ref);
    return judge(ports, tx, campaign);
  });
}

export async function judge(
  ports: CampaignPorts,
  tx: CampaignTransaction,
  campaign: CampaignRecord,
): Promise<Verdict> {
  const requestsPerMinuteCap = await tx.requestsPerMinuteCap(campaign.workspace_id);
  const definition = definitionOf(campaign);
  const authorizations = await tx.authorizationFacts(campaign.workspace_id, namedAuthorizations(definition));
  const verdict = verdictOn(definition, {
    authorizations,
    nowMs: ports.nowMs(),
    requestsPerMinuteCap,
    segmentationProblems: (segmentation, prefix) => ports.segmentationProblems(segmentation, prefix),
    endpointProblem: (url) => ports.endpointProblem?.(url) ?? null,
  });
  const expanded = await expandedAudience(ports, tx, campaign.workspace_id, definition);
  const ofLimit = await audienceLimitProblems(tx, campaign.workspace_id, definition);
  return {
    errors: [...verdict.errors, ...(expanded?.errors ?? []), ...ofLimit],
    cannotBeSentYet: [...verdict.cannotBeSentYet, ...(expanded?.cannotBeSentYet ?? [])],
  };
}

/** @throws CampaignError INVALID with every problem: of its content, and of what is not sent yet. */
export function assertPublishable({ errors, cannotBeSentYet }: Verdict): void {
  const problems = [...errors, ...cannotBeSentYet];
  if (problems.length === 0) return;
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  throw new CampaignError(
    "INVALID",
    `The campaign has ${count}. Edit the fields that are listed, then try again.`,
    { problems },
  );
}

/** A draft may be incomplete; but what it names to prove who sends must be there and work. @throws CampaignError INVALID */
export async function assertAuthorized(
  tx: CampaignTransaction,
  workspaceId: WorkspaceId,
  definition: CampaignDefinition,
): Promise<void> {
  const known = await tx.authorizationFacts(workspaceId, namedAuthorizations(definition));
  const problems = authorizationProblems(definition, known);
  if (problems.length === 0) return;
  throw new CampaignError("INVALID", "The campaign's authorization cannot be used as it is.", { problems });
}
