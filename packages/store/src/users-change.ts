// Changes of users, a group in one transaction: read and locked, changed one after the other, written back.
//
//   C1. Changes are applied in the order in which they came; each is judged on its own, and a refused one changes nothing.
//   C2. Users are locked in the order of their ids, as imports write them. Where two still wait for each other, or a user
//       comes into being between reading and writing, the group is done again from its beginning.
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

class LostRace extends Error {
  override readonly name = "LostRace";
}

export async function changeUsers(
  store: Pick<Store, "pool">,
  workspaceId: WorkspaceId,
  changes: readonly UserChange[],
): Promise<ChangeOutcome[]> {
  for (let tries = 1; ; tries++) {
    try {
      return await inTransaction(store.pool, (client) => applyAll(client, workspaceId, changes));
    } catch (error) {
      if (tries === MAX_TRIES || !mayPass(error)) throw error; // C2
    }
  }
}

const DEADLOCK = "40P01";
const mayPass = (error: unknown): boolean =>
  error instanceof LostRace || (error instanceof DatabaseError && error.code === DEADLOCK);

async function applyAll(
  client: PoolClient,
  workspaceId: WorkspaceId,
  changes: readonly UserChange[],
): Promise<ChangeOutcome[]> {
  const known = await lockUsers(client, workspaceId, [...new Set(changes.map(({ userId }) => userId))]);
  const after = new Map(known);
  const outcomes = changes.map((change) => applyOne(after, change)); // C1
  const changed = [...after].filter(([userId, attributes]) => known.get(userId) !== attributes);
  await update(
    client,
    workspaceId,
    changed.filter(([userId]) => known.has(userId)),
  );
  await insert(
    client,
    workspaceId,
    changed.filter(([userId]) => !known.has(userId)),
  );
  return outcomes;
}

function applyOne(users: Map<string, Attributes>, change: UserChange): ChangeOutcome {
  const known = users.get(change.userId);
  if (known === undefined && !change.mayCreate) return { kind: "unknown_user" };
  const after = changedAttributes(known ?? {}, change);
  if (!after.ok) return after.refusal;
  if (known === undefined || !isEmpty(change)) users.set(change.userId, after.attributes);
  return null;
}

/** Says only that there is such a user. */
const isEmpty = ({ set, remove, addTo, takeFrom }: UserChange): boolean =>
  remove.length === 0 && [set, addTo, takeFrom].every((part) => Object.keys(part).length === 0);

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

type Written = readonly (readonly [userId: string, attributes: Attributes])[];

const columnsOf = (users: Written): [string[], string[]] => [
  users.map(([userId]) => userId),
  users.map(([, attributes]) => JSON.stringify(attributes)),
];

async function update(client: PoolClient, workspaceId: WorkspaceId, users: Written): Promise<void> {
  if (users.length === 0) return;
  await client.query({
    name: "update-users",
    text: `update users set attributes = given.attributes, updated_at = now()
           from unnest($2::text[], $3::jsonb[]) as given (user_id, attributes)
           where workspace_id = $1 and users.user_id = given.user_id
             and users.attributes is distinct from given.attributes`,
    values: [workspaceId, ...columnsOf(users)],
  });
}

async function insert(client: PoolClient, workspaceId: WorkspaceId, users: Written): Promise<void> {
  if (users.length === 0) return;
  const { rowCount } = await client.query({
    name: "insert-users",
    text: `insert into users (workspace_id, user_id, attributes)
           select $1, user_id, attributes from unnest($2::text[], $3::jsonb[]) as given (user_id, attributes)
           order by user_id collate "C" on conflict do nothing`,
    values: [workspaceId, ...columnsOf(users)],
  });
  if (rowCount !== users.length) throw new LostRace("a user came into being meanwhile");
}
