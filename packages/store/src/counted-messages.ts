// Messages that count for frequency caps: who waits for whom while they are counted, and when they count no more.
//
//   M1. Whoever counts messages that were checked holds the workspace's lock from the check to the commit: of two who want the
//       last place of a user one comes second, and sees the first. The lock is taken after that of a run, and nothing after it:
//       nobody waits in a circle.
//   M2. A place is given back when its run ends and no request was made: once, because a replay begins the count of
//       attempts anew.
import { MAX_CAP_DAYS, type RunId, type WorkspaceId } from "@sluice/schema";
import { type Kysely, sql } from "kysely";
import type { Pool } from "pg";
import type { Store } from "./connect.ts";
import type { Database } from "./database.ts";
import type { CapsInForce } from "./frequency-caps.ts";
import { atCap } from "./frequency-cap-statements.ts";

/** Beside which a workspace's id stands, so that it is nobody else's lock. */
const LOCK_CLASS = 5_071_021;

/** M1. Until the transaction ends. */
export async function lockCountedMessages(
  client: Pick<Pool, "query">,
  workspaceId: WorkspaceId,
): Promise<void> {
  await client.query("select pg_advisory_xact_lock($1::integer, hashtext($2::text))", [
    LOCK_CLASS,
    workspaceId,
  ]);
}

interface CountedPage {
  workspaceId: WorkspaceId;
  runId: RunId;
  /** Not included; null: from the first user on. */
  afterUserId: string | null;
  upToUserId: string;
}

/** Whether one of the users whom a page has counted was at a cap without it. */
export async function isAnybodyOver(
  client: Pick<Pool, "query">,
  { workspaceId, runId, afterUserId, upToUserId }: CountedPage,
  caps: CapsInForce,
): Promise<boolean> {
  const over = atCap(caps, { workspaceId, userId: "own.user_id", firstParameter: 4 });
  const { rows } = await client.query<{ is: boolean }>(
    `select exists (select from counted_messages own
       where own.run_id = $1 and ($2::text is null or own.user_id > $2::text) and own.user_id <= $3::text and ${over.text}) as is`,
    [runId, afterUserId, upToUserId, ...over.values],
  );
  return rows[0]?.is === true;
}

/** M2. One statement, and none for a run whose messages do not count or that made a request for everybody. */
export async function givePlacesBack(
  tx: Kysely<Database>,
  { runId, endedWithoutDelivery }: { runId: RunId; endedWithoutDelivery: number },
  now: Date,
): Promise<void> {
  if (endedWithoutDelivery === 0) return;
  await sql`
    with first_end as (
      update runs set places_given_back_at = ${now}
      where run_id = ${runId} and counted_as is not null and not is_triggered and places_given_back_at is null
        and exists (select from counted_messages where run_id = ${runId})
      returning run_id
    )
    delete from counted_messages c using first_end, deliveries d
    where d.run_id = first_end.run_id and d.ending in ('skipped', 'expired', 'cancelled') and d.attempts = 0
      and c.run_id = d.run_id and c.user_id = d.user_id`.execute(tx);
}

const DAY_MS = 86_400_000;
/** Days begin at different times, and a day of changed clocks is longer. */
const KEPT_MS = (MAX_CAP_DAYS + 2) * DAY_MS;

/** What no window of any rule can hold any more. @returns how many rows went, at most `limit`. */
export async function removeOldCountedMessages(store: Store, nowMs: number, limit: number): Promise<number> {
  const { rowCount } = await store.pool.query(
    `delete from counted_messages where ctid = any (array(
       select c.ctid from counted_messages c join runs r using (run_id)
       where c.planned_at < $1 and (r.is_triggered or r.ended_at < $1) limit $2))`,
    [new Date(nowMs - KEPT_MS), limit],
  );
  return rowCount ?? 0;
}
