// What a campaign is called, and for push and e-mail where it goes. Everything may be missing while it is a draft.
import { z } from "zod";
import { Name } from "./text.ts";
import { Geofence } from "./geofence.ts";
import { Platform } from "./names.ts";

const named = {
  name: z
    .string()
    .trim()
    .min(5, "a name has 5 to 256 characters")
    .max(256, "a name has 5 to 256 characters")
    .optional(),
  tags: z.array(z.string().min(1).max(64)).max(5, "at most 5 tags").optional(),
  team: z.string().max(64).optional(),
  business_event: Name.optional().describe("Required to publish a BUSINESS_EVENT_TRIGGERED campaign."),
};

export const PlatformSpecificDetails = z.strictObject({
  android: z.strictObject({ push_amp_plus_enabled: z.boolean().optional() }).optional(),
  ios: z
    .strictObject({
      send_to_all_eligible_device: z.boolean().optional(),
      exclude_provisional_push_devices: z.boolean().optional(),
      send_to_only_provisional_push_enabled_devices: z.boolean().optional(),
    })
    .optional()
    .describe("Exactly one of the three is true when the campaign is published to iOS."),
});

export const PushBasicDetails = z.strictObject({
  ...named,
  platforms: z.array(Platform).max(3).optional(),
  broadcast_live_activity_id: Name.optional(),
  geofences: Geofence.optional(),
  send_to_triggered_platform_only: z.boolean().optional(),
  platform_specific_details: PlatformSpecificDetails.optional(),
});
export type PushBasicDetails = z.infer<typeof PushBasicDetails>;

export const EmailBasicDetails = z.strictObject({
  ...named,
  content_type: z.enum(["PROMOTIONAL", "TRANSACTIONAL"]).optional(),
  subscription_category: Name.optional().describe("Required to publish PROMOTIONAL e-mail."),
  user_attribute_identifier: Name.optional().describe(
    'The attribute that holds the address. Absent: "Email (Standard)", which is `u_em`.',
  ),
});
export type EmailBasicDetails = z.infer<typeof EmailBasicDetails>;

export const ConnectorBasicDetails = z.strictObject(named);
export type ConnectorBasicDetails = z.infer<typeof ConnectorBasicDetails>;
