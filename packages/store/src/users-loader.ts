// Users in: a chunk goes by COPY into a staging table and from there into `users` by one upsert, in one transaction.
//
//   L1. New attributes are laid over those the user has; what a chunk does not mention stays. Loading the same chunk
//       again changes nothing, which is what makes a retry after a lost connection safe.
//   L2. A user who appears twice in a chunk ends as if the two rows had been loaded one after the other.
//   L3. Rows are written in the order of their ids, so that two imports at once cannot deadlock.
import type { User } from "@sluice/schema";
import type { PoolClient } from "pg";
import type { Store } from "./connect.ts";
import { copyInto, copyText } from "./users-copy.ts";
import { retryWhileDown, type RetryOptions } from "./users-retry.ts";

export interface LoadedUsers {
  /** New users, and those of whom an attribute changed. */
  changed: number;
  /** The other rows of the chunk, a second row of the same user included. */
  unchanged: number;
}

// Made for each transaction: nothing is left behind on a connection that is shared through a pooler.
const CREATE_STAGING = `create temporary table users_staging (user_id text collate "C", attributes jsonb) on commit drop`;
const COPY_INTO_STAGING = "copy users_staging (user_id, attributes) from stdin";
const UPSERT = `
  insert into users as known (workspace_id, user_id, attributes)
  select $1, user_id, attributes from users_staging order by user_id
  on conflict (workspace_id, user_id) do update
    set attributes = known.attributes || excluded.attributes, updated_at = now()
    where known.attributes is distinct from (known.attributes || excluded.attributes)`;

/**
 * The returned function takes one chunk (thousands of users, a few megabytes) per call and is to be called one at a time.
 * @throws UsersLoadError POSTGRES_UNREACHABLE when Postgres stays away longer than `giveUpAfterMs`
 */
export function createUserLoader(
  store: Store,
  workspaceId: string,
  retry: RetryOptions = {},
): (users: readonly User[]) => Promise<LoadedUsers> {
  return async (users) => {
    const merged = mergeById(users);
    const rows = copyText(merged);
    const changed = await retryWhileDown(() => loadOnce(store, workspaceId, rows), retry);
    return { changed, unchanged: users.length - changed };
  };
}

function mergeById(users: readonly User[]): Map<string, User["attributes"]> {
  const merged = new Map<string, User["attributes"]>();
  for (const { user_id: userId, attributes } of users) {
    const earlier = merged.get(userId);
    merged.set(userId, earlier === undefined ? attributes : { ...earlier, ...attributes });
  }
  return merged;
}

async function loadOnce(store: Store, workspaceId: string, rows: Buffer): Promise<number> {
  const client = await store.pool.connect();
  let failure: Error | undefined;
  try {
    return await inTransaction(client, workspaceId, rows);
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    // A connection whose transaction failed is closed, which rolls it back.
    client.release(failure);
  }
}

async function inTransaction(client: PoolClient, workspaceId: string, rows: Buffer): Promise<number> {
  await client.query("begin");
  await client.query(CREATE_STAGING);
  await copyInto(client, COPY_INTO_STAGING, rows);
  const { rowCount } = await client.query(UPSERT, [workspaceId]);
  await client.query("commit");
  return rowCount ?? 0;
}
