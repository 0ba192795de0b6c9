// Writing: create, edit, validate. A draft may be incomplete; what is there is well-formed (parsed at the edge).
//
//   W1. Every edit that changes something is a new version and voids all approvals; an edit that changes nothing is none.
//   W2. A patch is merged into the stored campaign (merge-patch.ts).
import { contentHash } from "@sluice/content";
import {
  type Campaign,
  type CampaignDefinition,
  COMPONENT_NAMES,
  definitionOf,
  mintCampaignId,
  type WorkspaceId,
} from "@sluice/schema";
import { authorizationProblems, namedAuthorizations } from "./authorization-problems.ts";
import { CampaignError } from "./campaign-error.ts";
import {
  appendAudit,
  type CampaignTarget,
  type Change,
  changeCampaign,
  type Decision,
  findCampaign,
} from "./change-campaign.ts";
import { assertAllowed } from "./lifecycle.ts";
import { mergePatch } from "./merge-patch.ts";
import type { Actor, CampaignPorts, CampaignRef, CampaignTransaction } from "./ports.ts";
import { type Verdict, verdictOn } from "./publish-problems.ts";
import { currentCampaign } from "./status-of.ts";

export interface CreateCampaign {
  workspaceId: WorkspaceId;
  actor: Actor;
  definition: CampaignDefinition;
  /** A second create with the same one is refused and names the first campaign. */
  requestId?: string | undefined;
}

/** Versions are kept for ever; this bounds them. */
const MAX_VERSIONS = 1_000;

/** @returns the new draft. */
export async function createCampaign(ports: CampaignPorts, input: CreateCampaign): Promise<Campaign> {
  const nowMs = ports.nowMs();
  const campaign = newDraft(input, nowMs, mintCampaignId(nowMs, ports.randomBytes(8)));
  return ports.transaction(input.workspaceId, async (tx) => {
    await assertAuthorized(tx, input.workspaceId, campaign);
    const isInserted = await tx.insert(campaign, input.requestId ?? null);
    if (!isInserted) throw await requestIdIsTaken(tx, input);
    await tx.addVersion(campaign);
    await appendAudit(ports, tx, { campaign, action: "campaign.created", actor: input.actor, nowMs });
    return campaign;
  });
}

function newDraft({ workspaceId, actor, ...input }: CreateCampaign, nowMs: number, id: string): Campaign {
  const definition = definitionOf(input.definition);
  const at = new Date(nowMs).toISOString();
  const draft: Omit<Campaign, keyof CampaignDefinition> = {
    workspace_id: workspaceId,
    id,
    status: "DRAFT",
    version: 1,
    content_hash: contentHash(definition),
    created_by: actor.person,
    created_at: at,
    updated_by: actor.person,
    updated_at: at,
    submitted_by: null,
    approval: null,
    run_id: null,
  };
  return { ...definition, ...draft };
}

/** The record of the campaign with another definition: components that are gone are gone. */
function withDefinition(campaign: Campaign, definition: CampaignDefinition): Campaign {
  const record = Object.entries(campaign).filter(([name]) => !isPartOfDefinition(name));
  return { ...Object.fromEntries(record), ...definition } as Campaign;
}

const isPartOfDefinition = (name: string): boolean => (COMPONENT_NAMES as readonly string[]).includes(name);

async function requestIdIsTaken(tx: CampaignTransaction, input: CreateCampaign): Promise<CampaignError> {
  const { workspaceId, requestId = "" } = input;
  const existing = await tx.findByRequestId(workspaceId, requestId);
  return new CampaignError(
    "ALREADY_DONE",
    `request_id "${requestId}" already created campaign ${existing ?? ""}. Go on with that one, or use a new request_id.`,
  );
}

/** @returns the campaign as a draft again, or as it was when the patch changes nothing. */
export async function editCampaign(
  ports: CampaignPorts,
  target: CampaignTarget & { patch: unknown },
): Promise<Campaign> {
  const stored = await changeCampaign(ports, target, (change) => edit(change, target));
  return currentCampaign(stored, ports.nowMs());
}

async function edit(
  { tx, campaign, at }: Change,
  target: CampaignTarget & { patch: unknown },
): Promise<Decision | null> {
  assertAllowed("edit", campaign);
  const definition = mergePatch(definitionOf(campaign), target.patch); // W2
  const hash = contentHash(definition);
  if (hash === campaign.content_hash) return null; // W1
  if (campaign.version >= MAX_VERSIONS) throw tooManyVersions();
  await assertAuthorized(tx, target.workspaceId, definition);
  const edited: Campaign = {
    ...withDefinition(campaign, definition),
    status: "DRAFT",
    version: campaign.version + 1,
    content_hash: hash,
    updated_by: target.actor.person,
    updated_at: at,
    submitted_by: null,
  };
  await tx.addVersion(edited);
  await tx.voidApprovals(target, at); // W1
  return { campaign: edited, action: "campaign.edited", detail: { from_status: campaign.status } };
}

const tooManyVersions = (): CampaignError =>
  new CampaignError("INVALID", `A campaign has at most ${MAX_VERSIONS} versions. Create a new campaign.`);

/** A draft may be incomplete; but what it names to prove who sends must be there and work. @throws CampaignError INVALID */
async function assertAuthorized(
  tx: CampaignTransaction,
  workspaceId: WorkspaceId,
  definition: CampaignDefinition,
): Promise<void> {
  const known = await tx.authorizationFacts(workspaceId, namedAuthorizations(definition));
  const problems = authorizationProblems(definition, known);
  if (problems.length === 0) return;
  throw new CampaignError("INVALID", "The campaign's authorization cannot be used as it is.", { problems });
}

/** Everything that stands between the campaign and publication. */
export async function validateCampaign(ports: CampaignPorts, ref: CampaignRef): Promise<Verdict> {
  return ports.transaction(ref.workspaceId, async (tx) => {
    const { campaign } = await findCampaign(tx, ref);
    return judge(ports, tx, campaign);
  });
}

export async function judge(
  ports: CampaignPorts,
  tx: CampaignTransaction,
  campaign: Campaign,
): Promise<Verdict> {
  const requestsPerMinuteCap = await tx.requestsPerMinuteCap(campaign.workspace_id);
  const definition = definitionOf(campaign);
  const authorizations = await tx.authorizationFacts(campaign.workspace_id, namedAuthorizations(definition));
  return verdictOn(definition, {
    authorizations,
    nowMs: ports.nowMs(),
    requestsPerMinuteCap,
    segmentationProblems: (segmentation, prefix) => ports.segmentationProblems(segmentation, prefix),
    endpointProblem: (url) => ports.endpointProblem?.(url) ?? null,
  });
}
