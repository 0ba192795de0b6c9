// A segmentation → a test of one user, for sends that start from an event. The same answers as audience-sql.ts (A2).
import type { AttributeFilter, Audience, AudienceGroup, MemberFilter, User } from "@sluice/schema";
import { assertSegmentation } from "./assert-segmentation.ts";
import { toCondition } from "./condition.ts";
import { conditionPredicate } from "./condition-predicate.ts";
import { USER_ID_NAME } from "./condition-sql.ts";
import { decidableFilter } from "./decidable-filter.ts";

/** Both as in AudienceSql: `excluded` is told whether or not the user is included. */
export interface Membership {
  included: boolean;
  excluded: boolean;
}

type UserPredicate = (user: User) => boolean;

/** Whether the user is a member of this version of a list. Asked for lists that the audience holds. */
export type IsMember = (list: Pick<MemberFilter, "segment_id" | "version">, userId: string) => boolean;

/**
 * @param nowMs what `today`, `inTheLast` and `inTheNext` are relative to
 * @param isMember needed for audiences with FILE segments; without it nobody is a member
 * @throws AudienceError INVALID_SEGMENTATION
 */
export function audiencePredicate(
  audience: Audience,
  nowMs: number,
  isMember: IsMember = () => false,
): (user: User) => Membership {
  assertSegmentation(audience);
  const { included_filters: included, excluded_filters: excluded } = audience;
  const isIncluded = included === undefined ? () => true : groupPredicate(included, nowMs, isMember);
  const isExcluded = excluded === undefined ? () => false : groupPredicate(excluded, nowMs, isMember);
  return (user) => ({ included: isIncluded(user), excluded: isExcluded(user) });
}

function groupPredicate(group: AudienceGroup, nowMs: number, isMember: IsMember): UserPredicate {
  const parts = group.filters.map((filter) =>
    "filters" in filter
      ? groupPredicate(filter, nowMs, isMember)
      : predicateOf(decidableFilter(filter), nowMs, isMember),
  );
  const isMatch: UserPredicate =
    group.filter_operator === "and"
      ? (user) => parts.every((isPart) => isPart(user))
      : (user) => parts.some((isPart) => isPart(user));
  return group.negate === true ? (user) => !isMatch(user) : isMatch;
}

const predicateOf = (
  filter: AttributeFilter | MemberFilter,
  nowMs: number,
  isMember: IsMember,
): UserPredicate =>
  filter.filter_type === "segment_members"
    ? (user) => isMember(filter, user.user_id)
    : filterPredicate(filter, nowMs);

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
