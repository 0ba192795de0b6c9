// What is wrong with an audience beyond its shape (which the schema checks): everything at once, each with its path.
//
//   S1. An audience says whom it is for: all users, or included filters; not both and not neither.
//   S2. Groups nest MAX_FILTER_DEPTH levels, the outermost being the first; filters are counted over all groups.
import {
  type Filter,
  type FilterGroup,
  MAX_FILTER_DEPTH,
  type Problem,
  type SegmentationDetails,
} from "@sluice/schema";
import { otherFilterProblem } from "./attribute-filter.ts";
import { filterProblems } from "./filter-problems.ts";

/** Each filter binds up to five parameters, of which a statement may have 65,535. */
const MAX_FILTERS = 1000;

/** @param prefix dotted path of the segmentation itself, for example `segmentation_details` */
export function segmentationProblems(segmentation: SegmentationDetails, prefix = ""): Problem[] {
  const at = (field: string): string => (prefix === "" ? field : `${prefix}.${field}`);
  const { included_filters: included, excluded_filters: excluded } = segmentation;
  return [
    ...targetProblems(segmentation, prefix, at("is_all_user_campaign")),
    ...sizeProblems(segmentation, prefix),
    ...(included === undefined ? [] : groupProblems(included, at("included_filters"), 1)),
    ...(excluded === undefined ? [] : groupProblems(excluded, at("excluded_filters"), 1)),
  ];
}

function targetProblems(segmentation: SegmentationDetails, field: string, allUsersField: string): Problem[] {
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

function sizeProblems(segmentation: SegmentationDetails, field: string): Problem[] {
  const count =
    countFilters(segmentation.included_filters, 1) + countFilters(segmentation.excluded_filters, 1);
  if (count <= MAX_FILTERS) return [];
  return [{ field, issue: `has ${count} filters; at most ${MAX_FILTERS} are possible, use lists of values` }];
}

function countFilters(group: FilterGroup | undefined, level: number): number {
  if (group === undefined || level > MAX_FILTER_DEPTH) return 0;
  return group.filters.reduce(
    (count, filter) => count + ("filters" in filter ? countFilters(filter, level + 1) : 1),
    0,
  );
}

function groupProblems(group: FilterGroup, path: string, level: number): Problem[] {
  if (level > MAX_FILTER_DEPTH) {
    return [
      { field: path, issue: `is level ${level}; filters nest at most ${MAX_FILTER_DEPTH} levels deep` },
    ];
  }
  return group.filters.flatMap((filter: Filter | FilterGroup, index) => {
    const field = `${path}.filters[${index}]`;
    if ("filters" in filter) return groupProblems(filter, field, level + 1);
    return filter.filter_type === "user_attributes"
      ? filterProblems(filter, field)
      : otherFilterProblem(filter, field);
  });
}
