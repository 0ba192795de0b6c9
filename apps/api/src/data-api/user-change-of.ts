// A request about a user → the change that the store applies.
import {
  arrayEditsOf,
  type AttributeArray,
  type CustomerRequest,
  platformNamed,
  type UserPlatforms,
} from "@sluice/schema";
import type { UserChange } from "@sluice/store";

/** The attribute that holds the platforms on which a user is active. */
const PLATFORMS = "platforms";

export function userChangeOf(request: CustomerRequest): UserChange {
  const {
    platforms = request.platforms,
    addValueToArrayField: _,
    removeValueFromArrayField: __,
    ...rest
  } = request.attributes;
  const edits = arrayEditsOf(request);
  const values = Object.entries(rest).filter(([, value]) => value !== undefined);
  return {
    userId: request.customer_id,
    mayCreate: !request.update_existing_only,
    set: Object.fromEntries(values.filter(([, value]) => value !== null)) as UserChange["set"], // null is sorted out
    remove: values.flatMap(([name, value]) => (value === null ? [name] : [])),
    addTo: withPlatforms(edits.addValueToArrayField, platforms, true),
    takeFrom: withPlatforms(edits.removeValueFromArrayField, platforms, false),
  };
}

/** Says that there is such a user, and nothing else. */
export const knownUser = (userId: string): UserChange => ({
  userId,
  mayCreate: true,
  set: {},
  remove: [],
  addTo: {},
  takeFrom: {},
});

function withPlatforms(
  edits: Record<string, AttributeArray>,
  platforms: UserPlatforms = [],
  isActive: boolean,
): Record<string, AttributeArray> {
  const named = platforms
    .filter(({ active }) => (String(active) === "true") === isActive)
    .flatMap(({ platform }) => platformNamed(platform) ?? []);
  return named.length === 0 ? edits : { ...edits, [PLATFORMS]: named };
}
