import type { AttributeFilter, AttributeValue } from "@sluice/schema";
import { describe, expect, test } from "vitest";
import { AudienceError } from "../audience-error.ts";
import { audiencePredicate } from "./audience-predicate.ts";

const NOW_MS = Date.UTC(2026, 10, 22, 10, 15);

function filter(
  rest: Partial<AttributeFilter> & Pick<AttributeFilter, "data_type" | "operator">,
): AttributeFilter {
  return { filter_type: "user_attributes", name: "x", case_sensitive: false, negate: false, ...rest };
}

function matches(one: AttributeFilter, value?: AttributeValue): boolean {
  const memberOf = audiencePredicate(
    { included_filters: { filter_operator: "and", filters: [one] } },
    NOW_MS,
  );
  return memberOf({ user_id: "user-1", attributes: value === undefined ? {} : { x: value } }).included;
}

describe("a missing attribute", () => {
  const isPune = { data_type: "string", operator: "is", value: "Pune" } as const;

  test("does not match", () => expect(matches(filter(isPune))).toBe(false));
  test("matches a negated filter", () => expect(matches(filter({ ...isPune, negate: true }))).toBe(true));
  test("is not there, which `exists` negated asks for", () => {
    expect(matches(filter({ data_type: "string", operator: "exists" }))).toBe(false);
    expect(matches(filter({ data_type: "string", operator: "exists", negate: true }))).toBe(true);
  });
});

describe("a value of another type", () => {
  test("is read as a number when it is one", () => {
    const over10 = filter({ data_type: "double", operator: "greaterThan", value: 10 });
    expect(matches(over10, "12.5")).toBe(true);
    expect(matches(over10, "12 items")).toBe(false);
    expect(matches(over10, true)).toBe(false);
  });
  test("is read as a bool when it says so", () => {
    const isVip = filter({ data_type: "bool", operator: "is", value: true });
    expect(matches(isVip, "TRUE")).toBe(true);
    expect(matches(isVip, 1)).toBe(false);
  });
  test("is no text unless it is a string", () => {
    expect(matches(filter({ data_type: "string", operator: "is", value: "5" }), 5)).toBe(false);
  });
});

describe("text", () => {
  const contains = { data_type: "string", operator: "contains", value: "UNE" } as const;

  test("is compared without regard to case unless asked", () => {
    expect(matches(filter(contains), "Pune")).toBe(true);
    expect(matches(filter({ ...contains, case_sensitive: true }), "Pune")).toBe(false);
  });
  test("has no wildcards", () => {
    expect(matches(filter({ ...contains, value: "%" }), "Pune")).toBe(false);
    expect(matches(filter({ ...contains, value: "a_b" }), "aXb")).toBe(false);
  });
  test("matches any of the values of a list", () => {
    const ends = filter({ data_type: "string", operator: "endsWithInTheFollowing", value: [".de", ".fr"] });
    expect(matches(ends, "a@example.fr")).toBe(true);
    expect(matches(ends, "a@example.com")).toBe(false);
  });
});

describe("dates", () => {
  const date = (operator: AttributeFilter["operator"], value?: string | number, value1?: string) =>
    filter({
      data_type: "datetime",
      operator,
      ...(value === undefined ? {} : { value }),
      ...(value1 === undefined ? {} : { value1 }),
    });

  test("a date stands for its whole day", () => {
    expect(matches(date("on", "2026-11-22"), "2026-11-22T23:59:59.999Z")).toBe(true);
    expect(matches(date("after", "2026-11-22"), "2026-11-22T23:59:59.999Z")).toBe(false);
    expect(matches(date("after", "2026-11-22"), "2026-11-23")).toBe(true);
    expect(matches(date("before", "2026-11-22"), "2026-11-22")).toBe(false);
    expect(matches(date("between", "2026-11-20", "2026-11-22"), "2026-11-22T18:00Z")).toBe(true);
  });
  test("the last and the next days are counted from now", () => {
    expect(matches(date("inTheLast", 2), "2026-11-20T10:15Z")).toBe(true);
    expect(matches(date("inTheLast", 2), "2026-11-20T10:14Z")).toBe(false);
    expect(matches(date("inTheNext", 2), "2026-11-24T10:15Z")).toBe(true);
    expect(matches(date("inTheNext", 2), "2026-11-22T10:14Z")).toBe(false);
    expect(matches(date("today"), "2026-11-22T00:00:00+00:00")).toBe(true);
    expect(matches(date("today"), "2026-11-22T00:00:00+01:00")).toBe(false);
  });
});

test("both ends belong to between", () => {
  const between = filter({ data_type: "double", operator: "between", value: 1, value1: 3 });
  expect([0.9, 1, 3, 3.1].map((value) => matches(between, value))).toEqual([false, true, true, false]);
});

test("user_id is the unique id, not an attribute", () => {
  const one = filter({ name: "user_id", data_type: "string", operator: "in", value: ["user-1"] });
  expect(matches(one)).toBe(true);
});

test("an unchecked audience is refused rather than read as something else", () => {
  const broken = filter({ data_type: "double", operator: "between", value: 1 });
  expect(() => matches(broken)).toThrow(AudienceError);
  expect(() => audiencePredicate({}, NOW_MS)).toThrow(/says nobody/);
});
