// A campaign as people write it (draft: components may be missing) and as the system shows it.
import { z } from "zod";
import { Connector } from "./connector.ts";
import { DeliveryControls } from "./delivery-controls.ts";
import { SegmentationDetails } from "./filters.ts";
import { CampaignId, RunId, WorkspaceId } from "./ids.ts";
import { SchedulingDetails } from "./scheduling.ts";

export const BasicDetails = z.strictObject({
  name: z
    .string()
    .trim()
    .min(5, "a name has 5 to 256 characters")
    .max(256, "a name has 5 to 256 characters")
    .optional(),
  tags: z.array(z.string().min(1).max(64)).max(5, "at most 5 tags").optional(),
  team: z.string().max(64).optional(),
});
export type BasicDetails = z.infer<typeof BasicDetails>;

export const CampaignContent = z.strictObject({ content: z.strictObject({ connector: Connector }) });
export type CampaignContent = z.infer<typeof CampaignContent>;

/** Everything that approval is bound to. Components may be missing while the campaign is a draft. */
const components = {
  basic_details: BasicDetails.optional(),
  campaign_content: CampaignContent.optional(),
  segmentation_details: SegmentationDetails.optional(),
  scheduling_details: SchedulingDetails.optional(),
  delivery_controls: DeliveryControls.optional(),
};

export const Channel = z.enum(["CONNECTOR"]);
/** `API_TRIGGERED`: no audience and no schedule; each call of the send API is one recipient of its always-on run. */
export const CampaignDeliveryType = z.enum(["ONE_TIME", "API_TRIGGERED"]);
export type CampaignDeliveryType = z.infer<typeof CampaignDeliveryType>;

/** What the content hash covers. */
export const CampaignDefinition = z.strictObject({
  channel: Channel,
  campaign_delivery_type: CampaignDeliveryType,
  ...components,
});
export type CampaignDefinition = z.infer<typeof CampaignDefinition>;

/** Body of POST /v5/campaigns. */
export const CampaignCreate = CampaignDefinition.extend({
  request_id: z.string().min(1).max(256).optional(),
  created_by: z.email().optional(),
});
export type CampaignCreate = z.infer<typeof CampaignCreate>;

/** Body of PATCH /v5/campaigns/{id}: a component that is given replaces the stored one whole. */
export const CampaignPatch = z.strictObject({
  ...components,
  request_id: z.string().min(1).max(256).optional(),
  updated_by: z.email().optional(),
});
export type CampaignPatch = z.infer<typeof CampaignPatch>;

export const CampaignStatus = z.enum([
  "DRAFT",
  "UNDER_REVIEW",
  "APPROVED",
  "REJECTED",
  "SCHEDULED",
  "SENDING",
  "PAUSED",
  "SENT",
  "STOPPED",
  "EXPIRED",
  "NOT_SENT",
]);
export type CampaignStatus = z.infer<typeof CampaignStatus>;

export const StatusAction = z.enum(["PUBLISH", "PAUSE", "RESUME", "STOP"]);
export type StatusAction = z.infer<typeof StatusAction>;

export const ContentHash = z.string().regex(/^[0-9a-f]{64}$/);

export const Approval = z.strictObject({
  approval_id: z.string(),
  version: z.int(),
  content_hash: ContentHash,
  decision: z.enum(["approved", "rejected"]),
  decided_by: z.string(),
  decided_at: z.iso.datetime(),
  comment: z.string().nullable(),
  /** Set when an edit made the approval void. */
  voided_at: z.iso.datetime().nullable(),
});
export type Approval = z.infer<typeof Approval>;

export const Campaign = CampaignDefinition.extend({
  workspace_id: WorkspaceId,
  id: CampaignId,
  status: CampaignStatus,
  version: z.int(),
  content_hash: ContentHash,
  created_by: z.string(),
  created_at: z.iso.datetime(),
  updated_by: z.string(),
  updated_at: z.iso.datetime(),
  submitted_by: z.string().nullable(),
  approval: Approval.nullable(),
  run_id: RunId.nullable(),
});
export type Campaign = z.infer<typeof Campaign>;
