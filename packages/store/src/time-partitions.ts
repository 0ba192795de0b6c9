// Partitions of a table by time: a span each, or less where a span holds too much. Their names say what they cover.
import type { Store } from "./connect.ts";

export interface PartitionedTable {
  table: "attempt_log" | "user_events";
  timeColumn: string;
  /** Of one partition, unless it is ended early. */
  spanMs: number;
  /** Functions that work as the owner of the tables. */
  add: string;
  drop: string;
  end: string;
}

export const ATTEMPT_LOG: PartitionedTable = {
  table: "attempt_log",
  timeColumn: "at",
  spanMs: 3_600_000,
  add: "add_attempt_partition",
  drop: "drop_attempt_partition",
  end: "end_attempt_partition",
};

export const USER_EVENTS: PartitionedTable = {
  table: "user_events",
  timeColumn: "accepted_at",
  spanMs: 86_400_000,
  add: "add_event_partition",
  drop: "drop_event_partition",
  end: "end_event_partition",
};

const MINUTE_MS = 60_000;

export interface TimePartition {
  name: string;
  fromMs: number;
  /** Not included. */
  toMs: number;
  /** With its indexes. */
  bytes: number;
}

type Queries = Pick<Store["pool"], "query">;

/** Oldest first. */
export async function timePartitions(
  queries: Queries,
  { table }: PartitionedTable,
): Promise<TimePartition[]> {
  const { rows } = await queries.query<{ name: string; bytes: number | null }>(
    `select relname as name, pg_total_relation_size(pg_class.oid) as bytes
     from pg_inherits join pg_class on pg_class.oid = inhrelid where inhparent = '${table}'::regclass`,
  );
  return rows
    .map(({ name, bytes }) => {
      const [, fromS = "", toS = ""] = /_(\d+)_(\d+)$/.exec(name) ?? [];
      return { name, fromMs: Number(fromS) * 1_000, toMs: Number(toS) * 1_000, bytes: bytes ?? 0 };
    })
    .sort((a, b) => a.fromMs - b.fromMs);
}

/** Makes the partitions that rows of these times need and that are not there yet. */
export async function coverTimes(
  queries: Queries,
  partitioned: PartitionedTable,
  timesMs: Iterable<number>,
): Promise<void> {
  const partitions = await timePartitions(queries, partitioned);
  for (const atMs of timesMs) {
    if (partitions.some(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs)) continue;
    const gap = gapAround(atMs, partitions, partitioned.spanMs);
    await queries.query(`select ${partitioned.add}($1, $2)`, [new Date(gap.fromMs), new Date(gap.toMs)]);
    partitions.push({ ...gap, name: "", bytes: 0 });
  }
}

/** The span of `atMs`, without what others cover of it. */
export function gapAround(
  atMs: number,
  partitions: readonly Pick<TimePartition, "fromMs" | "toMs">[],
  spanMs: number,
): { fromMs: number; toMs: number } {
  const startMs = Math.floor(atMs / spanMs) * spanMs;
  const before = partitions.map(({ toMs }) => toMs).filter((toMs) => toMs <= atMs);
  const behind = partitions.map(({ fromMs }) => fromMs).filter((fromMs) => fromMs > atMs);
  return { fromMs: Math.max(startMs, ...before), toMs: Math.min(startMs + spanMs, ...behind) };
}

export async function dropPartition(
  { pool }: Store,
  { drop }: PartitionedTable,
  { name }: TimePartition,
): Promise<void> {
  await pool.query(`select ${drop}($1)`, [name]);
}

/**
 * Ends a partition with the minute of its last row, so that it can be dropped before its span is over.
 * @returns false when it ends there already.
 */
export async function endPartition(
  { pool }: Store,
  { table, timeColumn, end }: PartitionedTable,
  partition: TimePartition,
): Promise<boolean> {
  const { rows } = await pool.query<{ last: Date | null }>(
    `select max(${timeColumn}) as last from ${table} where ${timeColumn} >= $1 and ${timeColumn} < $2`,
    [new Date(partition.fromMs), new Date(partition.toMs)],
  );
  const lastMs = rows[0]?.last?.getTime() ?? partition.fromMs;
  const toMs = (Math.floor(lastMs / MINUTE_MS) + 1) * MINUTE_MS;
  if (toMs >= partition.toMs) return false;
  await pool.query(`select ${end}($1, $2)`, [partition.name, new Date(toMs)]);
  return true;
}
