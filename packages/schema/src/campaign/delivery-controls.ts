// Delivery controls: speed, caps, retries, and what to do with a recipient in doubt.
import { z } from "zod";
import { StatusPattern } from "./connector.ts";
import { NumberText } from "./text.ts";

/** The product's ceiling for one campaign; the workspace's cap is separate and may be higher or lower. */
export const MAX_CAMPAIGN_REQUESTS_PER_MINUTE = 200_000;

/** Of a workspace's cap, and of an origin's: beyond anything that is sent, and a count of it stays exact. */
export const MAX_CAP_REQUESTS_PER_MINUTE = 100_000_000;

export const RetryPolicy = z.strictObject({
  /** Counts the first try: 1 means "never retry". */
  max_attempts: z.int().min(1).max(20).default(6),
  initial_delay_ms: z.int().min(100).max(3_600_000).default(5_000),
  max_delay_ms: z.int().min(100).max(86_400_000).default(1_800_000),
  /** Answers after which another attempt may follow. Absent: 408, 425, 429 and 5xx. */
  statuses: z.array(StatusPattern).max(50).optional(),
  /** Whether a request that got no answer (refused, reset, timed out) is made again. Absent: it is. */
  after_no_answer: z.boolean().optional(),
});
export type RetryPolicy = z.infer<typeof RetryPolicy>;
export const DEFAULT_RETRY_POLICY: RetryPolicy = {
  max_attempts: 6,
  initial_delay_ms: 5_000,
  max_delay_ms: 1_800_000,
};

/**
 * A recipient is in doubt when its sender died between claiming and recording. `at_least_once` sends again with the
 * same key and a mark; `at_most_once` ends it as `unknown`.
 */
export const InDoubtPolicy = z.enum(["at_least_once", "at_most_once"]);
export type InDoubtPolicy = z.infer<typeof InDoubtPolicy>;

/** How fast, and whose quiet hours and caps hold: all channels. */
const shared = {
  campaign_throttle_rpm: z
    .int()
    .min(1)
    .max(MAX_CAMPAIGN_REQUESTS_PER_MINUTE)
    .optional()
    .describe(
      "Request limit: the fastest rate, in requests a minute. Absent: only the workspace's cap holds.",
    ),
  bypass_dnd: z.boolean().optional(),
  count_for_frequency_capping: z.boolean().optional(),
  ignore_frequency_capping: z.boolean().optional(),
  minimum_delay_between_two_notification_in_hour: z.int().min(0).max(8_760).optional(),
  limit_send_config: z
    .strictObject({
      enabled: z.boolean(),
      max_count: z.int().min(1).max(1_000_000).optional(),
      window_value: z.int().min(1).max(8_784).optional(),
      window_unit: z.enum(["HOURS", "DAYS", "WEEKS", "MONTHS", "YEAR"]).optional(),
    })
    .optional()
    .describe("At most so many messages to one user within a sliding window."),
};

/** What the product does not have: shares, retries, and what to do with a recipient in doubt. */
const engine = {
  throttle_weight: z
    .int()
    .min(1)
    .max(100)
    .optional()
    .describe("Share of the workspace's cap beside other runs that want more than there is. Absent: 1."),
  four_hour_rule: z
    .enum(["raise", "keep"])
    .optional()
    .describe(
      "A run that would take longer than four hours has its request limit raised to finish in four hours, up to 200,000 a minute (raise, the default), or not (keep).",
    ),
  retry_policy: RetryPolicy.optional(),
  in_doubt_policy: InDoubtPolicy.optional(),
};

export const ConnectorDeliveryControls = z.strictObject({ ...shared, ...engine });
export type ConnectorDeliveryControls = z.infer<typeof ConnectorDeliveryControls>;

export const EmailDeliveryControls = z.strictObject({ ...shared, ...engine });
export type EmailDeliveryControls = z.infer<typeof EmailDeliveryControls>;

/** `max_time_to_show_message_of_same_camapign` is spelt as in the product. */
export const PushDeliveryControls = z.strictObject({
  ...shared,
  ...engine,
  ignore_global_minimum_delay: z.boolean().optional(),
  max_time_to_show_message_of_same_camapign: NumberText.optional(),
  expiry_time_of_sync_data_in_hour: NumberText.optional(),
  send_message_in_offline_mode: z.boolean().optional(),
  send_limit_value: NumberText.optional(),
  send_limit_granularity_in_hours: NumberText.optional(),
  queuing_enabled: z.boolean().optional(),
  queue_duration: z.int().min(0).max(48).optional().describe("Hours. 1 to 48 when queuing is enabled."),
});
export type PushDeliveryControls = z.infer<typeof PushDeliveryControls>;
