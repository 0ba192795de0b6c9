// Changes of users, a group at a time: who is not known is made known, then all are locked, changed one after the other, and
// written back in one transaction.
//
//   C1. Changes are applied in the order in which they came; each is judged on its own, and a refused one changes nothing.
//   C2. Users are made, and locked, in the order of their ids, as imports write them. Making them is a statement of its own:
//       whoever held new rows while waiting for old ones could wait in a ring.
//   C3. A user who is deleted in between is made again: the group is done from its beginning.
import type { WorkspaceId } from "@sluice/schema";
import { DatabaseError, type PoolClient } from "pg";
import type { Store } from "./connect.ts";
import { inTransaction } from "./in-transaction.ts";
import {
  type Attributes,
  changedAttributes,
  type ChangeRefusal,
  type UserChange,
} from "./user-attributes.ts";

/** By position in the group; null: applied. */
export type ChangeOutcome = ChangeRefusal | null;

const MAX_TRIES = 4;
const DEADLOCK = "40P01";

class UserIsGone extends Error {
  override readonly name = "UserIsGone";
}

export async function changeUsers(
  store: Pick<Store, "pool">,
  workspaceId: WorkspaceId,
  changes: readonly UserChange[],
): Promise<ChangeOutcome[]> {
  for (let tries = 1; ; tries++) {
    try {
      return await changeOnce(store, workspaceId, changes);
    } catch (error) {
      if (tries === MAX_TRIES || !mayPass(error)) throw error;
    }
  }
}

/** Others who write users, such as a merge, do not keep to the order. */
const mayPass = (error: unknown): boolean =>
  error instanceof UserIsGone || (error instanceof DatabaseError && error.code === DEADLOCK);

async function changeOnce(
  { pool }: Pick<Store, "pool">,
  workspaceId: WorkspaceId,
  changes: readonly UserChange[],
): Promise<ChangeOutcome[]> {
  const toCreate = idsOf(changes.filter(({ mayCreate }) => mayCreate));
  if (toCreate.length > 0) await pool.query({ ...CREATE, values: [workspaceId, toCreate] });
  if (changes.every(isEmpty)) return changes.map(() => null);
  return inTransaction(pool, (client) => applyAll(client, workspaceId, changes));
}

const idsOf = (changes: readonly UserChange[]): string[] => [...new Set(changes.map(({ userId }) => userId))];

/** Says only that there is such a user. */
const isEmpty = ({ set, remove, addTo, takeFrom }: UserChange): boolean =>
  remove.length === 0 && [set, addTo, takeFrom].every((part) => Object.keys(part).length === 0);

/** C2 */
const CREATE = {
  name: "create-users",
  text: `insert into users (workspace_id, user_id, attributes)
         select $1, user_id, '{}' from unnest($2::text[]) as given (user_id)
         order by user_id collate "C" on conflict do nothing`,
};

async function applyAll(
  client: PoolClient,
  workspaceId: WorkspaceId,
  changes: readonly UserChange[],
): Promise<ChangeOutcome[]> {
  const known = await lockUsers(client, workspaceId, idsOf(changes));
  if (changes.some(({ userId, mayCreate }) => mayCreate && !known.has(userId)))
    throw new UserIsGone("a user was deleted meanwhile"); // C3
  const after = new Map(known);
  const outcomes = changes.map((change) => applyOne(after, change)); // C1
  const changed = [...after].filter(([userId, attributes]) => known.get(userId) !== attributes);
  if (changed.length > 0) await update(client, workspaceId, changed);
  return outcomes;
}

function applyOne(users: Map<string, Attributes>, change: UserChange): ChangeOutcome {
  const known = users.get(change.userId);
  if (known === undefined) return { kind: "unknown_user" };
  if (isEmpty(change)) return null;
  const after = changedAttributes(known, change);
  if (!after.ok) return after.refusal;
  users.set(change.userId, after.attributes);
  return null;
}

async function lockUsers(
  client: PoolClient,
  workspaceId: WorkspaceId,
  userIds: readonly string[],
): Promise<Map<string, Attributes>> {
  const { rows } = await client.query<{ user_id: string; attributes: Attributes }>({
    name: "lock-users",
    text: `select user_id, attributes from users where workspace_id = $1 and user_id = any($2::text[])
           order by user_id for no key update`,
    values: [workspaceId, userIds],
  });
  return new Map(rows.map(({ user_id, attributes }) => [user_id, attributes]));
}

async function update(
  client: PoolClient,
  workspaceId: WorkspaceId,
  users: readonly (readonly [userId: string, attributes: Attributes])[],
): Promise<void> {
  await client.query({
    name: "update-users",
    text: `update users set attributes = given.attributes, updated_at = now()
           from unnest($2::text[], $3::jsonb[]) as given (user_id, attributes)
           where workspace_id = $1 and users.user_id = given.user_id
             and users.attributes is distinct from given.attributes`,
    values: [
      workspaceId,
      users.map(([userId]) => userId),
      users.map(([, attributes]) => JSON.stringify(attributes)),
    ],
  });
}
