// What is said to the API about segments and control groups, and what it shows of them.
import { z } from "zod";
import { FilterGroup, SegmentationDetails } from "./campaign/filters.ts";
import { ErrorRateBrake } from "./error-rate-brake.ts";
import { SegmentId, SegmentName, SegmentType } from "./segments.ts";

const FileUrl = z
  .url({ protocol: /^https?$/, error: "is an absolute URL that begins with https:// or http://" })
  .max(2_048)
  .describe("Fetched once, from where requests may go to; redirects are not followed.");
const CallbackUrl = FileUrl.describe("Told with POST what came of the file.");

export const SegmentCreate = z.strictObject({
  name: SegmentName,
  included_filters: FilterGroup,
  excluded_filters: FilterGroup.optional(),
});
export type SegmentCreate = z.infer<typeof SegmentCreate>;

export const SegmentPatch = z.strictObject({
  name: SegmentName.optional(),
  included_filters: FilterGroup,
  excluded_filters: FilterGroup.optional(),
  updated_by: z.email().optional(),
});
export type SegmentPatch = z.infer<typeof SegmentPatch>;

/** Of each value in the file: what it is of a user. `uid`, `user_id`, `id` and `customer_id` are the unique id. */
const AttributeName = z.string().min(1).max(200);
const AttributeType = z.enum(["string", "double"]);
/** Nobody is written to: the field is known so that its meaning can be refused. */
const Emails = z
  .array(z.email())
  .max(0, "no e-mails are sent; leave it out, and use callback_url")
  .optional();

export const FileSegmentCreate = z.strictObject({
  name: SegmentName,
  attribute_name: AttributeName,
  attribute_type: AttributeType,
  file_url: FileUrl,
  callback_url: CallbackUrl.optional(),
  emails: Emails,
  expiry_time: z.int().min(1).max(3_650).optional().describe("Days until the segment is archived."),
});
export type FileSegmentCreate = z.infer<typeof FileSegmentCreate>;

/** One of `cs_id` and `name`; the id counts where both are given. */
export const FileSegmentChange = z.strictObject({
  cs_id: SegmentId.optional(),
  name: SegmentName.optional(),
  attribute_name: AttributeName,
  attribute_type: AttributeType,
  file_url: FileUrl,
  callback_url: CallbackUrl.optional(),
  emails: Emails,
});
export type FileSegmentChange = z.infer<typeof FileSegmentChange>;

export const SegmentNameRequest = z.strictObject({
  cs_id: SegmentId.optional(),
  name: SegmentName.optional(),
});
export type SegmentNameRequest = z.infer<typeof SegmentNameRequest>;

export const LoadState = z.enum(["waiting", "loading", "done", "failed"]);

export const LoadView = z.object({
  load_id: z.string(),
  action: z.enum(["add", "remove", "replace"]),
  state: LoadState,
  requested_by: z.string(),
  created_time: z.iso.datetime(),
  finished_time: z.iso.datetime().nullable(),
  bytes_read: z.int(),
  values_found: z.int(),
  values_processed: z.int().describe("Those that can be a value; the others are passed over."),
  user_count: z.int().nullable().describe("Users who were added or removed; null until the end."),
  error_message: z.string().nullable(),
  callback: z.enum(["due", "told", "failed"]).nullable(),
});
export type LoadView = z.infer<typeof LoadView>;

export const SegmentView = z.object({
  name: z.string(),
  id: SegmentId,
  type: SegmentType,
  source: z.literal("API"),
  version: z.int().describe("Grows when the filters or the members change: approvals are bound to it."),
  archived: z.boolean(),
  user_count: z
    .int()
    .nullable()
    .describe("Of a FILE; the users of a FILTER are counted by /v5/audience/count."),
  created_by: z.string(),
  created_time: z.iso.datetime(),
  updated_by: z.string(),
  updated_time: z.iso.datetime(),
  included_filters: FilterGroup.optional(),
  excluded_filters: FilterGroup.optional(),
  last_load: LoadView.nullable().optional(),
});
export type SegmentView = z.infer<typeof SegmentView>;

export const AudienceCountRequest = z.strictObject({
  segmentation_details: SegmentationDetails,
  control_group_details: z
    .strictObject({ is_global_control_group_enabled: z.boolean().optional() })
    .optional(),
});
export type AudienceCountRequest = z.infer<typeof AudienceCountRequest>;

export const AudienceCount = z.object({
  users: z.int().describe("Who would get something: targeted minus excluded."),
  targeted: z.int(),
  excluded: z.record(z.string(), z.int()).describe("By the reason that counts first."),
  is_estimate: z.boolean().describe("Made from a part of the users: counting all of them takes too long."),
});
export type AudienceCount = z.infer<typeof AudienceCount>;

export const ControlGroupChange = z.strictObject({
  percentage: z
    .number()
    .min(0)
    .max(100)
    .describe("Of all users, drawn by their ids: who joins later is drawn alike."),
});
export type ControlGroupChange = z.infer<typeof ControlGroupChange>;

export const ControlGroupUsers = z.strictObject({
  request_id: z.string().min(1).max(256).optional(),
  file_url: FileUrl,
  action_type: z.enum(["add", "remove"]),
  callback_url: CallbackUrl.optional(),
  updated_by: z.email().optional(),
});
export type ControlGroupUsers = z.infer<typeof ControlGroupUsers>;

export const ControlGroupView = z.object({
  percentage: z.number(),
  user_count: z.int().describe("Users who are listed, beside those who are drawn."),
  version: z.int(),
  updated_by: z.string().nullable(),
  updated_time: z.iso.datetime().nullable(),
  last_load: LoadView.nullable(),
});
export type ControlGroupView = z.infer<typeof ControlGroupView>;

export const WorkspaceSettingsView = z.object({
  campaign_audience_limit: z.boolean().describe("Whether campaigns may have an audience limit."),
  error_rate_brake: ErrorRateBrake.nullable().describe("When runs that fail are paused. null: never."),
});
export const WorkspaceSettingsChange = z.strictObject({
  campaign_audience_limit: z.boolean().optional(),
  error_rate_brake: ErrorRateBrake.nullable().optional().describe("Whole; null switches it off."),
});
