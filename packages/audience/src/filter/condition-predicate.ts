// A condition as a test of one attribute value. The twin of condition-sql.ts: test/filter-twins.int.test.ts holds them equal.
//
//   P1. A value of another type is read as the filter's type where that is unmistakable ("12.5" as a number,
//       "true" as a bool), and does not match otherwise. Nothing throws.
//   P2. Text conditions read strings only: the number 5 is not the string "5".
//   P3. A list matches when one of its values does; an empty list is there, and matches nothing else.
import type { AttributeScalar, AttributeValue } from "@sluice/schema";
import type { Condition, TextMatch } from "./condition.ts";
import { parseInstantMs } from "./instant.ts";
import { numberFromText } from "./number-text.ts";

/** The value is there: a missing attribute is the caller's case. */
export type ValuePredicate = (value: AttributeValue) => boolean;

export function conditionPredicate(condition: Condition): ValuePredicate {
  if (condition.kind === "exists") return () => true;
  const isMatch = scalarPredicate(condition);
  return (value) => (Array.isArray(value) ? value.some(isMatch) : isMatch(value)); // P3
}

type ScalarPredicate = (value: AttributeScalar) => boolean;

function scalarPredicate(condition: Exclude<Condition, { kind: "exists" }>): ScalarPredicate {
  switch (condition.kind) {
    case "bool":
      return (value) => toBool(value) === condition.value;
    case "number_in":
      return whenNumber((number) => condition.values.includes(number));
    case "number_below":
      return whenNumber((number) => number < condition.max);
    case "number_above":
      return whenNumber((number) => number > condition.min);
    case "number_between":
      return whenNumber((number) => number >= condition.min && number <= condition.max);
    case "text":
      return textPredicate(condition);
    case "instant":
      return instantPredicate(condition);
    default:
      return condition satisfies never;
  }
}

function toBool(value: AttributeScalar): boolean | null {
  const text = String(value).toLowerCase();
  if (typeof value === "number") return null;
  return text === "true" ? true : text === "false" ? false : null;
}

function whenNumber(isMatch: (number: number) => boolean): ScalarPredicate {
  return (value) => {
    const number = typeof value === "string" ? numberFromText(value) : value;
    return typeof number === "number" && isMatch(number);
  };
}

function textPredicate(condition: Extract<Condition, { kind: "text" }>): ScalarPredicate {
  const isMatch = TEXT_TESTS[condition.match];
  return (value) => {
    if (typeof value !== "string") return false;
    const text = condition.isCaseSensitive ? value : value.toLowerCase();
    return condition.needles.some((needle) => isMatch(text, needle));
  };
}

const TEXT_TESTS: Readonly<Record<TextMatch, (text: string, needle: string) => boolean>> = {
  equals: (text, needle) => text === needle,
  contains: (text, needle) => text.includes(needle),
  starts_with: (text, needle) => text.startsWith(needle),
  ends_with: (text, needle) => text.endsWith(needle),
};

function instantPredicate({ fromMs, toMs }: Extract<Condition, { kind: "instant" }>): ScalarPredicate {
  return (value) => {
    const instantMs = typeof value === "string" ? parseInstantMs(value) : null;
    if (instantMs === null) return false;
    return (fromMs === null || instantMs >= fromMs) && (toMs === null || instantMs <= toMs);
  };
}
