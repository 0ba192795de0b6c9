// What searching needs: the store fits by shape.
import type { StoredCampaign } from "@sluice/campaigns";
import type {
  CampaignDeliveryType,
  CampaignId,
  CampaignStatus,
  Channel,
  SegmentationDetails,
  WorkspaceId,
} from "@sluice/schema";

export interface CampaignFilter {
  workspaceId: WorkspaceId;
  ids?: readonly string[] | undefined;
  channels?: readonly Channel[] | undefined;
  deliveryTypes?: readonly CampaignDeliveryType[] | undefined;
  createdBy?: readonly string[] | undefined;
  createdFrom?: Date | undefined;
  /** Not included. */
  createdBefore?: Date | undefined;
  name?: string | undefined;
  statuses?: readonly CampaignStatus[] | undefined;
  tags?: readonly string[] | undefined;
  version?: number | undefined;
  includesArchived: boolean;
  now: Date;
  limit: number;
  page: number;
}

export interface AudienceToCount {
  workspaceId: WorkspaceId;
  campaignId: CampaignId;
  contentHash: string;
}

export interface ReachabilityPorts {
  kept: (
    workspaceId: WorkspaceId,
    ids: readonly CampaignId[],
  ) => Promise<Array<{ campaign_id: CampaignId; content_hash: string; count: number; counted_at: Date }>>;
  /** @returns whether the caller is to count now: nobody has within a day, and nobody is at it. */
  claim: (audience: AudienceToCount) => Promise<boolean>;
  keep: (audience: AudienceToCount, count: number) => Promise<void>;
  /** Reads every user of the workspace. null: the audience cannot be told, for example because a segment is gone. */
  count: (workspaceId: WorkspaceId, segmentation: SegmentationDetails) => Promise<number | null>;
  /** The count is asked for again another day; for the log. */
  onFailed: (error: unknown) => void;
}

export interface SearchPorts {
  find: (filter: CampaignFilter) => Promise<StoredCampaign[]>;
  reachability: ReachabilityPorts;
}
