// Bodies of POST /v5/campaigns/search and /meta, and the light row that the second answers.
//
//   S1. Both take the same body. The names of the first version, `id` and `delivery_type`, mean what `ids` and
//       `campaign_delivery_type` mean; one value may stand for a list of one.
//   S2. All filters that are given must be met; of a list, any value.
import { z } from "zod";
import { RequestId } from "./campaign/campaign.ts";
import { CampaignDeliveryType, CampaignStatus, Channel, Platform } from "./campaign/names.ts";
import { CampaignId } from "./ids.ts";

export const MAX_CAMPAIGNS_PER_PAGE = 15;
/** Far beyond any workspace; what lies before a page is counted through. */
const MAX_PAGE = 100_000;
const MAX_VALUES = 100;

const listOf = <T extends z.ZodType>(value: T) => z.union([z.array(value).max(MAX_VALUES), value]);

/** Of channels that this system does not have there are no campaigns. CONNECTORS is CONNECTOR. */
const SearchedChannel = z.enum([
  ...Channel.options,
  "CONNECTORS",
  "SMS",
  "WHATSAPP",
  "FACEBOOK",
  "GOOGLE ADS",
]);

const Moment = z.union([z.iso.datetime({ offset: true, local: true }), z.iso.date()], {
  error: 'use a time such as "2026-12-01T09:30:00Z", or a date',
});

export const CampaignFields = z
  .strictObject({
    ids: listOf(z.string().max(64)).optional(),
    id: listOf(z.string().max(64)).optional(),
    channels: listOf(SearchedChannel).optional(),
    created_by: listOf(z.string().max(320)).optional(),
    created_date: z
      .strictObject({ from_date: Moment.optional(), to_date: Moment.optional() })
      .optional()
      .describe("Both ends included; a date is its whole day, and a time without zone is UTC."),
    campaign_delivery_type: listOf(CampaignDeliveryType).optional(),
    delivery_type: listOf(CampaignDeliveryType).optional(),
    name: z.string().max(256).optional().describe("Part of the name, in any case."),
    status: listOf(CampaignStatus)
      .optional()
      .describe("Absent: all but DRAFT and ARCHIVED. ARCHIVED needs include_archive_campaigns as well."),
    tags: listOf(z.string().max(64)).optional(),
    version_number: z.int().min(1).max(1_000_000_000).optional(),
  })
  .refine(({ ids, id }) => ids === undefined || id === undefined, {
    path: ["id"],
    error: "means the same as ids; give one of them",
  })
  .refine(
    ({ campaign_delivery_type: newer, delivery_type: older }) => newer === undefined || older === undefined,
    {
      path: ["delivery_type"],
      error: "means the same as campaign_delivery_type; give one of them",
    },
  );
export type CampaignFields = z.infer<typeof CampaignFields>;

export const CampaignSearch = z.strictObject({
  request_id: RequestId.optional(),
  campaign_fields: CampaignFields.optional(),
  include_child_campaigns: z
    .boolean()
    .default(false)
    .describe("Accepted: campaigns have no children here, each occurrence is a run."),
  include_archive_campaigns: z.boolean().default(false),
  limit: z.int().min(1).max(MAX_CAMPAIGNS_PER_PAGE),
  page: z.int().min(1).max(MAX_PAGE).describe("The last page has fewer campaigns than `limit`."),
});
export type CampaignSearch = z.infer<typeof CampaignSearch>;

export const Reachability = z.strictObject({ count: z.int().min(0), last_updated_time: z.iso.datetime() });
export type Reachability = z.infer<typeof Reachability>;

export const CampaignMeta = z.strictObject({
  campaign_id: CampaignId,
  version_number: z.int(),
  channel: Channel,
  platform: z.array(Platform).describe("Of push; empty for all others."),
  created_by: z.string(),
  campaign_delivery_type: CampaignDeliveryType,
  campaign_name: z.string().nullable(),
  campaign_team: z.string().nullable(),
  campaign_tags: z.array(z.string()),
  campaign_status: CampaignStatus,
  campaign_start_time: z.iso.datetime().nullable().describe("UTC. null: it is not published."),
  parent_campaign_id: CampaignId.nullable(),
  total_child_campaigns: z.int().min(0),
  rejection_comment: z.string().nullable(),
  reachability_details: Reachability.nullable().describe(
    "Users in the audience of a scheduled one-time campaign, counted at most once a day. null: not counted yet, or another campaign.",
  ),
});
export type CampaignMeta = z.infer<typeof CampaignMeta>;
