// A user to be created or changed. What is not mentioned stays; null takes an attribute away.
import { z } from "zod";
import { AttributeArray, AttributeValue, MAX_ATTRIBUTES_PER_USER } from "../user.ts";
import { checkAttributeNames } from "./attribute-names.ts";
import { CustomerId } from "./customer-id.ts";
import { UserPlatforms } from "./platform.ts";
import { refusedAs } from "./refusal-type.ts";

/** Attributes that hold lists, and values to put in or take out. */
export const ArrayEdits = z.record(z.string(), AttributeArray).superRefine(checkAttributeNames(50));
export type ArrayEdits = z.infer<typeof ArrayEdits>;

const EDITS = {
  platforms: UserPlatforms.optional(),
  addValueToArrayField: ArrayEdits.optional(),
  removeValueFromArrayField: ArrayEdits.optional(),
};

export const UserAttributes = z
  .object({
    ...EDITS,
    moe_email_optin_status: z.enum(["DOUBLE_OPTED_IN", "OPTED_OUT", "OPT_IN_PENDING"]).nullish(),
  })
  .catchall(z.union([AttributeValue, z.null()]))
  .superRefine(checkAttributeNames(MAX_ATTRIBUTES_PER_USER))
  .describe("A string, a number, true or false, or a list of up to 50 of one kind; null takes it away.");

export const CustomerRequest = z
  .strictObject({
    type: z.literal("customer"),
    customer_id: CustomerId,
    update_existing_only: z.boolean().default(false).describe("true: a user who is not known stays unknown."),
    attributes: UserAttributes.default({}),
    ...EDITS,
  })
  .superRefine((request, context) => {
    const { addValueToArrayField: add, removeValueFromArrayField: remove } = arrayEditsOf(request);
    const known = Object.keys(request.attributes);
    for (const name of Object.keys(add)) {
      if (!Object.hasOwn(remove, name) && !known.includes(name)) continue;
      context.addIssue({
        code: "custom",
        message: "is changed in two ways at once; send one of them",
        path: [name],
        ...refusedAs("ArrayFieldError"),
      });
    }
  });
export type CustomerRequest = z.infer<typeof CustomerRequest>;

/** Both places in which programs write them. */
export function arrayEditsOf({
  attributes,
  ...request
}: Pick<CustomerRequest, "attributes" | keyof typeof EDITS>): {
  addValueToArrayField: ArrayEdits;
  removeValueFromArrayField: ArrayEdits;
} {
  return {
    addValueToArrayField: { ...request.addValueToArrayField, ...attributes.addValueToArrayField },
    removeValueFromArrayField: {
      ...request.removeValueFromArrayField,
      ...attributes.removeValueFromArrayField,
    },
  };
}
