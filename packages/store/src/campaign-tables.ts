// Campaigns: their versions, decisions on them, and what their creates remember, as TypeScript sees them beside database.ts.
import type { Review, UsedSegment } from "@sluice/schema";
import type { Generated } from "kysely";
import type { Instant, Json, NullableInstant, NullableJson } from "./column-types.ts";

export interface CampaignTables {
  campaigns: CampaignsTable;
  campaign_versions: CampaignVersionsTable;
  campaign_reachability: CampaignReachabilityTable;
  approvals: ApprovalsTable;
  campaign_requests: CampaignRequestsTable;
}

interface CampaignsTable {
  workspace_id: string;
  campaign_id: string;
  name: string | null;
  status: string;
  version: number;
  definition: Json<unknown>;
  content_hash: string;
  /** As the body claimed, or the person behind the credential. */
  created_by: string;
  created_by_credential: Generated<string>;
  created_at: Instant;
  updated_by: string;
  updated_by_credential: Generated<string>;
  updated_at: Instant;
  submitted_by: string | null;
  approval_id: string | null;
  review: NullableJson<Review>;
  run_id: string | null;
  archived_at: NullableInstant;
  /** Of the create request. For how long a second create with it is refused, campaign_requests tells. */
  request_id: string | null;
  /** Compare-and-set token: every change reads it and writes the next. */
  revision: number;
  /** This and those that follow are in the definition as well: what searches compare (campaign-search.ts). */
  channel: string;
  campaign_delivery_type: string;
  tags: NullableJson<string[]>;
  /** See creatorOf. */
  creator: string;
}

interface CampaignVersionsTable {
  workspace_id: string;
  campaign_id: string;
  version: number;
  definition: Json<unknown>;
  content_hash: string;
  edited_by: string;
  edited_by_credential: Generated<string>;
  edited_at: Instant;
}

interface CampaignReachabilityTable {
  workspace_id: string;
  campaign_id: string;
  content_hash: string;
  claimed_at: Instant;
  count: number | null;
  counted_at: NullableInstant;
}

interface ApprovalsTable {
  workspace_id: string;
  campaign_id: string;
  approval_id: string;
  version: number;
  content_hash: string;
  decision: string;
  decided_by: string;
  decided_at: Instant;
  comment: string | null;
  voided_at: NullableInstant;
  /** False: it waits for others. */
  completes: Generated<boolean>;
  segments: NullableJson<UsedSegment[]>;
}

interface CampaignRequestsTable {
  workspace_id: string;
  request_id: string;
  campaign_id: string;
  /** From then on the request id may be used again. */
  free_at: Instant;
}
