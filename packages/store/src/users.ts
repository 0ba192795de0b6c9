// Users as they stand: how many there are, one of them, and how many an audience reaches. Loading is users-loader.ts.
import type { User } from "@sluice/schema";
import type { Store } from "./connect.ts";

/** Parameterised SQL over one row of `users`. `audienceSql` of @sluice/audience makes them. */
export interface UserCondition {
  text: string;
  values: readonly unknown[];
}

/** `excluded` counts its placeholders on from those of `included`, which begins at $1. */
export interface AudienceConditions {
  included: UserCondition;
  excluded: UserCondition | null;
}

export interface AudienceCount {
  /** All users taken in, those excluded again among them. */
  targeted: number;
  excluded: number;
}

export async function countUsers(store: Store, workspaceId: string): Promise<number> {
  const row = await store.db
    .selectFrom("users")
    .select((query) => query.fn.countAll<number>().as("count"))
    .where("workspace_id", "=", workspaceId)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** @returns null when the workspace does not know the user */
export async function getUser(store: Store, workspaceId: string, userId: string): Promise<User | null> {
  const row = await store.db
    .selectFrom("users")
    .select(["user_id", "attributes"])
    .where("workspace_id", "=", workspaceId)
    .where("user_id", "=", userId)
    .executeTakeFirst();
  return row ?? null;
}

/** Reads every user of the workspace once: about a second for each million. */
export async function countAudience(
  store: Store,
  { included, excluded }: AudienceConditions,
): Promise<AudienceCount> {
  const { rows } = await store.pool.query<AudienceCount>(
    `select count(*) as targeted, count(*) filter (where ${excluded?.text ?? "false"}) as excluded
       from users where ${included.text}`,
    [...included.values, ...(excluded?.values ?? [])],
  );
  return rows[0] ?? { targeted: 0, excluded: 0 };
}

/** Those of an audience, in the order of their ids. Reads on until there are so many: at the worst every user once. */
export async function audienceUsers(
  store: Store,
  { included, excluded }: AudienceConditions,
  limit: number,
): Promise<User[]> {
  const values = [...included.values, ...(excluded?.values ?? [])];
  const { rows } = await store.pool.query<User>(
    `select user_id, attributes from users
     where ${included.text} and not ${excluded?.text ?? "false"}
     order by user_id limit $${values.length + 1}`,
    [...values, limit],
  );
  return rows;
}
