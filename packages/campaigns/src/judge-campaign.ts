// What stands between a campaign and publication, asked with everything that its workspace knows.
import {
  CampaignCreate,
  type CampaignDefinition,
  type CampaignRecord,
  definitionOf,
  type WorkspaceId,
} from "@sluice/schema";
import { audienceLimitProblems } from "./audience-limit.ts";
import { authorizationProblems, namedAuthorizations } from "./rules/authorization-problems.ts";
import { CampaignError } from "./campaign-error.ts";
import { findCampaign } from "./change-campaign.ts";
import { faultyInputVerdict } from "./input-problems.ts";
import type { CampaignPorts, CampaignRef, CampaignTransaction } from "./ports.ts";
import { type PublishContext, type Verdict, verdictOn } from "./publish-problems.ts";
import { quietHoursProblems } from "./quiet-start.ts";
import { expandedAudience } from "./segments-used.ts";

/** Everything that stands between the campaign's newest version and publication. */
export async function validateCampaign(ports: CampaignPorts, ref: CampaignRef): Promise<Verdict> {
  return ports.transaction(ref.workspaceId, async (tx) => {
    const { campaign } = await findCampaign(tx, ref);
    return judge(ports, tx, campaign);
  });
}

export const judge = (
  ports: CampaignPorts,
  tx: CampaignTransaction,
  campaign: CampaignRecord,
): Promise<Verdict> => judgeDefinition(ports, tx, campaign.workspace_id, definitionOf(campaign));

/** A campaign as a body describes it, shape and rules together; nothing is stored. */
export async function validateInput(
  ports: CampaignPorts,
  workspaceId: WorkspaceId,
  input: unknown,
): Promise<Verdict> {
  const parsed = CampaignCreate.safeParse(input);
  return ports.transaction(workspaceId, async (tx) =>
    parsed.success
      ? judgeDefinition(ports, tx, workspaceId, definitionOf(parsed.data))
      : faultyInputVerdict(input, parsed.error, await contextOf(ports, tx, workspaceId)),
  );
}

const contextOf = async (
  ports: CampaignPorts,
  tx: CampaignTransaction,
  workspaceId: WorkspaceId,
): Promise<PublishContext> => ({
  nowMs: ports.nowMs(),
  requestsPerMinuteCap: await tx.requestsPerMinuteCap(workspaceId),
  segmentationProblems: (segmentation, prefix) => ports.segmentationProblems(segmentation, prefix),
  endpointProblem: (url) => ports.endpointProblem?.(url) ?? null,
});

async function judgeDefinition(
  ports: CampaignPorts,
  tx: CampaignTransaction,
  workspaceId: WorkspaceId,
  definition: CampaignDefinition,
): Promise<Verdict> {
  const context = await contextOf(ports, tx, workspaceId);
  const authorizations = await tx.authorizationFacts(workspaceId, namedAuthorizations(definition));
  const verdict = verdictOn(definition, { ...context, authorizations });
  const expanded = await expandedAudience(ports, tx, workspaceId, definition);
  const ofLimit = await audienceLimitProblems(tx, workspaceId, definition);
  const ofQuietHours = await quietHoursProblems(tx, workspaceId, definition, context.nowMs);
  return {
    errors: [...verdict.errors, ...(expanded?.errors ?? []), ...ofLimit, ...ofQuietHours],
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
