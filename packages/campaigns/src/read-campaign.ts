import type { Campaign } from "@sluice/schema";
import { findCampaign } from "./change-campaign.ts";
import type { CampaignPorts, CampaignRef } from "./ports.ts";
import { currentCampaign } from "./status-of.ts";

/** @throws CampaignError NOT_FOUND */
export async function getCampaign(ports: CampaignPorts, ref: CampaignRef): Promise<Campaign> {
  const stored = await ports.transaction(ref.workspaceId, (tx) => findCampaign(tx, ref));
  return currentCampaign(stored, ports.nowMs());
}
