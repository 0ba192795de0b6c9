// What every imported value and id must satisfy, whatever file it came from. A reason names what is wrong; null is fine.
import {
  AttributeName,
  type AttributeScalar,
  MAX_ARRAY_ELEMENT_LENGTH,
  MAX_ARRAY_ELEMENTS,
  MAX_ATTRIBUTE_NAME_LENGTH,
  MAX_ATTRIBUTE_VALUE_LENGTH,
  UserId,
} from "@sluice/schema";
import { isStorableText } from "../storable-text.ts";
import { USER_ID_NAME } from "../filter/condition-sql.ts";

/** `__proto__` is no ordinary key of a JavaScript object, and `user_id` means the unique id everywhere. */
const RESERVED_NAMES: ReadonlySet<string> = new Set(["__proto__", USER_ID_NAME]);

export function userIdIssue(id: string): string | null {
  if (!isStorableText(id)) return "the user id contains a character that cannot be stored";
  const parsed = UserId.safeParse(id);
  return parsed.success ? null : (parsed.error.issues[0]?.message ?? "the user id is not valid");
}

export function attributeNameIssue(name: string): string | null {
  if (name === "") return "an attribute has no name";
  const shown = JSON.stringify(name.slice(0, 40));
  if (RESERVED_NAMES.has(name)) return `${shown} is a reserved name; rename the attribute`;
  if (!isStorableText(name)) return `the name ${shown} contains a character that cannot be stored`;
  if (AttributeName.safeParse(name).success) return null;
  return `the name that begins ${shown} is longer than ${MAX_ATTRIBUTE_NAME_LENGTH} characters`;
}

/** HOT: once per value, about 400,000 times a second. */
export function attributeValueIssue(name: string, value: AttributeScalar): string | null {
  if (typeof value === "string") {
    if (value.length > MAX_ATTRIBUTE_VALUE_LENGTH) {
      return `"${name}" has ${value.length} characters; at most ${MAX_ATTRIBUTE_VALUE_LENGTH} are kept`;
    }
    if (!isStorableText(value)) return `"${name}" contains a character that cannot be stored`;
  } else if (typeof value === "number" && !Number.isFinite(value)) {
    return `"${name}" is a number beyond what can be stored`;
  }
  return null;
}

/** A list holds values of one kind. */
export function attributeListIssue(name: string, list: readonly unknown[]): string | null {
  if (list.length > MAX_ARRAY_ELEMENTS)
    return `"${name}" holds ${list.length} values; at most ${MAX_ARRAY_ELEMENTS} are kept`;
  const [first] = list;
  for (const value of list) {
    if (typeof value !== typeof first) return `"${name}" holds values of more than one kind`;
    if (typeof value === "string" && value.length > MAX_ARRAY_ELEMENT_LENGTH)
      return `"${name}" holds a value of ${value.length} characters; at most ${MAX_ARRAY_ELEMENT_LENGTH} are kept`;
    const isScalar = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
    const issue = isScalar
      ? attributeValueIssue(name, value)
      : `"${name}" holds a value that is no string, number, true or false`;
    if (issue !== null) return issue;
  }
  return null;
}
