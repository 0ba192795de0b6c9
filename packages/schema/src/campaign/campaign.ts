// A campaign as people write it, as they change it, and as the system shows it.
import { z } from "zod";
import { CampaignId, RunId, WorkspaceId } from "../ids.ts";
import {
  ConnectorComponents,
  ConnectorDefinition,
  EmailComponents,
  EmailDefinition,
  PushComponents,
  PushDefinition,
} from "./definition.ts";
import { CampaignStatus, DELIVERY_TYPES } from "./names.ts";

export const RequestId = z
  .string()
  .min(1)
  .max(256)
  .regex(/^[\x20-\x7e]*$/, "a request id is printable ASCII");

const written = { request_id: RequestId.optional(), created_by: z.email().optional() };

/** Body of POST /v5/campaigns. `created_by` may be left out: the credential tells who writes. */
export const CampaignCreate = z.discriminatedUnion(
  "channel",
  [PushDefinition.extend(written), EmailDefinition.extend(written), ConnectorDefinition.extend(written)],
  { error: 'channel is "PUSH", "EMAIL" or "CONNECTOR"' },
);
export type CampaignCreate = z.infer<typeof CampaignCreate>;

const changed = { request_id: RequestId.optional(), updated_by: z.email().optional() };

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
  decision: z.enum(["approved", "rejected"]),
  decided_by: z.string(),
  decided_at: z.iso.datetime(),
  comment: z.string().nullable(),
  /** Set when an edit made the approval void. */
  voided_at: z.iso.datetime().nullable(),
});
export type Approval = z.infer<typeof Approval>;

const record = {
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
};

export const Campaign = z.discriminatedUnion("channel", [
  PushDefinition.extend(record),
  EmailDefinition.extend(record),
  ConnectorDefinition.extend(record),
]);
export type Campaign = z.infer<typeof Campaign>;
