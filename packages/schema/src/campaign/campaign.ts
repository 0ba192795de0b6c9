// A campaign as people write it, as they change it, and as the system shows it.
import { z } from "zod";
import { CampaignId, RunId, WorkspaceId } from "../ids.ts";
import {
  type CampaignDefinition,
  ConnectorComponents,
  ConnectorDefinition,
  EmailComponents,
  EmailDefinition,
  PushComponents,
  PushDefinition,
} from "./definition.ts";
import { UsedSegment } from "../segments.ts";
import { CampaignStatus, DELIVERY_TYPES } from "./names.ts";
import { Review } from "./review.ts";

export const RequestId = z
  .string()
  .min(1)
  .max(256)
  .regex(/^[\x20-\x7e]*$/, "a request id is printable ASCII");

const VersionNote = z.string().trim().max(500).describe("Why it was written; kept in the audit log.");

const written = {
  request_id: RequestId.optional(),
  created_by: z.email().optional(),
  updated_by: z.email().optional(),
  version_note: VersionNote.optional(),
};

/** Body of POST /v5/campaigns. `created_by` may be left out: the credential tells who writes. */
export const CampaignCreate = z.discriminatedUnion(
  "channel",
  [PushDefinition.extend(written), EmailDefinition.extend(written), ConnectorDefinition.extend(written)],
  { error: 'channel is "PUSH", "EMAIL" or "CONNECTOR"' },
);
export type CampaignCreate = z.infer<typeof CampaignCreate>;

const changed = {
  request_id: RequestId.optional(),
  updated_by: z.email().optional(),
  version_note: VersionNote.optional(),
};

/**
 * Body of PATCH /v5/campaigns/{id}, by the channel of the stored campaign. A field of a component that is given replaces the
 * stored one whole; what is left out stays; null takes a component or one of its fields away (before this is asked).
 */
export const CAMPAIGN_PATCH = {
  PUSH: PushComponents.extend({
    ...changed,
    channel: z.literal("PUSH").optional(),
    campaign_delivery_type: DELIVERY_TYPES.PUSH.optional(),
  }),
  EMAIL: EmailComponents.extend({
    ...changed,
    channel: z.literal("EMAIL").optional(),
    campaign_delivery_type: DELIVERY_TYPES.EMAIL.optional(),
  }),
  CONNECTOR: ConnectorComponents.extend({
    ...changed,
    channel: z.literal("CONNECTOR").optional(),
    campaign_delivery_type: DELIVERY_TYPES.CONNECTOR.optional(),
  }),
} as const;
export type CampaignPatch = z.infer<(typeof CAMPAIGN_PATCH)[keyof typeof CAMPAIGN_PATCH]>;

export const ContentHash = z.string().regex(/^[0-9a-f]{64}$/);

export const Approval = z.strictObject({
  approval_id: z.string(),
  version: z.int(),
  content_hash: ContentHash,
  /** `changes_requested`: back to DRAFT, with what to change. */
  decision: z.enum(["approved", "rejected", "changes_requested"]),
  decided_by: z.string(),
  decided_at: z.iso.datetime(),
  comment: z.string().nullable(),
  /** Whether the decision was made with it. An approval that waits for others completes nothing. */
  completes: z.boolean(),
  /** The custom segments that the approved audience named, as they were. */
  segments: z.array(UsedSegment).optional(),
  /** Set when an edit made the approval void. */
  voided_at: z.iso.datetime().nullable(),
});
export type Approval = z.infer<typeof Approval>;

/** `created_by` and `updated_by` are what the body claimed, or the credential's person; both persons are authors. */
const record = {
  workspace_id: WorkspaceId,
  id: CampaignId,
  status: CampaignStatus,
  version: z.int(),
  content_hash: ContentHash,
  created_by: z.string(),
  created_by_credential: z.string().describe("The person whose credential created it."),
  created_at: z.iso.datetime(),
  updated_by: z.string(),
  updated_by_credential: z.string(),
  updated_at: z.iso.datetime(),
  submitted_by: z.string().nullable(),
  /** The last decision. */
  approval: Approval.nullable(),
  /** Of the newest version, once it was submitted. */
  review: Review.nullable(),
  run_id: RunId.nullable(),
  archived_at: z.iso.datetime().nullable(),
};

/** As it is kept. `status` is that of its newest version before publication. */
export type CampaignRecord = CampaignDefinition & {
  [Name in keyof typeof record]: z.infer<(typeof record)[Name]>;
};

/** What a reader wants to know beside it. */
const shown = {
  campaign_id: CampaignId.describe("The same as `id`."),
  version_number: z.int().describe("The same as `version`: the newest one, whose content is shown."),
  sent_time: z.iso.datetime().nullable().describe("When its run ended."),
  rejection_comment: z.string().nullable(),
  live_version: z.int().nullable().describe("The version that is scheduled, active, sending or paused."),
  pending_version: z
    .int()
    .nullable()
    .describe("A newer version than the live one, which goes on until this is approved and published."),
  pending_status: z.enum(["DRAFT", "UNDER_REVIEW", "APPROVED", "REJECTED"]).nullable(),
};

/** As people see it. `status` is that of the run, once there is one; the content is that of the newest version. */
export const Campaign = z.discriminatedUnion("channel", [
  PushDefinition.extend({ ...record, ...shown }),
  EmailDefinition.extend({ ...record, ...shown }),
  ConnectorDefinition.extend({ ...record, ...shown }),
]);
export type Campaign = z.infer<typeof Campaign>;
