// The end of users: merged into others, or deleted. Their events in the database are dealt with in the same transaction as the
// users themselves.
//
//   N1. Events that are still on the bus follow by what the stream says of them: `beforeCommit` puts it there. When it fails
//       nothing has happened; when the commit fails after it, doing it again does the rest.
import type { WorkspaceId } from "@sluice/schema";
import type { PoolClient } from "pg";
import type { Store } from "./connect.ts";
import { makeRoom } from "./devices.ts";
import { inTransaction } from "./in-transaction.ts";
import { moveEvents, removeEvents } from "./user-events.ts";

export interface MergePair {
  mergedUserId: string;
  retainedUserId: string;
}

type BeforeCommit = () => Promise<void>;

/** All of them or none. @returns users who are not known: then nothing was merged. */
export async function mergeUsers(
  store: Pick<Store, "pool">,
  workspaceId: WorkspaceId,
  pairs: readonly MergePair[],
  beforeCommit: BeforeCommit,
): Promise<string[]> {
  const userIds = [
    ...new Set(pairs.flatMap(({ mergedUserId, retainedUserId }) => [mergedUserId, retainedUserId])),
  ];
  return inTransaction(store.pool, async (client) => {
    const known = await lock(client, workspaceId, userIds);
    const unknown = userIds.filter((userId) => !known.has(userId));
    if (unknown.length > 0) return unknown;
    for (const pair of pairs) await mergePair(client, workspaceId, pair);
    await beforeCommit();
    return [];
  });
}

async function lock(
  client: PoolClient,
  workspaceId: WorkspaceId,
  userIds: readonly string[],
): Promise<Set<string>> {
  const { rows } = await client.query<{ user_id: string }>(
    `select user_id from users where workspace_id = $1 and user_id = any($2::text[]) order by user_id for update`,
    [workspaceId, userIds],
  );
  return new Set(rows.map(({ user_id }) => user_id));
}

async function mergePair(client: PoolClient, workspaceId: WorkspaceId, pair: MergePair): Promise<void> {
  const { mergedUserId, retainedUserId } = pair;
  const values = [workspaceId, mergedUserId, retainedUserId];
  await client.query(
    `update users as retained set attributes = merged.attributes || retained.attributes, updated_at = now()
     from users as merged
     where retained.workspace_id = $1 and retained.user_id = $3 and merged.workspace_id = $1 and merged.user_id = $2`,
    values,
  );
  await client.query(
    `delete from devices where workspace_id = $1 and user_id = $2
       and device_id in (select device_id from devices where workspace_id = $1 and user_id = $3)`,
    values,
  );
  await client.query("update devices set user_id = $3 where workspace_id = $1 and user_id = $2", values);
  await makeRoom(client, workspaceId, retainedUserId);
  await moveEvents(client, workspaceId, pair);
  await client.query("delete from users where workspace_id = $1 and user_id = $2", [
    workspaceId,
    mergedUserId,
  ]);
}

/** @returns whether there was such a user. */
export async function deleteUser(
  store: Pick<Store, "pool">,
  workspaceId: WorkspaceId,
  userId: string,
  beforeCommit: BeforeCommit,
): Promise<boolean> {
  return inTransaction(store.pool, async (client) => {
    const { rowCount } = await client.query("delete from users where workspace_id = $1 and user_id = $2", [
      workspaceId,
      userId,
    ]);
    await client.query("delete from devices where workspace_id = $1 and user_id = $2", [workspaceId, userId]);
    await removeEvents(client, workspaceId, userId);
    await beforeCommit();
    return rowCount === 1;
  });
}
