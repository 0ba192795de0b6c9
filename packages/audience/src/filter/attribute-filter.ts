// Of the kinds of filter, those that a user's attributes alone decide.
import type { AttributeFilter, Filter, Problem } from "@sluice/schema";
import { AudienceError } from "../audience-error.ts";

/** @throws AudienceError INVALID_SEGMENTATION for any other kind: `otherFilterProblem` said so before. */
export function attributeFilter(filter: Filter): AttributeFilter {
  if (filter.filter_type === "user_attributes") return filter;
  throw new AudienceError("INVALID_SEGMENTATION", "a filter that is not over attributes", {
    problems: [otherFilterProblem(filter, "")],
  });
}

export const otherFilterProblem = ({ filter_type }: Filter, field: string): Problem => ({
  field,
  issue: `filters of the type ${filter_type} are kept, but nobody can be chosen by them yet; use user_attributes`,
});
