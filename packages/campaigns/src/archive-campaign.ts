// Archive: out of sight, and nothing can be done with it until it is taken out again. What is live cannot be archived.
import type { Campaign } from "@sluice/schema";
import { CampaignError } from "./campaign-error.ts";
import { type CampaignTarget, type Change, changeCampaign, type Decision } from "./change-campaign.ts";
import { WHAT_TO_DO } from "./lifecycle.ts";
import type { CampaignPorts } from "./ports.ts";
import { currentCampaign, isLive } from "./status-of.ts";

export async function archiveCampaign(ports: CampaignPorts, target: CampaignTarget): Promise<Campaign> {
  const stored = await changeCampaign(ports, target, archive);
  return currentCampaign(stored, ports.nowMs());
}

/** @returns the campaign with the status that it had. */
export async function unarchiveCampaign(ports: CampaignPorts, target: CampaignTarget): Promise<Campaign> {
  const stored = await changeCampaign(ports, target, unarchive);
  return currentCampaign(stored, ports.nowMs());
}

async function archive({ campaign, seen, at }: Change): Promise<Decision> {
  if (seen.status === "ARCHIVED")
    throw new CampaignError("ALREADY_DONE", `Already archived. ${WHAT_TO_DO.ARCHIVED}`);
  if (isLive(seen.status))
    throw new CampaignError(
      "WRONG_STATUS",
      `Cannot archive a campaign that is ${seen.status}. ${WHAT_TO_DO[seen.status]}`,
    );
  const detail = { from_status: seen.status };
  return { campaign: { ...campaign, archived_at: at }, action: "campaign.archived", detail };
}

async function unarchive({ campaign, seen }: Change): Promise<Decision> {
  if (seen.status !== "ARCHIVED")
    throw new CampaignError("WRONG_STATUS", `Cannot unarchive a campaign that is ${seen.status}.`);
  return { campaign: { ...campaign, archived_at: null }, action: "campaign.unarchived" };
}
