// The short names that authors bring along: `user.city` is `UserAttribute['city']`, `event.code` is `EventAttribute['code']`.
// A variable that a template sets itself has the name for itself, as in any Liquid.

const FULL_NAMES: ReadonlyMap<unknown, string> = new Map([
  ["user", "UserAttribute"],
  ["event", "EventAttribute"],
]);

/** Of the first part of a path, the root that it means. */
export const rootOf = <T>(name: T): T | string => FULL_NAMES.get(name) ?? name;
