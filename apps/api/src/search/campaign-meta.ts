// A campaign in short, for lists and dashboards.
import type { StoredCampaign } from "@sluice/campaigns";
import type { Campaign, CampaignMeta, Reachability } from "@sluice/schema";

/** @param campaign as people see it, of `run` the start counts */
export function campaignMeta(
  campaign: Campaign,
  run: StoredCampaign["run"],
  reachability: Reachability | undefined,
): CampaignMeta {
  const { basic_details: details } = campaign;
  return {
    campaign_id: campaign.id,
    version_number: campaign.version,
    channel: campaign.channel,
    platform: details !== undefined && "platforms" in details ? (details.platforms ?? []) : [],
    created_by: campaign.created_by,
    campaign_delivery_type: campaign.campaign_delivery_type,
    campaign_name: details?.name ?? null,
    campaign_team: details?.team ?? null,
    campaign_tags: details?.tags ?? [],
    campaign_status: campaign.status,
    campaign_start_time: run?.starts_at ?? null,
    parent_campaign_id: null,
    total_child_campaigns: 0,
    rejection_comment: campaign.rejection_comment,
    reachability_details: reachability ?? null,
  };
}
