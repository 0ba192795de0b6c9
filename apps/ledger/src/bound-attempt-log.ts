// Keeps the attempt log within its days and its bytes, whole partitions at a time, the oldest first.
//
//   L1. A partition is gone when everything in it is too old.
//   L2. One that holds a quarter of all bytes allowed is ended, so that the next can be kept when it goes.
//   L3. The bytes hold whatever happens: in the last resort the newest partition goes as well.
import {
  type AttemptPartition,
  attemptPartitions,
  dropAttemptPartition,
  endAttemptPartition,
  type Store,
} from "@sluice/store";
import type { Logger } from "@sluice/telemetry";
import type { AttemptLogMetrics } from "./attempt-log-metrics.ts";

const DAY_MS = 86_400_000;

export interface AttemptLogLimits {
  days: number;
  maxBytes: number;
}

export interface BoundAttemptLogPorts {
  store: Store;
  limits: AttemptLogLimits;
  metrics: AttemptLogMetrics;
  log: Logger;
}

export async function boundAttemptLog(ports: BoundAttemptLogPorts, nowMs: number): Promise<void> {
  const { store, limits } = ports;
  for (const partition of await attemptPartitions(store)) {
    if (partition.toMs <= nowMs - limits.days * DAY_MS) await drop(partition, "age", ports); // L1
  }
  const newest = (await attemptPartitions(store)).at(-1);
  if (newest !== undefined && newest.bytes > limits.maxBytes / 4) await endAttemptPartition(store, newest); // L2
  await dropBeyondBytes(await attemptPartitions(store), ports);
}

async function dropBeyondBytes(
  partitions: readonly AttemptPartition[],
  ports: BoundAttemptLogPorts,
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
  partition: AttemptPartition,
  reason: "age" | "bytes",
  { store, metrics, log }: BoundAttemptLogPorts,
): Promise<void> {
  await dropAttemptPartition(store, partition);
  metrics.partitionsDropped.inc({ reason });
  log.info({ partition: partition.name, bytes: partition.bytes, reason }, "attempt_log.partition_dropped");
}
