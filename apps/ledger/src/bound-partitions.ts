// Keeps a table in partitions by time within its days and its bytes, whole partitions at a time, the oldest first.
//
//   L1. A partition is gone when everything in it is too old.
//   L2. One that holds a quarter of all bytes allowed is ended, so that the next can be kept when it goes.
//   L3. The bytes hold whatever happens: in the last resort the newest partition goes as well.
import {
  dropPartition,
  endPartition,
  type PartitionedTable,
  type Store,
  type TimePartition,
  timePartitions,
} from "@sluice/store";
import type { Logger } from "@sluice/telemetry";
import type { Counter, Gauge } from "prom-client";

const DAY_MS = 86_400_000;

export interface RetentionLimits {
  days: number;
  maxBytes: number;
}

export interface BoundPartitionsPorts {
  store: Store;
  partitioned: PartitionedTable;
  limits: RetentionLimits;
  metrics: { bytes: Gauge; partitionsDropped: Counter<"reason"> };
  log: Logger;
}

export async function boundPartitions(ports: BoundPartitionsPorts, nowMs: number): Promise<void> {
  const { store, partitioned, limits } = ports;
  const partitions = (): Promise<TimePartition[]> => timePartitions(store.pool, partitioned);
  for (const partition of await partitions()) {
    if (partition.toMs <= nowMs - limits.days * DAY_MS) await drop(partition, "age", ports); // L1
  }
  const newest = (await partitions()).at(-1);
  if (newest !== undefined && newest.bytes > limits.maxBytes / 4)
    await endPartition(store, partitioned, newest); // L2
  await dropBeyondBytes(await partitions(), ports);
}

async function dropBeyondBytes(
  partitions: readonly TimePartition[],
  ports: BoundPartitionsPorts,
): Promise<void> {
  let bytes = partitions.reduce((sum, partition) => sum + partition.bytes, 0);
  for (const partition of partitions) {
    if (bytes <= ports.limits.maxBytes) break;
    await drop(partition, "bytes", ports); // L3
    bytes -= partition.bytes;
  }
  ports.metrics.bytes.set(bytes);
}

async function drop(
  partition: TimePartition,
  reason: "age" | "bytes",
  { store, partitioned, metrics, log }: BoundPartitionsPorts,
): Promise<void> {
  await dropPartition(store, partitioned, partition);
  metrics.partitionsDropped.inc({ reason });
  log.info({ partition: partition.name, bytes: partition.bytes, reason }, "partition.dropped");
}
