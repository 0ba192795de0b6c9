// Which of the users of a group of sends a control group holds out. The reasons, their order and the draw are those of an audience's
// cut (@sluice/audience); but the draw of the campaign's own group goes by the campaign, not by its run: a user who
// calls again after a new version went live is held out still. Who is at a frequency cap is found when the others are stored.
import { controlGroupSalt, isInShare } from "@sluice/audience";
import { type CampaignId, EXCLUDED_BY_FREQUENCY_CAPPING, type WorkspaceId } from "@sluice/schema";
import { z } from "zod";
import type { SendPorts, TriggeredRun } from "./send-ports.ts";

export const HeldOutReason = z.enum([
  "global_control_group",
  "campaign_control_group",
  EXCLUDED_BY_FREQUENCY_CAPPING,
]);
export type HeldOutReason = z.infer<typeof HeldOutReason>;

interface CampaignOf {
  workspaceId: WorkspaceId;
  campaignId: CampaignId;
}

/** Of those who are held out. Costs a look into the list of the workspace's control group, where it has one. */
export async function heldOutReasons(
  ports: Pick<SendPorts, "listedInControlGroup">,
  campaign: CampaignOf,
  groups: NonNullable<TriggeredRun["controlGroups"]>,
  userIds: readonly string[],
): Promise<Map<string, HeldOutReason>> {
  const { ofWorkspace } = groups;
  const isListed = ofWorkspace !== null && ofWorkspace.listVersion > 0;
  const listed = isListed
    ? await ports.listedInControlGroup(campaign.workspaceId, ofWorkspace.listVersion, userIds)
    : new Set<string>();
  const reasonOf = reasonBy(campaign, groups, listed);
  return new Map(
    userIds.flatMap((userId) => {
      const reason = reasonOf(userId);
      return reason === null ? [] : [[userId, reason] as const];
    }),
  );
}

function reasonBy(
  { workspaceId, campaignId }: CampaignOf,
  { campaignPercentage, ofWorkspace }: NonNullable<TriggeredRun["controlGroups"]>,
  listed: ReadonlySet<string>,
): (userId: string) => HeldOutReason | null {
  const ofAll = { salt: controlGroupSalt(workspaceId), share: (ofWorkspace?.percentage ?? 0) / 100 };
  const ofCampaign = { salt: `${campaignId} control group`, share: campaignPercentage / 100 };
  return (userId) => {
    if (listed.has(userId) || isInShare(ofAll, userId)) return "global_control_group";
    return isInShare(ofCampaign, userId) ? "campaign_control_group" : null;
  };
}
