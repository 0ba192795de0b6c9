// Quotas of a workspace: its settings, and what all API processes together have taken of them. The arithmetic is the caller's.
//
//   Q1. One take at a time of what has one name: the row is locked until the commit.
//   Q2. The time is that of Postgres, read under the lock: takes of several processes stand in one order.
//   Q3. The settings are those of the moment of the take, whatever a process remembers.
import type { WorkspaceId } from "@sluice/schema";
import type { Kysely } from "kysely";
import { sql } from "kysely";
import type { Store } from "./connect.ts";
import type { Database } from "./database.ts";

export interface StoredQuotaSettings {
  preset: string;
  limits: unknown;
}

/** null: nobody has set any. */
export async function findQuotaSettings(
  db: Kysely<Database>,
  workspaceId: WorkspaceId,
): Promise<StoredQuotaSettings | null> {
  const row = await db
    .selectFrom("quota_settings")
    .select(["preset", "limits"])
    .where("workspace_id", "=", workspaceId)
    .executeTakeFirst();
  return row ?? null;
}

export async function setQuotaSettings(
  db: Kysely<Database>,
  workspaceId: WorkspaceId,
  { preset, limits }: StoredQuotaSettings,
  nowMs: number,
): Promise<void> {
  const values = { preset, limits: JSON.stringify(limits), updated_at: new Date(nowMs) };
  await db
    .insertInto("quota_settings")
    .values({ workspace_id: workspaceId, ...values })
    .onConflict((conflict) => conflict.column("workspace_id").doUpdateSet(values))
    .execute();
}

/** What a take sees. */
export interface QuotaMoment {
  /** As the last take left it; null: there was none. */
  taken: unknown;
  settings: StoredQuotaSettings | null;
  nowMs: number;
}

/** @param take says what is taken from now on (null: leave it as it is), and whatever the caller wants to know. */
export async function takeQuota<T>(
  store: Store,
  { workspaceId, name }: { workspaceId: WorkspaceId; name: string },
  take: (moment: QuotaMoment) => { taken: unknown; result: T },
): Promise<T> {
  return store.db.transaction().execute(async (db) => {
    const row = await db
      .insertInto("quota_windows")
      .values({ workspace_id: workspaceId, name, taken: "null" })
      .onConflict(
        (conflict) => conflict.columns(["workspace_id", "name"]).doUpdateSet({ name }), // Q1
      )
      .returning(["taken", sql<number>`(extract(epoch from clock_timestamp()) * 1000)::float8`.as("now_ms")])
      .executeTakeFirstOrThrow();
    const settings = await findQuotaSettings(db, workspaceId); // Q3
    const { taken, result } = take({ taken: row.taken, settings, nowMs: row.now_ms });
    if (taken !== null) {
      await db
        .updateTable("quota_windows")
        .set({ taken: JSON.stringify(taken) })
        .where("workspace_id", "=", workspaceId)
        .where("name", "=", name)
        .execute();
    }
    return result;
  });
}
