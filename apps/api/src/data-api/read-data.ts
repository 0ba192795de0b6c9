// A body, or an element of one, by its schema. The first problem is told, as one of the product's types of refusal.
import { dottedPath, REFUSAL_TYPES, type RefusalType, toProblems } from "@sluice/schema";
import type { z } from "zod";
import { unstorableProblems } from "../unstorable-problems.ts";
import { DataRefusal } from "./data-refusal.ts";

/** @throws DataRefusal 400 */
export function readData<T>(schema: z.ZodType<T>, input: unknown): T {
  if (input === undefined || input === null)
    throw new DataRefusal(400, "Empty request body", "The body is empty. Send a JSON object.");
  // First: zod calls itself for each level of nesting.
  const [unstorable] = unstorableProblems(input);
  if (unstorable !== undefined) throw refusalFor("InvalidParams", unstorable.field, unstorable.issue);
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue === undefined) throw refusalFor("InvalidParams", "", "is not what is expected");
  throw refusalOf(issue, parsed.error, input);
}

function refusalOf(issue: z.core.$ZodIssue, error: z.ZodError, input: unknown): DataRefusal {
  if (issue.code !== "custom" && isMissing(issue, input))
    return refusalFor("MissingAttributeError", dottedPath(issue.path), "is required");
  const [problem] = toProblems(error);
  return refusalFor(typeIn(issue), problem?.field ?? "", problem?.issue ?? issue.message);
}

/** What a schema said of it by `refusedAs`. */
function typeIn(issue: z.core.$ZodIssue): RefusalType {
  const said: unknown = issue.code === "custom" ? issue.params?.["refusal"] : undefined;
  return REFUSAL_TYPES.find((type) => type === said) ?? "InvalidParams";
}

function isMissing({ path }: z.core.$ZodIssue, input: unknown): boolean {
  let at = input;
  for (const key of path) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, key)) return true;
    at = Reflect.get(at, key);
  }
  return false;
}

const refusalFor = (type: RefusalType, field: string, issue: string): DataRefusal =>
  new DataRefusal(400, type, field === "" ? issue : `${field}: ${issue}`, { attribute: field || undefined });
