// Partitions of the attempt log: an hour each, or less where an hour holds too much. Their names say what they cover.
import type { Store } from "./connect.ts";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

export interface AttemptPartition {
  name: string;
  fromMs: number;
  /** Not included. */
  toMs: number;
  /** With its indexes. */
  bytes: number;
}

/** Oldest first. */
export async function attemptPartitions({ pool }: Store): Promise<AttemptPartition[]> {
  const { rows } = await pool.query<{ name: string; bytes: number | null }>(
    `select relname as name, pg_total_relation_size(pg_class.oid) as bytes
     from pg_inherits join pg_class on pg_class.oid = inhrelid where inhparent = 'attempt_log'::regclass`,
  );
  return rows
    .map(({ name, bytes }) => {
      const [, fromS = "", toS = ""] = /^attempt_log_(\d+)_(\d+)$/.exec(name) ?? [];
      return { name, fromMs: Number(fromS) * 1_000, toMs: Number(toS) * 1_000, bytes: bytes ?? 0 };
    })
    .sort((a, b) => a.fromMs - b.fromMs);
}

/** Makes the partitions that rows of these times need and that are not there yet. */
export async function coverAttemptTimes(store: Store, timesMs: Iterable<number>): Promise<void> {
  const partitions = await attemptPartitions(store);
  for (const atMs of timesMs) {
    if (partitions.some(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs)) continue;
    const gap = gapAround(atMs, partitions);
    await store.pool.query("select add_attempt_partition($1, $2)", [
      new Date(gap.fromMs),
      new Date(gap.toMs),
    ]);
    partitions.push({ ...gap, name: "", bytes: 0 });
  }
}

/** The hour of `atMs`, without what others cover of it. */
export function gapAround(
  atMs: number,
  partitions: readonly Pick<AttemptPartition, "fromMs" | "toMs">[],
): { fromMs: number; toMs: number } {
  const hourMs = Math.floor(atMs / HOUR_MS) * HOUR_MS;
  const before = partitions.map(({ toMs }) => toMs).filter((toMs) => toMs <= atMs);
  const behind = partitions.map(({ fromMs }) => fromMs).filter((fromMs) => fromMs > atMs);
  return { fromMs: Math.max(hourMs, ...before), toMs: Math.min(hourMs + HOUR_MS, ...behind) };
}

export async function dropAttemptPartition({ pool }: Store, { name }: AttemptPartition): Promise<void> {
  await pool.query("select drop_attempt_partition($1)", [name]);
}

/**
 * Ends a partition with the minute of its last row, so that it can be dropped before its hour is over.
 * @returns false when it ends there already.
 */
export async function endAttemptPartition({ pool }: Store, partition: AttemptPartition): Promise<boolean> {
  const { rows } = await pool.query<{ last: Date | null }>(
    "select max(at) as last from attempt_log where at >= $1 and at < $2",
    [new Date(partition.fromMs), new Date(partition.toMs)],
  );
  const lastMs = rows[0]?.last?.getTime() ?? partition.fromMs;
  const toMs = (Math.floor(lastMs / MINUTE_MS) + 1) * MINUTE_MS;
  if (toMs >= partition.toMs) return false;
  await pool.query("select end_attempt_partition($1, $2)", [partition.name, new Date(toMs)]);
  return true;
}
