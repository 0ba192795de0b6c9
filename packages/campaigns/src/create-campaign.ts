// A new campaign: a draft, which may be incomplete. What is there is well-formed (parsed at the edge).
import { contentHash } from "@sluice/content";
import {
  type Campaign,
  type CampaignDefinition,
  type CampaignRecord,
  definitionOf,
  mintCampaignId,
  type WorkspaceId,
} from "@sluice/schema";
import { assertAudienceLimit } from "./audience-limit.ts";
import { CampaignError } from "./campaign-error.ts";
import { appendAudit } from "./change-campaign.ts";
import { assertAuthorized } from "./judge-campaign.ts";
import type { Actor, CampaignPorts, CampaignTransaction, StoredCampaign } from "./ports.ts";
import { currentCampaign } from "./status-of.ts";

/** What a body says of itself. */
export interface Written {
  /** Whom it names as its writer. Absent: the actor. */
  claimedBy?: string | undefined;
  versionNote?: string | undefined;
}

export interface CreateCampaign extends Written {
  workspaceId: WorkspaceId;
  actor: Actor;
  /** Whom the body names as its last editor. Absent: its writer. */
  updatedBy?: string | undefined;
  definition: CampaignDefinition;
  /** A second create with the same one is refused and names the first campaign. */
  requestId?: string | undefined;
}

/** @returns the new draft. */
export async function createCampaign(ports: CampaignPorts, input: CreateCampaign): Promise<Campaign> {
  const nowMs = ports.nowMs();
  const campaign = newDraft(input, nowMs, mintCampaignId(nowMs, ports.randomBytes(6)));
  return ports.transaction(input.workspaceId, async (tx) => {
    await assertAudienceLimit(tx, input.workspaceId, campaign);
    await assertAuthorized(tx, input.workspaceId, campaign);
    const isInserted = await tx.insert(campaign, input.requestId ?? null);
    if (!isInserted) throw await requestIdIsTaken(tx, input);
    await tx.addVersion(campaign);
    const detail = noteOf(input);
    await appendAudit(ports, tx, { campaign, action: "campaign.created", detail, actor: input.actor, nowMs });
    const stored: StoredCampaign = { campaign, revision: 1, run: null };
    tx.tellOutcome?.(stored);
    return currentCampaign(stored, nowMs);
  });
}

/** For the audit log, whose actor is always the credential's person. */
export const noteOf = ({ claimedBy, versionNote }: Written): Record<string, string> => ({
  ...(claimedBy !== undefined && { claimed_by: claimedBy }),
  ...(versionNote !== undefined && { version_note: versionNote }),
});

function newDraft(
  { workspaceId, actor, claimedBy, updatedBy, ...input }: CreateCampaign,
  nowMs: number,
  id: string,
) {
  const definition = definitionOf(input.definition);
  const at = new Date(nowMs).toISOString();
  const draft: Omit<CampaignRecord, keyof CampaignDefinition> = {
    workspace_id: workspaceId,
    id,
    status: "DRAFT",
    version: 1,
    content_hash: contentHash(definition),
    created_by: claimedBy ?? actor.person,
    created_by_credential: actor.person,
    created_at: at,
    updated_by: updatedBy ?? claimedBy ?? actor.person,
    updated_by_credential: actor.person,
    updated_at: at,
    submitted_by: null,
    approval: null,
    review: null,
    run_id: null,
    archived_at: null,
  };
  return { ...definition, ...draft } satisfies CampaignRecord;
}

async function requestIdIsTaken(tx: CampaignTransaction, input: CreateCampaign): Promise<CampaignError> {
  const { workspaceId, requestId = "" } = input;
  const existing = await tx.findByRequestId(workspaceId, requestId);
  return new CampaignError(
    "ALREADY_DONE",
    `request_id "${requestId}" already created campaign ${existing ?? ""}. Go on with that one, or use a new request_id.`,
  );
}
