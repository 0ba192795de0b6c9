// Idempotency keys: the first call with a key claims it, and its answer is kept for whoever makes the call again.
//
//   K1. Of calls at the same time with one key one has the claim; the others hear what became of it, or that it is under way.
//   K2. A claim whose holder was not heard of for `claimMs` is up for the next call of the same content. From then on the former
//       holder can neither keep an answer nor commit what it did under the key (fence).
//   K3. An answer that is kept within the transaction of its effect is there exactly when the effect is.
import type { WorkspaceId } from "@sluice/schema";
import type { Kysely } from "kysely";
import type { Store } from "./connect.ts";
import type { Database } from "./database.ts";

export const IDEMPOTENCY_KEPT_MS = 24 * 3_600_000;

export interface IdempotencyClaim {
  workspaceId: WorkspaceId;
  /** UUID. */
  key: string;
  claimId: string;
}

export interface KeptAnswer {
  status: number;
  contentType: string | null;
  /** As it was given to `keepAnswer`. */
  answer: string;
}

/** Called within the transaction of an effect, with what came of it: what it writes is there exactly when the effect is (K3). */
export type TellOutcome<T> = (tx: Kysely<Database>, outcome: T) => Promise<void>;

/** What a call with a key meets. */
export type Claimed =
  | { kind: "claimed" }
  | { kind: "answered"; kept: KeptAnswer }
  | { kind: "in_flight"; waitMs: number }
  | { kind: "other_content" };

interface ClaimRow {
  is_claimed: boolean;
  is_same: boolean | null;
  status: number | null;
  content_type: string | null;
  answer: string | null;
  waited_ms: number | null;
}

const CLAIM = `
  with claimed as (
    insert into idempotency_keys as k (workspace_id, key, digest, claim_id, claimed_at)
    values ($1, $2, $3, $4, clock_timestamp())
    on conflict (workspace_id, key) do update
      set digest = excluded.digest, claim_id = excluded.claim_id, claimed_at = excluded.claimed_at,
        status = null, content_type = null, answer = null
      where k.claimed_at <= clock_timestamp() - $5 * interval '1 ms'
        or (k.status is null and k.digest = $3 and k.claimed_at <= clock_timestamp() - $6 * interval '1 ms')
    returning true
  )
  select exists (select from claimed) as is_claimed, k.digest = $3 as is_same, k.status, k.content_type, k.answer,
    (extract(epoch from clock_timestamp() - k.claimed_at) * 1000)::float8 as waited_ms
  from (select) as always left join idempotency_keys k on k.workspace_id = $1 and k.key = $2`;

export async function claimKey(
  store: Store,
  { workspaceId, key, claimId }: IdempotencyClaim,
  digest: Buffer,
  { claimMs, keptMs = IDEMPOTENCY_KEPT_MS }: { claimMs: number; keptMs?: number },
): Promise<Claimed> {
  const { rows } = await store.pool.query<ClaimRow>({
    name: "claim-idempotency-key",
    text: CLAIM,
    values: [workspaceId, key, digest, claimId, keptMs, claimMs],
  });
  const [row] = rows;
  if (row === undefined || row.is_claimed) return { kind: "claimed" };
  if (row.is_same === false) return { kind: "other_content" };
  if (row.status !== null && row.answer !== null) {
    const { status, content_type: contentType, answer } = row;
    return { kind: "answered", kept: { status, contentType, answer } };
  }
  return { kind: "in_flight", waitMs: Math.max(0, claimMs - (row.waited_ms ?? 0)) };
}

/** K3, when `db` is the effect's transaction. @returns false when the claim was taken over (K2): then the effect must not be. */
export async function keepAnswer(
  db: Kysely<Database>,
  { workspaceId, key, claimId }: IdempotencyClaim,
  { status, contentType, answer }: KeptAnswer,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("idempotency_keys")
    .set({ status, content_type: contentType, answer })
    .where("workspace_id", "=", workspaceId)
    .where("key", "=", key)
    .where("claim_id", "=", claimId)
    .where("status", "is", null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** The call came to nothing that has to be repeated: the key is free at once. */
export async function releaseKey(
  store: Store,
  { workspaceId, key, claimId }: IdempotencyClaim,
): Promise<void> {
  await store.pool.query(
    "delete from idempotency_keys where workspace_id = $1 and key = $2 and claim_id = $3 and status is null",
    [workspaceId, key, claimId],
  );
}

/** Of all workspaces. @returns how many went, at most `limit`. */
export async function removeOldKeys(store: Store, claimedBeforeMs: number, limit: number): Promise<number> {
  const { rowCount } = await store.pool.query(
    `delete from idempotency_keys where ctid = any (array(
       select ctid from idempotency_keys where claimed_at < $1 limit $2))`,
    [new Date(claimedBeforeMs), limit],
  );
  return rowCount ?? 0;
}
