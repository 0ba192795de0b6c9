// Of the kinds of filter, those that can be decided for a user: by attributes, or by membership in a version of a segment.
import type { AttributeFilter, AudienceGroup, MemberFilter } from "@sluice/schema";
import { AudienceError } from "../audience-error.ts";

type AnyFilter = Exclude<AudienceGroup["filters"][number], AudienceGroup>;

/** @throws AudienceError INVALID_SEGMENTATION for any other kind: publishing refuses it before. */
export function decidableFilter(filter: AnyFilter): AttributeFilter | MemberFilter {
  if (filter.filter_type === "user_attributes" || filter.filter_type === "segment_members") return filter;
  const issue = `nobody can be chosen by a filter of the type ${filter.filter_type} here`;
  throw new AudienceError("INVALID_SEGMENTATION", issue, { problems: [{ field: "", issue }] });
}
