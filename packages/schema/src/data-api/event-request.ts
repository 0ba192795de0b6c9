// What a user has done, as programs tell it: one or more actions of one user.
import { z } from "zod";
import { UserId } from "../ids.ts";
import { MAX_ATTRIBUTE_NAME_LENGTH } from "../user.ts";
import { checkAttributeNames } from "./attribute-names.ts";
import { CustomerId } from "./customer-id.ts";
import { JsonValue } from "./json-value.ts";
import { platformNamed, platformOneOf } from "./platform.ts";

export const MAX_ATTRIBUTES_PER_EVENT = 100;
export const MAX_TIMEZONE_OFFSET_S = 54_000;
export const TV_SYSTEMS = [
  "ROKU",
  "WebOS",
  "AndroidTV",
  "tvOS",
  "Tizen",
  "FireOS",
  "VizioTV",
  "Xbox",
] as const;

const EventTime = z
  .union([z.number(), z.string().max(40)])
  .describe("ISO 8601, or seconds or milliseconds since 1970. Not in the future.");

export const EventAttributes = z
  .record(z.string(), JsonValue)
  .superRefine(checkAttributeNames(MAX_ATTRIBUTES_PER_EVENT));

export const EventAction = z
  .strictObject({
    action: z.string().min(1).max(MAX_ATTRIBUTE_NAME_LENGTH).describe("Name of the event."),
    attributes: EventAttributes.default({}),
    platform: platformOneOf("ANDROID", "iOS", "web", "TV", "unknown").optional(),
    moe_os_type: z.enum(TV_SYSTEMS).optional().describe("With the platform TV only."),
    app_version: z.string().max(64).optional(),
    user_time: EventTime.optional().describe("By the user's clock: `user_timezone_offset` leads to UTC."),
    current_time: EventTime.optional().describe("UTC; it is preferred where both are given."),
    user_timezone_offset: z.number().min(-MAX_TIMEZONE_OFFSET_S).max(MAX_TIMEZONE_OFFSET_S).optional(),
  })
  .refine(({ moe_os_type, platform = "" }) => moe_os_type === undefined || platformNamed(platform) === "TV", {
    path: ["moe_os_type"],
    error: "belongs to the platform TV",
  });
export type EventAction = z.infer<typeof EventAction>;

export const EventRequest = z.strictObject({
  type: z.literal("event"),
  customer_id: CustomerId,
  device_id: UserId.optional().describe("Left out: the customer id."),
  actions: z.array(EventAction).min(1, "holds at least one action"),
});
export type EventRequest = z.infer<typeof EventRequest>;
