// What is wrong with an audience beyond its shape (which the schema checks): everything at once, each with its path.
//
//   S1. An audience says whom it is for: all users, or included filters; not both and not neither.
//       Filters over what users did, and what a custom segment says, are judged elsewhere (expand-audience.ts).
//   S2. Groups nest MAX_FILTER_DEPTH levels, the outermost being the first; filters are counted over all groups.
import {
  type Audience,
  type AudienceGroup,
  type CustomSegmentFilter,
  MAX_FILTER_DEPTH,
  MAX_SEGMENTS_PER_DEFINITION,
  type Problem,
  type SegmentationDetails,
} from "@sluice/schema";
import { segmentRefs } from "../segments/find-segments.ts";
import { countFilters, MAX_EXPANDED_DEPTH, MAX_FILTERS } from "./count-filters.ts";
import { filterProblems } from "./filter-problems.ts";

/** @param prefix dotted path of the segmentation itself, for example `segmentation_details` */
export function segmentationProblems(segmentation: SegmentationDetails, prefix = ""): Problem[] {
  const at = (field: string): string => (prefix === "" ? field : `${prefix}.${field}`);
  return [
    ...targetProblems(segmentation, prefix, at("is_all_user_campaign")),
    ...definitionProblems(segmentation, prefix),
  ];
}

/** Of an audience that names no segments; as the cut reads it. */
export const audienceProblems = (audience: Audience): Problem[] => [
  ...targetProblems(audience, "", "is_all_user_campaign"),
  ...filtersProblems(audience, "", MAX_EXPANDED_DEPTH),
];

type Filters = Pick<SegmentationDetails, "included_filters" | "excluded_filters">;

/** Of filters alone, as a custom segment has them. */
export const definitionProblems = (definition: Filters, prefix = ""): Problem[] => [
  ...referenceProblems(definition, prefix),
  ...filtersProblems(definition, prefix, MAX_FILTER_DEPTH),
];

function filtersProblems(
  { included_filters: included, excluded_filters: excluded }: Audience,
  prefix: string,
  maxDepth: number,
): Problem[] {
  const at = (field: string): string => (prefix === "" ? field : `${prefix}.${field}`);
  const count = countFilters(included) + countFilters(excluded);
  const issue = `has ${count} filters; at most ${MAX_FILTERS} are possible, use lists of values`;
  return [
    ...(count <= MAX_FILTERS ? [] : [{ field: prefix, issue }]),
    ...(included === undefined ? [] : groupProblems(included, at("included_filters"), maxDepth)),
    ...(excluded === undefined ? [] : groupProblems(excluded, at("excluded_filters"), maxDepth)),
  ];
}

function targetProblems(segmentation: Audience, field: string, allUsersField: string): Problem[] {
  const isForAll = segmentation.is_all_user_campaign === true;
  const hasFilters = segmentation.included_filters !== undefined;
  if (isForAll && hasFilters) {
    return [
      { field: allUsersField, issue: "cannot be true together with included_filters; keep one of them" },
    ];
  }
  if (!isForAll && !hasFilters) {
    return [{ field, issue: "says nobody: set is_all_user_campaign to true, or give included_filters" }];
  }
  return [];
}

function referenceProblems(definition: Filters, field: string): Problem[] {
  const count = segmentRefs(definition).length;
  if (count <= MAX_SEGMENTS_PER_DEFINITION) return [];
  const issue = `names ${count} custom segments; at most ${MAX_SEGMENTS_PER_DEFINITION} are possible`;
  return [{ field, issue }];
}

function groupProblems(group: AudienceGroup, path: string, maxDepth: number, level = 1): Problem[] {
  if (level > maxDepth) {
    return [{ field: path, issue: `is level ${level}; filters nest at most ${maxDepth} levels deep` }];
  }
  return group.filters.flatMap((filter: AudienceGroup["filters"][number], index) => {
    const field = `${path}.filters[${index}]`;
    if ("filters" in filter) return groupProblems(filter, field, maxDepth, level + 1);
    if (filter.filter_type === "user_attributes") return filterProblems(filter, field);
    return filter.filter_type === "custom_segments" ? refProblems(filter, field) : [];
  });
}

function refProblems({ id, name }: CustomSegmentFilter, field: string): Problem[] {
  if (id !== undefined || name !== undefined) return [];
  return [{ field, issue: "does not say which segment: give its id, or its name" }];
}
