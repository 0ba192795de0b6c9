// What is wrong with an input: every problem at once, each with the dotted path of its field.
import type { z } from "zod";

export interface Problem {
  /** Dotted path, for example `campaign_content.content.connector.headers[1].key`; empty for the whole input. */
  field: string;
  issue: string;
}

export type Parsed<T> = { ok: true; value: T } | { ok: false; problems: Problem[] };

export function dottedPath(path: readonly PropertyKey[]): string {
  let text = "";
  for (const part of path) {
    if (typeof part === "number") text += `[${part}]`;
    else text += text === "" ? String(part) : `.${String(part)}`;
  }
  return text;
}

export function parseInput<T>(schema: z.ZodType<T>, input: unknown): Parsed<T> {
  const result = schema.safeParse(input);
  return result.success
    ? { ok: true, value: result.data }
    : { ok: false, problems: toProblems(result.error) };
}

export function toProblems(error: z.ZodError, prefix: readonly PropertyKey[] = []): Problem[] {
  return error.issues.flatMap((issue) => issueToProblems(issue, prefix));
}

function issueToProblems(issue: z.core.$ZodIssue, prefix: readonly PropertyKey[]): Problem[] {
  const path = [...prefix, ...issue.path];
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      field: dottedPath([...path, key]),
      issue: "unknown field; remove it or correct its name",
    }));
  }
  if (issue.code === "invalid_union") return unionProblems(issue, path);
  return [{ field: dottedPath(path), issue: issue.message }];
}

/** Of a union, the problems of the branch that came closest: the deepest path tells what the writer meant; then the fewest. */
function unionProblems(issue: z.core.$ZodIssueInvalidUnion, path: readonly PropertyKey[]): Problem[] {
  const branches = issue.errors.map((issues) => issues.flatMap((inner) => issueToProblems(inner, path)));
  const isAboutWhole = (problems: Problem[]): boolean =>
    problems.every(({ field }) => field === dottedPath(path));
  const closest = branches
    .filter((problems) => problems.length > 0 && !isAboutWhole(problems))
    .sort((a, b) => deepest(b) - deepest(a) || a.length - b.length)[0];
  return closest ?? [{ field: dottedPath(path), issue: issue.message }];
}

const deepest = (problems: readonly Problem[]): number =>
  Math.max(...problems.map(({ field }) => field.split(/[.[]/).length));
