import {
  type AttributeFilter,
  type FilterGroup,
  MAX_FILTER_DEPTH,
  type SegmentationDetails,
} from "@sluice/schema";
import { expect, test } from "vitest";
import { segmentationProblems } from "./segmentation-problems.ts";

type Rest = Partial<AttributeFilter> & Pick<AttributeFilter, "data_type" | "operator">;

function filter(rest: Rest): AttributeFilter {
  return { filter_type: "user_attributes", name: "x", case_sensitive: false, negate: false, ...rest };
}

const group = (...filters: FilterGroup["filters"]): FilterGroup => ({ filter_operator: "and", filters });

function issuesOf(rest: Rest): string[] {
  const problems = segmentationProblems({ included_filters: group(filter(rest)) }, "s");
  return problems.map(
    ({ field, issue }) => `${field.replace("s.included_filters.filters[0].", "")}: ${issue}`,
  );
}

const fine: Rest = { data_type: "string", operator: "is", value: "Pune" };

test("what is right has no problems", () => {
  expect(segmentationProblems({ is_all_user_campaign: true })).toEqual([]);
  expect(issuesOf(fine)).toEqual([]);
  expect(
    issuesOf({
      data_type: "datetime",
      operator: "between",
      value: "2026-11-22T10:00Z",
      value1: "2026-11-22",
    }),
  ).toEqual([]);
});

test.each<[Rest, string]>([
  [
    { data_type: "bool", operator: "contains", value: "a" },
    'operator: "contains" does not go with bool; use is, exists',
  ],
  [{ data_type: "string", operator: "is" }, 'value: "is" needs a value'],
  [{ data_type: "string", operator: "exists", value: "a" }, 'value: "exists" takes no value; remove it'],
  [{ data_type: "datetime", operator: "today", value: 1 }, 'value: "today" takes no value; remove it'],
  [{ data_type: "string", operator: "is", value: ["a", "b"] }, 'value: "is" takes one value, not a list'],
  [{ data_type: "double", operator: "in", value: [1, "2"] }, "value[1]: must be a number, without quotes"],
  [{ data_type: "double", operator: "is", value: "1" }, "value: must be a number, without quotes"],
  [{ data_type: "bool", operator: "is", value: "true" }, "value: must be true or false"],
  [{ data_type: "string", operator: "is", value: 1 }, "value: must be a string, in quotes"],
  [
    { data_type: "string", operator: "is", value: "a\u0000" },
    "value: contains a character that no attribute can have",
  ],
  [
    { data_type: "string", operator: "contains", value: "" },
    "value: must not be empty: every text contains the empty text",
  ],
  [{ data_type: "double", operator: "between", value: 1 }, 'value1: "between" needs value1, its upper end'],
  [
    { data_type: "double", operator: "between", value: 2, value1: 1 },
    "value1: is below value; swap the two ends",
  ],
  [
    { data_type: "double", operator: "is", value: 2, value1: 1 },
    'value1: "is" takes no value1; only "between" does',
  ],
  [
    { data_type: "datetime", operator: "on", value: "soon" },
    "value: must be a date such as 2026-11-22 or 2026-11-22T10:15:00Z",
  ],
  [
    { data_type: "datetime", operator: "inTheLast", value: 1.5 },
    "value: must be a whole number of days from 1 to 36525",
  ],
])("%j is told: %s", (rest, issue) => {
  expect(issuesOf(rest)).toEqual([issue]);
});

test("an audience is for all users or for some, not for both and not for nobody", () => {
  expect(segmentationProblems({}, "segmentation_details")).toEqual([
    { field: "segmentation_details", issue: expect.stringContaining("says nobody") },
  ]);
  const both: SegmentationDetails = { is_all_user_campaign: true, included_filters: group(filter(fine)) };
  expect(segmentationProblems(both, "segmentation_details")).toEqual([
    {
      field: "segmentation_details.is_all_user_campaign",
      issue: expect.stringContaining("together with included"),
    },
  ]);
});

test("every problem is told at once, wherever it stands", () => {
  const problems = segmentationProblems({
    included_filters: group(
      filter({ data_type: "bool", operator: "is" }),
      group(filter({ ...fine, value: 5 })),
    ),
    excluded_filters: group(filter({ data_type: "double", operator: "between", value: "a" })),
  });
  expect(problems.map(({ field }) => field)).toEqual([
    "included_filters.filters[0].value",
    "included_filters.filters[1].filters[0].value",
    "excluded_filters.filters[0].value",
    "excluded_filters.filters[0].value1",
  ]);
});

function nested(levels: number): FilterGroup {
  return levels === 1 ? group(filter(fine)) : group(nested(levels - 1));
}

test("filters nest no deeper than the product allows", () => {
  expect(segmentationProblems({ included_filters: nested(MAX_FILTER_DEPTH) })).toEqual([]);
  expect(segmentationProblems({ included_filters: nested(MAX_FILTER_DEPTH + 1) })).toEqual([
    { field: `included_filters${".filters[0]".repeat(6)}`, issue: expect.stringContaining("is level 7") },
  ]);
});

test("more filters than a statement can bind are refused", () => {
  const many = group(
    ...Array.from({ length: 11 }, () => group(...Array.from({ length: 100 }, () => filter(fine)))),
  );
  expect(segmentationProblems({ included_filters: many })).toEqual([
    { field: "", issue: expect.stringContaining("has 1100 filters") },
  ]);
});
