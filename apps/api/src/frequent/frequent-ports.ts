// What frequent actions on campaigns need of the store: everything in groups.
import type { AuditEntry, StoredCampaign } from "@sluice/campaigns";
import type { CampaignId, CampaignRecord, WorkspaceId } from "@sluice/schema";

export interface CampaignToCreate {
  campaign: CampaignRecord;
  requestId: string | null;
  audit: AuditEntry;
}

export interface FrequentPorts {
  findCampaigns(
    workspaceId: WorkspaceId,
    ids: readonly CampaignId[],
  ): Promise<ReadonlyMap<CampaignId, StoredCampaign>>;
  /** One commit. @returns the ids of those that were created; the others' request ids were taken. */
  createCampaigns(
    workspaceId: WorkspaceId,
    creates: readonly CampaignToCreate[],
  ): Promise<ReadonlySet<CampaignId>>;
  requestsPerMinuteCap(workspaceId: WorkspaceId): Promise<number>;
}
