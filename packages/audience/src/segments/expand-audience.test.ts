import type {
  AttributeFilter,
  AudienceGroup,
  FilterGroup,
  KnownSegment,
  SegmentationDetails,
  SegmentRef,
} from "@sluice/schema";
import { MAX_FILTER_DEPTH } from "@sluice/schema";
import { expect, test } from "vitest";
import { segmentationProblems } from "../filter/segmentation-problems.ts";
import { expandAudience } from "./expand-audience.ts";

const city = (value: string): AttributeFilter => ({
  filter_type: "user_attributes",
  name: "city",
  data_type: "string",
  operator: "is",
  value,
  case_sensitive: false,
  negate: false,
});
const group = (...filters: FilterGroup["filters"]): FilterGroup => ({ filter_operator: "and", filters });
const ref = (id: string) => ({ filter_type: "custom_segments" as const, id });

const segment = (id: string, changes: Partial<KnownSegment> = {}): KnownSegment => ({
  id,
  name: `name of ${id}`,
  type: "FILTER",
  version: 3,
  is_archived: false,
  updated_by: "ana@example.com",
  definition: { included_filters: group(city(id)) },
  ...changes,
});
const file = (id: string, changes: Partial<KnownSegment> = {}): KnownSegment =>
  segment(id, { type: "FILE", definition: null, ...changes });

function expand(segmentation: SegmentationDetails, ...known: KnownSegment[]) {
  const find = async (refs: readonly SegmentRef[]) =>
    known.filter(({ id, name }) =>
      refs.some((ref) => (ref.id === undefined ? ref.name === name : ref.id === id)),
    );
  return expandAudience(segmentation, "s", find);
}

test("filters of a segment stand in its place, members of a file as they are in this version", async () => {
  const { audience, segments, errors } = await expand(
    { included_filters: group(city("x"), ref("a")), excluded_filters: group(ref("f")) },
    segment("a"),
    file("f", { version: 7 }),
  );
  expect(errors).toEqual([]);
  expect(audience).toEqual({
    included_filters: group(city("x"), group(city("a"))),
    excluded_filters: {
      filter_operator: "and",
      filters: [{ filter_type: "segment_members", segment_id: "f", version: 7 }],
    },
  });
  expect(segments).toEqual([
    { id: "a", name: "name of a", type: "FILTER", version: 3 },
    { id: "f", name: "name of f", type: "FILE", version: 7 },
  ]);
});

test("a segment may name others, by name as well, and whoever changed one of them is told", async () => {
  const inner = segment("b", { updated_by: "ben@example.com" });
  const outer = segment("a", {
    definition: { included_filters: group({ filter_type: "custom_segments", name: "name of b" }) },
  });
  const { audience, segments, editors } = await expand({ included_filters: group(ref("a")) }, outer, inner);
  expect(audience.included_filters).toEqual(group(group(group(city("b")))));
  expect(segments.map(({ id }) => id)).toEqual(["a", "b"]);
  expect(editors).toEqual(["ana@example.com", "ben@example.com"]);
});

test("what a segment excludes is excluded within its place alone", async () => {
  const a = segment("a", {
    definition: { included_filters: group(city("in")), excluded_filters: group(city("out")) },
  });
  const { audience } = await expand({ included_filters: group(ref("a")) }, a);
  const expected: AudienceGroup = {
    filter_operator: "and",
    filters: [group(city("in")), { ...group(city("out")), negate: true }],
  };
  expect(audience.included_filters?.filters).toEqual([expected]);
});

test.each<[string, KnownSegment[], string]>([
  ["is not there", [], "there is no custom segment with the id a"],
  ["is archived", [segment("a", { is_archived: true })], 'the segment "name of a" is archived'],
  ["was never loaded", [file("a", { version: 0 })], "no file has been loaded"],
  [
    "names itself",
    [segment("a", { definition: { included_filters: group(ref("a")) } })],
    'in the segment "name of a": the segment "name of a" refers to itself',
  ],
  [
    "names another one that names it",
    [
      segment("a", { definition: { included_filters: group(ref("b")) } }),
      segment("b", { definition: { included_filters: group(ref("a")) } }),
    ],
    "refers to itself",
  ],
])("a segment that %s is told where the audience names it", async (_what, known, issue) => {
  const { errors } = await expand({ included_filters: group(city("x"), ref("a")) }, ...known);
  expect(errors).toEqual([{ field: "s.included_filters.filters[1]", issue: expect.stringContaining(issue) }]);
});

test("a segment is a level of nesting, a list of users is none", async () => {
  const nested = (levels: number, inside: FilterGroup["filters"][number]): FilterGroup =>
    levels === 1 ? group(inside) : group(nested(levels - 1, inside));
  const deep = nested(MAX_FILTER_DEPTH, ref("a"));
  expect((await expand({ included_filters: deep }, file("a"))).errors).toEqual([]);
  const { errors } = await expand({ included_filters: deep }, segment("a"));
  expect(errors).toEqual([{ field: expect.any(String), issue: expect.stringContaining("at most 6 levels") }]);
});

test("filters over what users did are kept, and cannot be sent yet", async () => {
  const a = segment("a", {
    definition: { included_filters: group({ filter_type: "actions", action_name: "Bought" }) },
  });
  const { errors, cannotBeSentYet } = await expand({ included_filters: group(ref("a")) }, a);
  expect(errors).toEqual([]);
  expect(cannotBeSentYet).toEqual([
    { field: "s.included_filters.filters[0]", issue: expect.stringContaining('in the segment "name of a"') },
  ]);
});

test("an audience that grows beyond what a statement can hold is refused", async () => {
  const many = segment("a", {
    definition: { included_filters: group(...Array.from({ length: 100 }, (_, n) => city(`${n}`))) },
  });
  const eleven = group(...Array.from({ length: 11 }, () => ref("a")));
  const { errors } = await expand({ included_filters: eleven }, many);
  expect(errors).toEqual([{ field: "s", issue: expect.stringContaining("has 1100 filters") }]);
  expect(segmentationProblems({ included_filters: eleven }, "s")).toEqual([
    { field: "s", issue: expect.stringContaining("names 11 custom segments; at most 10") },
  ]);
});
