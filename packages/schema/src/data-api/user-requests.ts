// Users read, merged and deleted.
import { z } from "zod";
import { AttributeName } from "../user.ts";
import { CustomerId } from "./customer-id.ts";
import { MAX_IDENTIFIER_LENGTH, type UserIdentifierType } from "./user-identifier.ts";

export const MAX_EXPORTED_USERS = 20;
export const MAX_MERGED_PAIRS = 50;

export const UserIdentifier = z.strictObject({
  identifier_type: z
    .enum(["customer_id", "moengage_id", "id"])
    .describe("`id` is `moengage_id`: the attribute of that name, which imported users may have."),
  identifier: z.string().min(1).max(MAX_IDENTIFIER_LENGTH),
});
export type UserIdentifier = z.infer<typeof UserIdentifier>;

export const lookupOf = (type: UserIdentifier["identifier_type"]): UserIdentifierType =>
  type === "customer_id" ? "user_id" : "moengage_id";

export const ExportRequest = z.strictObject({
  data: z.strictObject({
    identifiers: z.array(UserIdentifier).min(1).max(MAX_EXPORTED_USERS),
    user_fields_to_export: z.array(AttributeName).max(256).optional().describe("Left out: everything."),
  }),
});
export type ExportRequest = z.infer<typeof ExportRequest>;

const MergePair = z
  .strictObject({
    merged_user: CustomerId.describe("Its events and devices move; the user is then gone."),
    retained_user: CustomerId.describe("Its attributes win."),
  })
  .refine(({ merged_user, retained_user }) => merged_user !== retained_user, {
    path: ["merged_user"],
    error: "is the retained user itself",
  });
export const MergeRequest = z
  .strictObject({ merge_data: z.array(MergePair).min(1).max(MAX_MERGED_PAIRS) })
  .superRefine(({ merge_data: pairs }, context) => {
    const merged = pairs.map(({ merged_user }) => merged_user);
    pairs.forEach(({ merged_user, retained_user }, index) => {
      const isTwice = merged.indexOf(merged_user) !== index;
      if (!isTwice && !merged.includes(retained_user)) return;
      const path = ["merge_data", index, isTwice ? "merged_user" : "retained_user"];
      context.addIssue({ code: "custom", path, message: "is merged by another pair of this request" });
    });
  });
export type MergeRequest = z.infer<typeof MergeRequest>;

export const DeleteRequest = z.strictObject({
  identifiers: z.array(UserIdentifier).length(1, "names one user"),
});
export type DeleteRequest = z.infer<typeof DeleteRequest>;
