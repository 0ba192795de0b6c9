// How long a push notification is worth showing, and how urgently it is delivered.
import { z } from "zod";

export const Advanced = z.strictObject({
  expiration_settings: z
    .strictObject({
      expire_notification_after_value: z.int().min(1).max(10_000).optional(),
      expire_notification_after_type: z.enum(["HOUR", "DAY"]).optional(),
      remove_from_inbox_after_value: z.int().min(1).max(10_000).optional(),
      remove_from_inbox_after_type: z.enum(["DAY"]).optional(),
    })
    .optional(),
  platform_level_priority: z
    .strictObject({
      android_specific_priority: z.strictObject({ send_with_priority: z.boolean().optional() }).optional(),
      ios_specific_priority: z
        .strictObject({
          apns_priority: z.enum(["1", "5", "10"]).optional(),
          interruption_level: z.enum(["PASSIVE", "ACTIVE", "TIME_SENSITIVE", "CRITICAL"]).optional(),
          relevance_score: z.union([z.literal(0), z.literal(0.5), z.literal(1)]).optional(),
        })
        .optional(),
    })
    .optional(),
});
export type Advanced = z.infer<typeof Advanced>;
