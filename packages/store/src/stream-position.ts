// How far a stream is in Postgres. The position belongs to one life of the stream, which its identity tells.
import type { PoolClient } from "pg";
import type { Store } from "./connect.ts";

export type ProjectedStream = "LEDGER" | "EVENTS";

/** The stream is not the one that the position belongs to: ask for the position again. */
export class LedgerIdentityError extends Error {
  override readonly name = "LedgerIdentityError";
  readonly code = "LEDGER_IDENTITY_CHANGED";
}

/** @returns sequence of the last message that is stored; 0 when there is none, or when the stream began a new life. */
export async function openPosition(
  { pool }: Pick<Store, "pool">,
  stream: ProjectedStream,
  identity: string,
): Promise<number> {
  const { rows } = await pool.query<{ last_seq: number }>(
    `insert into ledger_position as p (stream, identity, last_seq) values ($1, $2, 0)
     on conflict (stream) do update set identity = excluded.identity,
       last_seq = case when p.identity = excluded.identity then p.last_seq else 0 end
     returning last_seq`,
    [stream, identity],
  );
  return rows[0]?.last_seq ?? 0;
}

/**
 * The stream went back behind the position: it lost its last messages, and gives their sequences to new ones. Everything
 * up to `toSeq` is stored. Changes nothing unless the position still is `fromSeq`.
 */
export async function rewindPosition(
  { pool }: Pick<Store, "pool">,
  stream: ProjectedStream,
  identity: string,
  { fromSeq, toSeq }: { fromSeq: number; toSeq: number },
): Promise<void> {
  await pool.query(
    "update ledger_position set last_seq = $4 where stream = $1 and identity = $2 and last_seq = $3",
    [stream, identity, fromSeq, toSeq],
  );
}

/** A second projection waits here. @returns the sequence. @throws LedgerIdentityError */
export async function lockPosition(
  client: PoolClient,
  stream: ProjectedStream,
  identity: string,
): Promise<number> {
  const { rows } = await client.query<{ identity: string; last_seq: number }>(
    "select identity, last_seq from ledger_position where stream = $1 for update",
    [stream],
  );
  const [position] = rows;
  if (position?.identity === identity) return position.last_seq;
  throw new LedgerIdentityError(`the stream ${stream} was made again`);
}
