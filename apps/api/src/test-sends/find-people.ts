// The people that a preview or a test names, with the values that templates read.
//
//   F1. An e-mail address that nobody has is a person all the same, without a profile: only the given values are there.
//       By any other identifier nobody is found.
//   F2. Of segments all users are taken, and no more than MAX_TEST_USERS together.
import {
  MAX_TEST_USERS,
  type PersonIdentifier,
  SegmentId,
  type SegmentRef,
  type TestCampaignMeta,
  type User,
  type UserIdentifierType,
  type WorkspaceId,
} from "@sluice/schema";
import type { PersonValues } from "@sluice/content";
import { ApiError } from "../api-error.ts";
import type { PeoplePorts } from "./people-ports.ts";

const TYPE_OF: Readonly<Record<PersonIdentifier, UserIdentifierType>> = {
  USER_ATTRIBUTE_UNIQUE_ID: "user_id",
  ID: "user_id",
  USER_ATTRIBUTE_USER_EMAIL: "email",
  EMAIL: "email",
  USER_ATTRIBUTE_USER_MOBILE: "mobile",
  MOBILE_NUMBER: "mobile",
  MOE_GAID: "gaid",
  ADVERTISING_IDENTIFIER: "advertising_identifier",
  PUSH_ID: "push_id",
};

export interface StandIns {
  user_attributes?: Readonly<Record<string, unknown>> | undefined;
  event_attributes?: Readonly<Record<string, unknown>> | undefined;
}

export interface Person {
  /** As the request names them, or the user id of a segment's user. */
  identifier: string;
  /** null: nobody is found by it. */
  values: PersonValues | null;
}

export async function findPerson(
  { findUser }: PeoplePorts,
  workspaceId: WorkspaceId,
  { type, value }: { type: PersonIdentifier; value: string },
): Promise<User | null> {
  return findUser(workspaceId, TYPE_OF[type], value);
}

/** @throws ApiError 400 for a segment that is not there or has too many users. */
export async function findPeople(
  ports: PeoplePorts,
  workspaceId: WorkspaceId,
  { identifier, identifier_values }: Pick<TestCampaignMeta, "identifier" | "identifier_values">,
  standIns: StandIns,
): Promise<Person[]> {
  if (identifier === "CUSTOM_SEGMENT") {
    const users = await usersOfSegments(ports, workspaceId, identifier_values);
    return users.map((user) => ({ identifier: user.user_id, values: valuesOf(user, standIns) }));
  }
  const isKnownByAddress = identifier === "EMAIL";
  const people: Person[] = [];
  for (const value of new Set(identifier_values)) {
    const user = await findPerson(ports, workspaceId, { type: identifier, value });
    const isPerson = user !== null || isKnownByAddress; // F1
    people.push({ identifier: value, values: isPerson ? valuesOf(user, standIns) : null });
  }
  return people;
}

export const valuesOf = (
  user: User | null,
  { user_attributes, event_attributes }: StandIns,
): PersonValues => ({
  userId: user?.user_id ?? null,
  user: { ...user?.attributes, ...user_attributes },
  event: { ...event_attributes },
});

async function usersOfSegments(
  { segmentUsers }: PeoplePorts,
  workspaceId: WorkspaceId,
  names: readonly string[],
): Promise<User[]> {
  const users = new Map<string, User>();
  for (const [index, name] of names.entries()) {
    const found = await segmentUsers(workspaceId, segmentRef(name), MAX_TEST_USERS + 1);
    if (typeof found === "string") throw refused(index, found);
    for (const user of found) users.set(user.user_id, user);
    if (users.size > MAX_TEST_USERS) throw refused(index, `has more than ${MAX_TEST_USERS} users`); // F2
  }
  return [...users.values()];
}

const segmentRef = (name: string): SegmentRef =>
  SegmentId.safeParse(name).success ? { id: name } : { name };

function refused(index: number, issue: string): ApiError {
  const field = `test_campaign_meta.identifier_values[${index}]`;
  return new ApiError(400, `This segment cannot be tested with: it ${issue}. Name a smaller one.`, {
    problems: [{ field, issue }],
  });
}
