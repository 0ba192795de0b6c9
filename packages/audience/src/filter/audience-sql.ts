// A segmentation → SQL over the table `users`, for counting an audience and for cutting it into batches.
//
//   A1. All input is bound as a parameter, attribute names too.
//   A2. A filter on a missing attribute is false, except that `exists` asks just that; `negate` turns the filter's
//       answer round afterwards, so a negated filter matches users who lack the attribute.
//   A3. `excluded` is a condition beside `included`, numbered on from it: use both in one statement, with
//       [...included.values, ...excluded.values].
import type { AttributeFilter, Audience, AudienceGroup, MemberFilter } from "@sluice/schema";
import { assertSegmentation } from "./assert-segmentation.ts";
import { toCondition } from "./condition.ts";
import { conditionSql, valueSql } from "./condition-sql.ts";
import { decidableFilter } from "./decidable-filter.ts";
import { memberSql } from "./member-sql.ts";
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
  audience: Audience,
  workspaceId: string,
  nowMs: number,
  firstParameter = 1,
): AudienceSql {
  assertSegmentation(audience);
  const { included_filters, excluded_filters } = audience;
  const writer = new SqlWriter(firstParameter);
  const ofWorkspace = `workspace_id = ${writer.bind(workspaceId, "text")}`;
  const context = { nowMs, workspaceId, writer };
  const text =
    included_filters === undefined
      ? ofWorkspace
      : `(${ofWorkspace} and ${groupSql(included_filters, context)})`;
  const included = { text, values: writer.values };
  if (excluded_filters === undefined) return { included, excluded: null };
  const after = new SqlWriter(writer.nextParameter);
  const excluded = groupSql(excluded_filters, { ...context, writer: after });
  return { included, excluded: { text: excluded, values: after.values } };
}

interface Context {
  workspaceId: string;
  nowMs: number;
  writer: SqlWriter;
}

function groupSql(group: AudienceGroup, context: Context): string {
  const parts = group.filters.map((filter) =>
    "filters" in filter ? groupSql(filter, context) : filterSql(decidableFilter(filter), context),
  );
  const joined = `(${parts.join(group.filter_operator === "and" ? " and " : " or ")})`;
  return group.negate === true ? `not ${joined}` : joined;
}

function filterSql(filter: AttributeFilter | MemberFilter, { workspaceId, nowMs, writer }: Context): string {
  if (filter.filter_type === "segment_members") return memberSql(filter, workspaceId, writer);
  const condition = conditionSql(toCondition(filter, nowMs), valueSql(filter.name, writer), writer);
  return `${filter.negate ? "not " : ""}coalesce(${condition}, false)`;
}
