// A segmentation → a test of one user, for sends that start from an event. The same answers as audience-sql.ts (A2).
import type { AttributeFilter, FilterGroup, SegmentationDetails, User } from "@sluice/schema";
import { assertSegmentation } from "./assert-segmentation.ts";
import { attributeFilter } from "./attribute-filter.ts";
import { toCondition } from "./condition.ts";
import { conditionPredicate } from "./condition-predicate.ts";
import { USER_ID_NAME } from "./condition-sql.ts";

/** Both as in AudienceSql: `excluded` is told whether or not the user is included. */
export interface Membership {
  included: boolean;
  excluded: boolean;
}

type UserPredicate = (user: User) => boolean;

/**
 * @param nowMs what `today`, `inTheLast` and `inTheNext` are relative to
 * @throws AudienceError INVALID_SEGMENTATION
 */
export function audiencePredicate(
  segmentation: SegmentationDetails,
  nowMs: number,
): (user: User) => Membership {
  assertSegmentation(segmentation);
  const { included_filters: included, excluded_filters: excluded } = segmentation;
  const isIncluded = included === undefined ? () => true : groupPredicate(included, nowMs);
  const isExcluded = excluded === undefined ? () => false : groupPredicate(excluded, nowMs);
  return (user) => ({ included: isIncluded(user), excluded: isExcluded(user) });
}

function groupPredicate(group: FilterGroup, nowMs: number): UserPredicate {
  const parts = group.filters.map((filter) =>
    "filters" in filter ? groupPredicate(filter, nowMs) : filterPredicate(attributeFilter(filter), nowMs),
  );
  return group.filter_operator === "and"
    ? (user) => parts.every((isMatch) => isMatch(user))
    : (user) => parts.some((isMatch) => isMatch(user));
}

function filterPredicate({ name, negate, ...rest }: AttributeFilter, nowMs: number): UserPredicate {
  const isMatch = conditionPredicate(toCondition({ name, negate, ...rest }, nowMs));
  return (user) => {
    const value = valueOf(user, name);
    return (value !== undefined && isMatch(value)) !== negate;
  };
}

/** Own properties only: an attribute called `constructor` is missing unless the user brought one. */
function valueOf(user: User, name: string): User["attributes"][string] | undefined {
  if (name === USER_ID_NAME) return user.user_id;
  return Object.hasOwn(user.attributes, name) ? user.attributes[name] : undefined;
}
