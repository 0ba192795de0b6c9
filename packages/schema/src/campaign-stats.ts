// Figures in the shape of the product's stats API, for programs that read them there.
import { z } from "zod";
import { RequestId } from "./campaign/campaign.ts";

export const MAX_STATS_CAMPAIGNS = 10;
export const MAX_STATS_DAYS = 30;
const DAY_MS = 86_400_000;

export const CampaignStatsRequest = z
  .strictObject({
    request_id: RequestId.optional(),
    campaign_ids: z
      .array(z.string().max(64))
      .min(1)
      .max(MAX_STATS_CAMPAIGNS, `at most ${MAX_STATS_CAMPAIGNS} campaigns`),
    start_date: z.iso.date(),
    end_date: z.iso.date().describe(`Included; at most ${MAX_STATS_DAYS} days with the first. Days are UTC.`),
    attribution_type: z
      .enum(["VIEW_THROUGH", "CLICK_THROUGH", "IN_SESSION", "TOTAL_CONVERSIONS", "CLICK_CONVERSIONS"])
      .optional()
      .describe("Accepted: conversions are not counted yet."),
    metric_type: z.enum(["TOTAL", "UNIQUE"]).optional().describe("Accepted: a run reaches each user once."),
    offset: z.int().min(0).max(MAX_STATS_CAMPAIGNS).default(0),
    limit: z.int().min(1).max(MAX_STATS_CAMPAIGNS).default(MAX_STATS_CAMPAIGNS),
  })
  .refine(({ start_date, end_date }) => start_date <= end_date, {
    path: ["end_date"],
    error: "must not be before start_date",
  })
  .refine(
    ({ start_date, end_date }) => Date.parse(end_date) - Date.parse(start_date) < MAX_STATS_DAYS * DAY_MS,
    {
      path: ["end_date"],
      error: `start_date and end_date are at most ${MAX_STATS_DAYS} days`,
    },
  );
export type CampaignStatsRequest = z.infer<typeof CampaignStatsRequest>;

const Figure = z.number().min(0);

export const PerformanceStats = z.strictObject({
  attempted: Figure,
  sent: Figure.describe("Delivered: the endpoint answered as the success rule says."),
  failed: Figure,
  bounced: Figure,
  delivered: Figure.describe("0: an endpoint does not tell."),
  impression: Figure,
  click: Figure,
  opened: Figure,
  read: Figure,
  ctr: Figure,
  sent_rate: Figure.describe("Percent of attempted."),
  failure_rate: Figure.describe("Percent of attempted."),
  delivery_rate: Figure,
});

export const DeliveryFunnel = z.strictObject({
  total_user_in_segment: Figure,
  reachable_users_in_segment: Figure,
  after_fc: Figure,
  users_after_dup: Figure,
  user_after_duplicate_removal: Figure,
  after_personalization_removal: Figure,
  sent: Figure,
});

export const VariationStats = z.strictObject({
  performance_stats: PerformanceStats,
  conversion_goal_stats: z.record(z.string(), z.record(z.string(), Figure)),
  delivery_funnel: DeliveryFunnel,
  failure_breakdown: z
    .record(z.string(), Figure)
    .describe("Users by the reason for which they were not sent to."),
});
export type VariationStats = z.infer<typeof VariationStats>;

const Variations = z.strictObject({ variations: z.record(z.string(), VariationStats) });
const Locales = z.strictObject({ locales: z.record(z.string(), Variations) });
export const PlatformStats = z.strictObject({ platforms: z.record(z.string(), Locales) });
export type PlatformStats = z.infer<typeof PlatformStats>;

export const CampaignStatsAnswer = z.strictObject({
  response_id: z.string(),
  total_campaigns: z.int(),
  current_page: z.int(),
  total_pages: z.int(),
  data: z.record(z.string(), z.array(PlatformStats)),
});
export type CampaignStatsAnswer = z.infer<typeof CampaignStatsAnswer>;
