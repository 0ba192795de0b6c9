// Which names attributes may have. The product's own standard attributes keep theirs.
import type { z } from "zod";
import { MAX_ATTRIBUTE_NAME_LENGTH } from "../user.ts";
import { type RefusalType, refusedAs } from "./refusal-type.ts";

const TAKEN: ReadonlySet<string> = new Set(["", "id", "_id", "user_id", "__proto__"]);
const RESERVED_PREFIX = "moe_";
/** What the reserved prefix stands for. */
const STANDARD: ReadonlySet<string> = new Set([
  "moe_unsubscribe",
  "moe_hard_bounce",
  "moe_spam",
  "moe_sms_subscription",
  "moe_wa_subscription",
  "moe_em_unsub_categories",
  "moe_email_optin_status",
  "moe_sub_w",
  "moe_gaid",
]);

export interface NameIssue {
  type: RefusalType;
  issue: string;
}

export function attributeNameIssue(name: string): NameIssue | null {
  if (TAKEN.has(name)) return { type: "Blacklisted", issue: "is no name for an attribute; choose another" };
  if (name.startsWith(RESERVED_PREFIX) && !STANDARD.has(name))
    return { type: "Blacklisted", issue: `names that begin with ${RESERVED_PREFIX} are reserved` };
  if (name.length <= MAX_ATTRIBUTE_NAME_LENGTH) return null;
  return { type: "InvalidParams", issue: `a name has at most ${MAX_ATTRIBUTE_NAME_LENGTH} characters` };
}

/** For `superRefine` on an object of attributes. */
export function checkAttributeNames(maxCount: number) {
  return (attributes: object, context: z.RefinementCtx): void => {
    const names = Object.keys(attributes);
    if (names.length > maxCount)
      context.addIssue({ code: "custom", message: `at most ${maxCount} attributes are possible` });
    for (const name of names) {
      const found = attributeNameIssue(name);
      if (found === null) continue;
      context.addIssue({ code: "custom", message: found.issue, path: [name], ...refusedAs(found.type) });
    }
  };
}
