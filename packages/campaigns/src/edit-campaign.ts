// Editing: a patch is merged into the newest version (merge-patch.ts) and makes the next one, a draft.
//
//   W1. Every edit that changes something is a new version and voids all approvals but that of what is live; an edit that changes
//       nothing is none.
//   W2. What waits for its start is taken back by an edit: nobody has approved what it would send. If the planner was first, the
//       edit is refused.
//   W3. What is live goes on as it was approved, until the new version is approved and published (publish-campaign.ts, P3).
import { contentHash } from "@sluice/content";
import {
  type Campaign,
  type CampaignDefinition,
  type CampaignRecord,
  COMPONENT_NAMES,
  definitionOf,
} from "@sluice/schema";
import { assertAudienceLimit } from "./audience-limit.ts";
import { CampaignError } from "./campaign-error.ts";
import {
  type CampaignTarget,
  type Change,
  changeCampaign,
  type Decision,
  LostRace,
} from "./change-campaign.ts";
import { noteOf, type Written } from "./create-campaign.ts";
import { assertEditable, assertUnlocked, editedAs } from "./edit-matrix.ts";
import { assertAuthorized } from "./judge-campaign.ts";
import { mergePatch } from "./merge-patch.ts";
import type { CampaignPorts } from "./ports.ts";
import { currentCampaign } from "./status-of.ts";

export interface CampaignEdit extends CampaignTarget, Written {
  patch: unknown;
  /** The version that its writer saw: an edit in between is not written over. Left out: whatever is newest. */
  seenVersion?: number | undefined;
}

/** Versions are kept for ever; this bounds them. */
const MAX_VERSIONS = 1_000;

/** @returns the campaign with its new version, or as it was when the patch changes nothing. */
export async function editCampaign(ports: CampaignPorts, target: CampaignEdit): Promise<Campaign> {
  const stored = await changeCampaign(ports, target, (change) => edit(change, target));
  return currentCampaign(stored, ports.nowMs());
}

async function edit(change: Change, target: CampaignEdit): Promise<Decision | null> {
  const { tx, campaign, seen, stored, at } = change;
  assertSeen(campaign, target.seenVersion);
  assertEditable(seen, stored.run);
  const before = definitionOf(campaign);
  const definition = mergePatch(before, target.patch);
  const hash = contentHash(definition);
  if (hash === campaign.content_hash) return null; // W1
  assertUnlocked(seen, stored.run, before, definition);
  if (campaign.version >= MAX_VERSIONS) throw tooManyVersions();
  await assertAudienceLimit(tx, target.workspaceId, definition);
  await assertAuthorized(tx, target.workspaceId, definition);

  const runId = await runAfterEdit(change);
  const edited: CampaignRecord = {
    ...withDefinition(campaign, definition),
    status: "DRAFT",
    version: campaign.version + 1,
    content_hash: hash,
    updated_by: target.claimedBy ?? target.actor.person,
    updated_by_credential: target.actor.person,
    updated_at: at,
    submitted_by: null,
    review: null,
    run_id: runId,
  };
  await tx.addVersion(edited);
  await tx.voidApprovals(target, at, runId === null ? 0 : (stored.run?.version ?? 0)); // W1
  const withdrawn = campaign.run_id === runId ? {} : { withdrawn_run_id: campaign.run_id };
  const detail = { from_status: seen.status, ...withdrawn, ...noteOf(target) };
  return { campaign: edited, action: "campaign.edited", detail };
}

/** @throws CampaignError CONFLICT, with both versions */
function assertSeen({ version, updated_by, updated_at }: CampaignRecord, seenVersion = version): void {
  if (seenVersion === version) return;
  throw new CampaignError(
    "CONFLICT",
    `You edited version ${seenVersion}; version ${version} is the newest, by ${updated_by} at ${updated_at}. ` +
      "Nothing was changed: take the newest one, and make your changes in it.",
  );
}

/** The run that the campaign has after the edit. @throws CampaignError NOT_EDITABLE when it has just begun. */
async function runAfterEdit({ tx, campaign, seen, stored, at }: Change): Promise<string | null> {
  if (campaign.run_id === null) return null;
  if (editedAs(seen.status, stored.run) !== "SCHEDULED") return campaign.run_id; // W3
  if (await tx.withdrawRun(campaign.run_id, at)) return null; // W2
  if (seen.status !== "PAUSED") throw new LostRace();
  throw new CampaignError(
    "NOT_EDITABLE",
    "The campaign has begun to be sent before it was paused, and cannot be edited. Stop it, and create a new one.",
  );
}

/** The record of the campaign with another definition: components that are gone are gone. */
function withDefinition(campaign: CampaignRecord, definition: CampaignDefinition): CampaignRecord {
  const record = Object.entries(campaign).filter(([name]) => !isPartOfDefinition(name));
  return { ...Object.fromEntries(record), ...definition } as CampaignRecord;
}

const isPartOfDefinition = (name: string): boolean => (COMPONENT_NAMES as readonly string[]).includes(name);

const tooManyVersions = (): CampaignError =>
  new CampaignError("INVALID", `A campaign has at most ${MAX_VERSIONS} versions. Create a new campaign.`);
