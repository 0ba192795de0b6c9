// A filter boiled down to one of seven conditions: the single reading of the sixteen operators, which the SQL
// and the predicate then both follow.
//
//   C1. Every date and time operator is a closed range of milliseconds. A date without a time stands for its whole
//       UTC day, so `after 2026-11-22` begins on the 23rd and `between` two dates ends with the second.
//   C2. `inTheLast` and `inTheNext` reach N times 24 hours from now and include both ends; `today` is the UTC day.
//   C3. The filter has been checked (segmentation-problems.ts): values are there and of the right type.
import type { AttributeFilter } from "@sluice/schema";
import { DAY_MS, parseInstantMs, parseLastMs, startOfDayMs } from "./instant.ts";

export type TextMatch = "equals" | "contains" | "starts_with" | "ends_with";

export type Condition =
  | { kind: "exists" }
  | { kind: "bool"; value: boolean }
  | { kind: "number_in"; values: number[] }
  | { kind: "number_below"; max: number }
  | { kind: "number_above"; min: number }
  | { kind: "number_between"; min: number; max: number }
  | { kind: "text"; match: TextMatch; needles: string[]; isCaseSensitive: boolean }
  /** Both ends belong to the range; null is open. */
  | { kind: "instant"; fromMs: number | null; toMs: number | null };

export function toCondition(filter: AttributeFilter, nowMs: number): Condition {
  if (filter.operator === "exists") return { kind: "exists" };
  switch (filter.data_type) {
    case "bool":
      return { kind: "bool", value: filter.value === true };
    case "double":
      return numberCondition(filter);
    case "string":
      return textCondition(filter);
    case "datetime":
      return { kind: "instant", ...instantRange(filter, nowMs) };
    default:
      return filter.data_type satisfies never;
  }
}

type Scalar = string | number | boolean;

/** One value, or several for the `in…` operators. */
function valuesOf(filter: AttributeFilter): Scalar[] {
  if (filter.value === undefined) return [];
  return Array.isArray(filter.value) ? filter.value : [filter.value];
}

function numberCondition(filter: AttributeFilter): Condition {
  const values = valuesOf(filter).map(Number);
  const [first = Number.NaN] = values;
  if (filter.operator === "lessThan") return { kind: "number_below", max: first };
  if (filter.operator === "greaterThan") return { kind: "number_above", min: first };
  if (filter.operator === "between") {
    return { kind: "number_between", min: first, max: Number(filter.value1) };
  }
  return { kind: "number_in", values };
}

const TEXT_MATCHES: Partial<Record<AttributeFilter["operator"], TextMatch>> = {
  is: "equals",
  in: "equals",
  contains: "contains",
  containsInTheFollowing: "contains",
  startWithInTheFollowing: "starts_with",
  endsWithInTheFollowing: "ends_with",
};

function textCondition(filter: AttributeFilter): Condition {
  const needles = valuesOf(filter).map(String);
  return {
    kind: "text",
    match: TEXT_MATCHES[filter.operator] ?? "equals",
    needles: filter.case_sensitive ? needles : needles.map((needle) => needle.toLowerCase()),
    isCaseSensitive: filter.case_sensitive,
  };
}

interface InstantRange {
  fromMs: number | null;
  toMs: number | null;
}

function instantRange(filter: AttributeFilter, nowMs: number): InstantRange {
  const [value = ""] = valuesOf(filter);
  const toRange = INSTANT_RANGES[filter.operator] ?? betweenInstants;
  return toRange(value, nowMs, filter.value1 ?? "");
}

type ToRange = (value: Scalar, nowMs: number, value1: Scalar) => InstantRange;

const betweenInstants: ToRange = (value, _nowMs, value1) => ({
  fromMs: firstMs(value),
  toMs: lastMs(value1),
});

const INSTANT_RANGES: Partial<Record<AttributeFilter["operator"], ToRange>> = {
  today: (_value, nowMs) => dayOf(nowMs),
  inTheLast: (days, nowMs) => ({ fromMs: nowMs - Number(days) * DAY_MS, toMs: nowMs }),
  inTheNext: (days, nowMs) => ({ fromMs: nowMs, toMs: nowMs + Number(days) * DAY_MS }),
  on: (value) => dayOf(firstMs(value)),
  before: (value) => ({ fromMs: null, toMs: firstMs(value) - 1 }),
  after: (value) => ({ fromMs: lastMs(value) + 1, toMs: null }),
  between: betweenInstants,
};

function dayOf(instantMs: number): InstantRange {
  const fromMs = startOfDayMs(instantMs);
  return { fromMs, toMs: fromMs + DAY_MS - 1 };
}

function firstMs(value: Scalar): number {
  return parseInstantMs(String(value)) ?? Number.NaN;
}

function lastMs(value: Scalar): number {
  return parseLastMs(String(value)) ?? Number.NaN;
}
