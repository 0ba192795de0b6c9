// The id under which a program knows a user. Words that programs send by mistake would make one user out of many.
import { UserId } from "../ids.ts";
import { refusedAs } from "./refusal-type.ts";

const NOBODY: ReadonlySet<string> = new Set([
  "unknown",
  "guest",
  "null",
  "none",
  "true",
  "false",
  "na",
  "n/a",
  '""',
  "user_attribute_unique_id",
  "dummy_seller_code",
  "user_id",
  "userid",
  "customer_id",
  "uid",
  "id",
  "-1",
  "-2",
]);

const isSomebody = (id: string): boolean => id.trim().length > 1 && !NOBODY.has(id.trim().toLowerCase());

export const CustomerId = UserId.refine(isSomebody, {
  error: "is no id of a user: it has at least two characters, and is no word such as null, guest or unknown",
  ...refusedAs("Blacklisted"),
}).describe("The unique id of the user in your own systems.");
