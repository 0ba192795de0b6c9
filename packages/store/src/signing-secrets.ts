// Signing secrets of workspaces, sealed. One is present in each workspace; rotated ones go on signing until they retire.
import type { Kysely } from "kysely";
import type { WorkspaceId } from "@sluice/schema";
import type { Store } from "./connect.ts";
import type { Database } from "./database.ts";
import type { TellOutcome } from "./idempotency-keys.ts";

export interface StoredSigningSecret {
  workspace_id: WorkspaceId;
  secret_id: string;
  sealed: string;
  created_at: Date;
  retires_at: Date | null;
}

type NewSecret = Omit<StoredSigningSecret, "retires_at">;

/** Those that sign at `now`, the newest first. */
export async function liveSigningSecrets(
  db: Kysely<Database>,
  workspaceId: WorkspaceId,
  now: Date,
): Promise<StoredSigningSecret[]> {
  return db
    .selectFrom("signing_secrets")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where((where) => where.or([where("retires_at", "is", null), where("retires_at", ">", now)]))
    .orderBy("created_at", "desc")
    .orderBy("secret_id")
    .execute();
}

/** A workspace that has a present secret keeps it. @returns whether this one is it from now on. */
export async function addFirstSigningSecret(db: Kysely<Database>, secret: NewSecret): Promise<boolean> {
  const result = await db
    .insertInto("signing_secrets")
    .values({ ...secret, retires_at: null })
    .onConflict((conflict) => conflict.column("workspace_id").where("retires_at", "is", null).doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/**
 * The new one is present from now on; the old one signs beside it until it retires, and those that have retired go.
 * `tell` is called within the transaction when it rotated. "full": `maxLive` would sign at once. "raced": another rotation was faster, and nothing was changed.
 */
export async function rotateSigningSecret(
  store: Store,
  secret: NewSecret,
  { oldRetiresAt, maxLive, tell }: { oldRetiresAt: Date; maxLive: number; tell: TellOutcome<void> },
): Promise<"rotated" | "full" | "raced"> {
  const { workspace_id, created_at: now } = secret;
  return store.db.transaction().execute(async (db) => {
    await db
      .deleteFrom("signing_secrets")
      .where("workspace_id", "=", workspace_id)
      .where("retires_at", "<=", now)
      .execute();
    const live = await liveSigningSecrets(db, workspace_id, now);
    if (live.length >= maxLive) return "full";
    await db
      .updateTable("signing_secrets")
      .set({ retires_at: oldRetiresAt })
      .where("workspace_id", "=", workspace_id)
      .where("retires_at", "is", null)
      .execute();
    if (!(await addFirstSigningSecret(db, secret))) return "raced";
    await tell(db);
    return "rotated";
  });
}
