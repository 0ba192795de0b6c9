// What is wrong with one filter: its operator, then whether its values fit that operator.
import { type AttributeFilter, type FilterOperator, OPERATORS, type Problem } from "@sluice/schema";
import { parseInstantMs, parseLastMs } from "./instant.ts";
import { isStorableText } from "../storable-text.ts";

/** What an operator asks of `value` and `value1`. */
type Arity = "none" | "one" | "many" | "days" | "pair";

const ARITIES: Readonly<Record<FilterOperator, Arity>> = {
  exists: "none",
  today: "none",
  is: "one",
  contains: "one",
  lessThan: "one",
  greaterThan: "one",
  on: "one",
  before: "one",
  after: "one",
  in: "many",
  containsInTheFollowing: "many",
  startWithInTheFollowing: "many",
  endsWithInTheFollowing: "many",
  inTheLast: "days",
  inTheNext: "days",
  between: "pair",
};

/** A hundred years. */
const MAX_DAYS = 36_525;

type Value = string | number | boolean;

export function filterProblems(filter: AttributeFilter, path: string): Problem[] {
  const problems: Problem[] = [];
  const report = (field: string, issue: string): void => {
    problems.push({ field: `${path}.${field}`, issue });
  };
  if (!isStorableText(filter.name)) report("name", "contains a character that no attribute name can have");
  const allowed = OPERATORS[filter.data_type];
  if (!allowed.includes(filter.operator)) {
    report(
      "operator",
      `"${filter.operator}" does not go with ${filter.data_type}; use ${allowed.join(", ")}`,
    );
    return problems;
  }
  const arity = ARITIES[filter.operator];
  reportValue(filter, arity, report);
  reportValue1(filter, arity, report);
  return problems;
}

type Report = (field: string, issue: string) => void;

function reportValue(filter: AttributeFilter, arity: Arity, report: Report): void {
  const { value, operator } = filter;
  if (arity === "none") {
    if (value !== undefined) report("value", `"${operator}" takes no value; remove it`);
    return;
  }
  if (value === undefined) return report("value", `"${operator}" needs a value`);
  if (!Array.isArray(value)) return reportEach(filter, value, "value", report);
  if (arity !== "many") return report("value", `"${operator}" takes one value, not a list`);
  if (value.length === 0) return report("value", "the list is empty");
  value.forEach((each, index) => reportEach(filter, each, `value[${index}]`, report));
}

function reportValue1(filter: AttributeFilter, arity: Arity, report: Report): void {
  const { value, value1, operator } = filter;
  if (arity !== "pair") {
    if (value1 !== undefined) report("value1", `"${operator}" takes no value1; only "between" does`);
    return;
  }
  if (value1 === undefined) return report("value1", '"between" needs value1, its upper end');
  reportEach(filter, value1, "value1", report);
  if (isUpsideDown(filter, value, value1)) report("value1", "is below value; swap the two ends");
}

function reportEach(filter: AttributeFilter, value: Value, field: string, report: Report): void {
  const issue = ARITIES[filter.operator] === "days" ? daysIssue(value) : valueIssue(filter, value);
  if (issue !== null) report(field, issue);
}

function daysIssue(value: Value): string | null {
  const isDays = typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= MAX_DAYS;
  return isDays ? null : `must be a whole number of days from 1 to ${MAX_DAYS}`;
}

function valueIssue({ data_type: dataType, operator }: AttributeFilter, value: Value): string | null {
  switch (dataType) {
    case "bool":
      return typeof value === "boolean" ? null : "must be true or false";
    case "double":
      return typeof value === "number" && Number.isFinite(value) ? null : "must be a number, without quotes";
    case "datetime":
      return typeof value === "string" && parseInstantMs(value) !== null
        ? null
        : "must be a date such as 2026-11-22 or 2026-11-22T10:15:00Z";
    case "string":
      return textIssue(value, operator);
    default:
      return dataType satisfies never;
  }
}

function textIssue(value: Value, operator: FilterOperator): string | null {
  if (typeof value !== "string") return "must be a string, in quotes";
  if (!isStorableText(value)) return "contains a character that no attribute can have";
  const isPart = operator !== "is" && operator !== "in";
  return isPart && value === "" ? "must not be empty: every text contains the empty text" : null;
}

function isUpsideDown(filter: AttributeFilter, value: AttributeFilter["value"], value1: Value): boolean {
  if (typeof value === "number" && typeof value1 === "number") return value1 < value;
  if (filter.data_type !== "datetime") return false;
  const fromMs = parseInstantMs(String(value));
  const toMs = parseLastMs(String(value1));
  return fromMs !== null && toMs !== null && toMs < fromMs;
}
