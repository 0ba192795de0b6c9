// What no field may hold, whatever its schema: text that Postgres cannot keep, and shapes that nobody writes by hand.
// The depth of the input must not become the depth of our calls: they go MAX_DEPTH deep, or use a stack of their own.
import { dottedPath, type Problem } from "@sluice/schema";

/** Filters nest 6 levels; a JSON body nests as its endpoint wants. */
const MAX_DEPTH = 64;
/** Objects, arrays and values together. The largest list of a filter has 10,000. */
const MAX_VALUES = 50_000;
/** Enough to find every mistake, few enough to answer. */
const MAX_PROBLEMS = 20;

interface Visit {
  value: unknown;
  key: PropertyKey | null;
  parent: Visit | null;
  depth: number;
}

/** HOT: once per call. Where anything may be wrong, a second look says what. */
export function unstorableProblems(input: unknown): Problem[] {
  return isStorable(input, 0, { left: MAX_VALUES }) ? [] : lookForProblems(input);
}

function isStorable(value: unknown, depth: number, values: { left: number }): boolean {
  values.left -= 1;
  if (values.left < 0 || depth > MAX_DEPTH) return false;
  if (typeof value === "string") return isStorableText(value);
  if (typeof value !== "object" || value === null) return true;
  if (Array.isArray(value)) return value.every((part) => isStorable(part, depth + 1, values));
  for (const key of Object.keys(value))
    if (!isStorableText(key) || !isStorable(Reflect.get(value, key), depth + 1, values)) return false;
  return true;
}

const isStorableText = (text: string): boolean => text.isWellFormed() && !text.includes("\u0000");

function lookForProblems(input: unknown): Problem[] {
  const problems: Problem[] = [];
  const left: Visit[] = [{ value: input, key: null, parent: null, depth: 0 }];
  let seen = 0;
  for (let visit = left.pop(); visit !== undefined; visit = left.pop()) {
    seen += 1;
    problems.push(...problemsAt(visit));
    if (seen + left.length > MAX_VALUES)
      return [{ field: "", issue: `holds more than ${MAX_VALUES} values` }];
    if (visit.depth > MAX_DEPTH || problems.length >= MAX_PROBLEMS) break;
    pushChildren(visit, left);
  }
  return problems;
}

function problemsAt(visit: Visit): Problem[] {
  const issues: string[] = [];
  if (typeof visit.value === "string") issues.push(...textIssues(visit.value));
  if (typeof visit.key === "string") issues.push(...textIssues(visit.key));
  if (visit.depth > MAX_DEPTH) issues.push(`nests deeper than ${MAX_DEPTH} levels`);
  return issues.map((issue) => ({ field: fieldOf(visit), issue }));
}

function textIssues(text: string): string[] {
  if (text.includes("\u0000")) return ["must not contain the character U+0000"];
  return text.isWellFormed() ? [] : ["contains half of a surrogate pair"];
}

function pushChildren(parent: Visit, left: Visit[]): void {
  const { value, depth } = parent;
  if (typeof value !== "object" || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    left.push({ value: child, key: Array.isArray(value) ? Number(key) : key, parent, depth: depth + 1 });
  }
}

/** The outermost levels say where it is; a field's name itself may be what cannot be shown. */
function fieldOf(visit: Visit): string {
  const path: PropertyKey[] = [];
  for (let at: Visit | null = visit; at !== null && at.key !== null; at = at.parent) path.unshift(at.key);
  return dottedPath(path.slice(0, 16)).toWellFormed().replaceAll("\u0000", "\ufffd");
}
