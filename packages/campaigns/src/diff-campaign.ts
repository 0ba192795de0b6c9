// Two versions of a campaign side by side: what a reviewer has to look at.
import { type CampaignDefinition, definitionOf } from "@sluice/schema";
import { CampaignError } from "./campaign-error.ts";
import { findCampaign } from "./change-campaign.ts";
import { definitionDiff, type FieldChange } from "./definition-diff.ts";
import type { CampaignPorts, CampaignRef, CampaignTransaction } from "./ports.ts";

export interface DiffRange {
  /** Absent: the version that was approved last; nothing, when none was. */
  from?: number | undefined;
  /** Absent: the newest version. */
  to?: number | undefined;
}

export interface CampaignDiff {
  /** null: compared with nothing. */
  from: number | null;
  to: number;
  changes: FieldChange[];
  /** There are more changes than are listed. */
  isCut: boolean;
}

/** @throws CampaignError NOT_FOUND for a version that there is not. */
export async function diffCampaign(
  ports: CampaignPorts,
  ref: CampaignRef,
  range: DiffRange = {},
): Promise<CampaignDiff> {
  return ports.transaction(ref.workspaceId, async (tx) => {
    const { campaign } = await findCampaign(tx, ref);
    const from = range.from ?? (await tx.lastApprovedVersion(ref));
    const to = range.to ?? campaign.version;
    const before = from === null ? null : await versionOf(tx, ref, from);
    const after = to === campaign.version ? definitionOf(campaign) : await versionOf(tx, ref, to);
    return { from, to, ...definitionDiff(before, after) };
  });
}

async function versionOf(
  tx: CampaignTransaction,
  ref: CampaignRef,
  version: number,
): Promise<CampaignDefinition> {
  const found = await tx.findVersion(ref, version);
  if (found !== null) return found;
  throw new CampaignError("NOT_FOUND", `The campaign has no version ${version}. List its versions.`);
}
