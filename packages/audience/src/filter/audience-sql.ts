// A segmentation → SQL over the table `users`, for counting an audience and for cutting it into batches.
//
//   A1. All input is bound as a parameter, attribute names too.
//   A2. A filter on a missing attribute is false, except that `exists` asks just that; `negate` turns the filter's
//       answer round afterwards, so a negated filter matches users who lack the attribute.
//   A3. `excluded` is a condition beside `included`, numbered on from it: use both in one statement, with
//       [...included.values, ...excluded.values].
import type { AttributeFilter, FilterGroup, SegmentationDetails } from "@sluice/schema";
import { assertSegmentation } from "./assert-segmentation.ts";
import { attributeFilter } from "./attribute-filter.ts";
import { toCondition } from "./condition.ts";
import { conditionSql, valueSql } from "./condition-sql.ts";
import { type SqlFragment, SqlWriter } from "./sql-writer.ts";

export interface AudienceSql {
  /** True for users of the workspace that the audience takes in, those excluded again among them. Never null. */
  included: SqlFragment;
  /** True for users whom `excluded_filters` takes out. Never null in SQL; null here when nothing is excluded. */
  excluded: SqlFragment | null;
}

/**
 * @param nowMs what `today`, `inTheLast` and `inTheNext` are relative to
 * @param firstParameter number of the first placeholder, when the caller's statement has some of its own
 * @throws AudienceError INVALID_SEGMENTATION
 */
export function audienceSql(
  segmentation: SegmentationDetails,
  workspaceId: string,
  nowMs: number,
  firstParameter = 1,
): AudienceSql {
  assertSegmentation(segmentation);
  const included = includedSql(segmentation.included_filters, workspaceId, nowMs, firstParameter);
  if (segmentation.excluded_filters === undefined) return { included, excluded: null };
  const writer = new SqlWriter(firstParameter + included.values.length);
  const text = groupSql(segmentation.excluded_filters, nowMs, writer);
  return { included, excluded: { text, values: writer.values } };
}

function includedSql(
  filters: FilterGroup | undefined,
  workspaceId: string,
  nowMs: number,
  firstParameter: number,
): SqlFragment {
  const writer = new SqlWriter(firstParameter);
  const ofWorkspace = `workspace_id = ${writer.bind(workspaceId, "text")}`;
  const text =
    filters === undefined ? ofWorkspace : `(${ofWorkspace} and ${groupSql(filters, nowMs, writer)})`;
  return { text, values: writer.values };
}

function groupSql(group: FilterGroup, nowMs: number, writer: SqlWriter): string {
  const parts = group.filters.map((filter) =>
    "filters" in filter ? groupSql(filter, nowMs, writer) : filterSql(attributeFilter(filter), nowMs, writer),
  );
  return `(${parts.join(group.filter_operator === "and" ? " and " : " or ")})`;
}

function filterSql(filter: AttributeFilter, nowMs: number, writer: SqlWriter): string {
  const condition = conditionSql(toCondition(filter, nowMs), valueSql(filter.name, writer), writer);
  return `${filter.negate ? "not " : ""}coalesce(${condition}, false)`;
}
