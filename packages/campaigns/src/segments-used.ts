// Custom segments under an approval.
//
//   U1. An approval remembers which segments the audience named, and their versions. Publishing refuses when one of them has
//       changed since: the approver never saw what it says now.
//       It may then be submitted once more, although nobody edited the campaign.
//   U2. The run keeps the audience as it was expanded: what becomes of a segment afterwards does not change the run.
import {
  type Approval,
  type CampaignDefinition,
  type CampaignRecord,
  definitionOf,
  type KnownSegment,
  type SegmentRef,
  type UsedSegment,
  type WorkspaceId,
} from "@sluice/schema";
import { CampaignError } from "./campaign-error.ts";
import type { CampaignPorts, CampaignTransaction } from "./ports.ts";
import type { ExpandedAudience } from "./segment-ports.ts";

/** @returns null for an audience that names no segment: the definition says everything. */
export async function expandedAudience(
  ports: Pick<CampaignPorts, "expandAudience">,
  tx: Pick<CampaignTransaction, "findSegments">,
  workspaceId: WorkspaceId,
  { segmentation_details: segmentation }: CampaignDefinition,
): Promise<ExpandedAudience | null> {
  if (segmentation === undefined) return null;
  const find = (refs: readonly SegmentRef[]): Promise<readonly KnownSegment[]> =>
    tx.findSegments(workspaceId, refs);
  const expanded = await ports.expandAudience(segmentation, "segmentation_details", find);
  const isPlain = expanded.segments.length === 0 && expanded.errors.length === 0;
  return isPlain ? null : expanded;
}

/** U1. @throws CampaignError STALE_APPROVAL */
export function assertSegmentsAsApproved(approval: Approval, used: readonly UsedSegment[]): void {
  const changed = changedSince(approval, used);
  if (changed.length === 0) return;
  const names = changed.map(({ name, id }) => `"${name}" (${id})`).join(", ");
  throw new CampaignError(
    "STALE_APPROVAL",
    `The campaign was approved before ${changed.length === 1 ? "this segment" : "these segments"} changed: ${names}. ` +
      "Submit the campaign again, and have the new audience approved.",
    {
      problems: changed.map(({ name }) => ({
        field: "segmentation_details",
        issue: `the segment "${name}" is no longer what was approved`,
      })),
    },
  );
}

function changedSince(approval: Approval, used: readonly UsedSegment[]): UsedSegment[] {
  const approved = new Map((approval.segments ?? []).map(({ id, version }) => [id, version]));
  return used.filter(({ id, version }) => approved.get(id) !== version);
}

/** U1. Also when some of several people approved it, and the others are asked for another audience. */
export async function isApprovedBeforeSegmentsChanged(
  ports: Pick<CampaignPorts, "expandAudience">,
  tx: Pick<CampaignTransaction, "findSegments">,
  campaign: CampaignRecord,
): Promise<boolean> {
  const { approval, status, review } = campaign;
  const isPartly = status === "UNDER_REVIEW" && review !== null && review.approvals.length > 0;
  if ((status !== "APPROVED" && !isPartly) || approval === null) return false;
  const expanded = await expandedAudience(ports, tx, campaign.workspace_id, definitionOf(campaign));
  return expanded !== null && changedSince(approval, expanded.segments).length > 0;
}
