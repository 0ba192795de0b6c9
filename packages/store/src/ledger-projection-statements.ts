// The statements of one projection transaction, on one client: COPY and the rest must share a connection.
import { pipeline } from "node:stream/promises";
import { RECIPIENT_ENDS } from "@sluice/schema";
import type { PoolClient } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { type BatchState, mergeReasons, type RunTally } from "./ledger-projection-tally.ts";

export const LEDGER_STREAM = "LEDGER";

/** Locks the position: a second projection waits here, then finds that nothing is left to do. */
export async function lockPosition(
  client: PoolClient,
): Promise<{ identity: string; lastSeq: number; nowMs: number } | null> {
  const { rows } = await client.query<{ identity: string; lastSeq: number; nowMs: number }>(
    `select identity, last_seq as "lastSeq", extract(epoch from clock_timestamp())::float8 * 1000 as "nowMs"
     from ledger_position where stream = $1 for update`,
    [LEDGER_STREAM],
  );
  return rows[0] ?? null;
}

export async function movePosition(client: PoolClient, lastSeq: number): Promise<void> {
  await client.query("update ledger_position set last_seq = $2 where stream = $1", [LEDGER_STREAM, lastSeq]);
}

/** Locks the totals of the runs, making missing ones. A run that is not in the answer is not in the database. */
export async function lockTotals(
  client: PoolClient,
  runIds: readonly string[],
): Promise<Map<string, Record<string, number>>> {
  await client.query(
    "insert into run_totals (run_id) select run_id from runs where run_id = any($1::uuid[]) on conflict do nothing",
    [runIds],
  );
  const { rows } = await client.query<{ run_id: string; reasons: Record<string, number> }>(
    "select run_id, reasons from run_totals where run_id = any($1::uuid[]) order by run_id for update",
    [runIds],
  );
  return new Map(rows.map((row) => [row.run_id, row.reasons]));
}

type Target = "deliveries" | "retries";

export async function copyInto(
  client: PoolClient,
  table: Target | `new_${Target}`,
  columns: string,
  lines: readonly string[],
): Promise<void> {
  if (lines.length > 0)
    await pipeline(lines, client.query(copyFrom(`copy ${table} (${columns}) from stdin`)));
}

/** The slow way, which passes over rows that are there already. @returns user ids of the new rows. */
export async function copyNew(
  client: PoolClient,
  table: Target,
  columns: string,
  lines: readonly string[],
): Promise<Set<string>> {
  await client.query(`create temp table new_${table} (like ${table}) on commit drop`);
  await copyInto(client, `new_${table}`, columns, lines);
  const { rows } = await client.query<{ user_id: string }>(
    `insert into ${table} (${columns}) select ${columns} from new_${table} on conflict do nothing returning user_id`,
  );
  return new Set(rows.map((row) => row.user_id));
}

const ADD_ENDS = RECIPIENT_ENDS.map((end, i) => `${end} = ${end} + $${i + 6}`).join(", ");

export async function addToTotals(
  client: PoolClient,
  runId: string,
  tally: RunTally,
  knownReasons: Record<string, number>,
): Promise<void> {
  await client.query(
    `update run_totals set attempts = attempts + $2, possible_duplicates = possible_duplicates + $3,
       retrying = retrying + $4, reasons = $5, ${ADD_ENDS} where run_id = $1`,
    [
      runId,
      tally.attempts,
      tally.possibleDuplicates,
      tally.retrying,
      JSON.stringify(mergeReasons(knownReasons, tally.reasons)),
      ...RECIPIENT_ENDS.map((end) => tally.ends[end]),
    ],
  );
}

/** A batch that its holder gave up is planned again, so that the planner feeds it with what is known of it. */
export async function storeBatchStates(client: PoolClient, states: readonly BatchState[]): Promise<void> {
  await client.query(
    `update run_batches b set claimed = greatest(b.claimed, v.claimed), settled = decode(v.settled, 'base64'),
       state = case when v.done then 'done' when v.released and b.state = 'fed' then 'planned' else b.state end
     from unnest($1::uuid[], $2::integer[], $3::integer[], $4::text[], $5::boolean[], $6::boolean[])
       as v (run_id, batch_no, claimed, settled, done, released)
     where b.run_id = v.run_id and b.batch_no = v.batch_no`,
    [
      states.map((state) => state.runId),
      states.map((state) => state.batchNo),
      states.map((state) => state.claimed),
      states.map((state) => state.settled),
      states.map((state) => state.isDone),
      states.map((state) => state.isReleased),
    ],
  );
}

/**
 * The ledger is gone with entries that may never have come here: of the batches that were fed, anybody without an outcome may
 * have been sent to. When they are planned again, the claim says so.
 */
export async function doubtFedBatches(client: PoolClient): Promise<void> {
  await client.query(
    `update run_batches b set claimed = b.recipients from runs r
     where r.run_id = b.run_id and r.ended_at is null and b.state = 'fed'`,
  );
}
