// A device of a user, and whether push may reach it.
import { z } from "zod";
import { UserId } from "../ids.ts";
import { AttributeScalar } from "../user.ts";
import { checkAttributeNames } from "./attribute-names.ts";
import { CustomerId } from "./customer-id.ts";
import { platformOneOf } from "./platform.ts";
import { MAX_IDENTIFIER_LENGTH } from "./user-identifier.ts";

const MAX_DEVICE_ATTRIBUTES = 50;

/** A device's own attributes have names that users' must not have. */
const DEVICE_FIELDS = {
  platform: platformOneOf("ANDROID", "iOS", "web", "TV"),
  push_id: z
    .string()
    .regex(/^[!-~]+$/, "is not empty, and has no spaces and no characters beyond ASCII")
    .max(MAX_IDENTIFIER_LENGTH),
  moe_push_opted: z.union([z.boolean(), z.enum(["True", "False", "true", "false"])]).optional(),
  moe_push_provisional_opted: z.union([z.boolean(), z.string().max(16)]).optional(),
  moe_gaid: z.string().max(MAX_IDENTIFIER_LENGTH).optional(),
};

export const DeviceAttributes = z
  .object(DEVICE_FIELDS)
  .catchall(AttributeScalar)
  .superRefine((attributes, context) => {
    const others = Object.entries(attributes).filter(([name]) => !Object.hasOwn(DEVICE_FIELDS, name));
    checkAttributeNames(MAX_DEVICE_ATTRIBUTES)(Object.fromEntries(others), context);
  });

export const DeviceRequest = z.strictObject({
  type: z.literal("device"),
  customer_id: CustomerId.describe("A user who is known."),
  device_id: UserId,
  attributes: DeviceAttributes,
});
export type DeviceRequest = z.infer<typeof DeviceRequest>;

/** By what one device of a user is told from the others. */
const DeviceIdentifiers = z.strictObject({
  GAID: z.string().max(MAX_IDENTIFIER_LENGTH).optional(),
  IDFV: z.string().max(MAX_IDENTIFIER_LENGTH).optional(),
  unique_id: UserId.optional(),
  device_unique_id: UserId.optional(),
  push_id: z.string().max(MAX_IDENTIFIER_LENGTH).optional(),
});
export type DeviceIdentifiers = z.infer<typeof DeviceIdentifiers>;

export const OptOutRequest = z.strictObject({
  user_identifier_type: z.enum(["customer_id", "id", "moengage_id"]),
  user_identifier_value: UserId,
  action_type: z.enum(["block", "unblock"]),
  reason: z.string().max(512).optional(),
  client_reference_id: z.string().max(128).optional(),
  device_identifiers: z
    .array(DeviceIdentifiers)
    .min(1)
    .max(50)
    .optional()
    .describe("Left out: every device of the user."),
});
export type OptOutRequest = z.infer<typeof OptOutRequest>;
