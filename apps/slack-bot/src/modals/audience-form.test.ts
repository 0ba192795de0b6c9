// What the form holds it gives back as it was; what it cannot hold it does not touch.
import {
  AttributeDataType,
  OPERATORS,
  parseInput,
  SegmentationDetails,
  type SegmentationDetails as Segmentation,
} from "@sluice/schema";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type AudienceForm, formOf, rowProblems, segmentationOf } from "./audience-form.ts";

const word = fc.stringMatching(/^[a-z]{1,12}$/);
const id = fc.stringMatching(/^[0-9a-f]{24}$/);
const row = fc.constantFrom(...AttributeDataType.options).chain((dataType) =>
  fc.record({
    name: word,
    dataType: fc.constant(dataType),
    operator: fc.constantFrom(...OPERATORS[dataType]),
    negate: fc.boolean(),
    typed: {
      string: word,
      double: fc.integer().map(String),
      bool: fc.constant("true"),
      datetime: fc.constant("2026-12-01"),
    }[dataType],
  }),
);
const form: fc.Arbitrary<AudienceForm> = fc.record({
  isForAll: fc.boolean(),
  joinedBy: fc.constantFrom("and" as const, "or" as const),
  rows: fc.array(row, { maxLength: 4 }),
  segmentIds: fc.array(id, { maxLength: 3 }),
  excludedIds: fc.array(id, { maxLength: 3 }),
});

test("an audience of the form is one that the schema takes, and comes back as the same form's audience", () => {
  fc.assert(
    fc.property(form, (given) => {
      const rows = given.rows.filter((one) => rowProblems([one]).length === 0);
      const isSomebody = given.isForAll || rows.length + given.segmentIds.length > 0;
      fc.pre(isSomebody);
      const names = new Map(given.segmentIds.map((one) => [one, `segment ${one}`]));
      const segmentation = segmentationOf({ ...given, rows }, names);
      const parsed = parseInput(SegmentationDetails, segmentation);
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
      const again = formOf(parsed.value);
      expect(again).not.toBeNull();
      expect(segmentationOf(again!, names)).toEqual(parsed.value);
    }),
    { numRuns: 500 },
  );
});

const attribute = {
  filter_type: "user_attributes",
  name: "city",
  data_type: "string",
  operator: "is",
  value: "Berlin",
};
test.each<[string, unknown]>([
  [
    "a group within a group",
    {
      included_filters: {
        filter_operator: "and",
        filters: [{ filter_operator: "or", filters: [attribute] }],
      },
    },
  ],
  [
    "what users did",
    {
      included_filters: {
        filter_operator: "and",
        filters: [{ filter_type: "actions", action_name: "bought" }],
      },
    },
  ],
  [
    "a filter that minds capitals",
    { included_filters: { filter_operator: "and", filters: [{ ...attribute, case_sensitive: true }] } },
  ],
  [
    "a segment by name alone",
    {
      included_filters: {
        filter_operator: "and",
        filters: [{ filter_type: "custom_segments", name: "VIP" }],
      },
    },
  ],
  [
    "attributes that are excluded",
    { is_all_user_campaign: true, excluded_filters: { filter_operator: "or", filters: [attribute] } },
  ],
  [
    "more filters than it has rows",
    { included_filters: { filter_operator: "and", filters: Array.from({ length: 9 }, () => attribute) } },
  ],
  [
    "a value over several lines",
    { included_filters: { filter_operator: "and", filters: [{ ...attribute, value: "a\nb" }] } },
  ],
])("%s is more than the form holds", (_, segmentation) => {
  const parsed = parseInput(SegmentationDetails, segmentation);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const known: Segmentation = parsed.value;
  expect(formOf(known)).toBeNull();
});

test("a value that is none says what is wrong, at its own row", () => {
  const base = { name: "age", dataType: "double" as const, operator: "between" as const, negate: false };
  expect(rowProblems([{ ...base, typed: "18, 30" }])).toEqual([]);
  expect(
    rowProblems([
      { ...base, typed: "18, 30" },
      { ...base, typed: "18" },
    ]),
  ).toEqual([
    {
      field: "segmentation_details.included_filters.filters[1].value",
      issue: "“between” wants two values: 18, 30",
    },
  ]);
  expect(rowProblems([{ ...base, operator: "is", typed: "old" }])).toMatchObject([
    { issue: "“old” is no number" },
  ]);
});
