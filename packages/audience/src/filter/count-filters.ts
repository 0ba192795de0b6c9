// How many filters an audience has, over all its groups.
import { type AudienceGroup, MAX_FILTER_DEPTH } from "@sluice/schema";

/** Each filter binds up to five parameters, of which a statement may have 65,535. */
export const MAX_FILTERS = 1000;

/** A segment that excludes others takes a level more when it stands in place. */
export const MAX_EXPANDED_DEPTH = 2 * MAX_FILTER_DEPTH;

export function countFilters(group: AudienceGroup | undefined, level = 1): number {
  if (group === undefined || level > MAX_EXPANDED_DEPTH) return 0;
  return group.filters.reduce(
    (count, filter) => count + ("filters" in filter ? countFilters(filter, level + 1) : 1),
    0,
  );
}
