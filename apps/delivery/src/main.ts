// SEND: batches off the bus → requests → ledger entries. Talks to NATS and to endpoints, never to Postgres.
import { fileURLToPath } from "node:url";
import { connectBus, ensureStreams, OriginStates } from "@sluice/bus";
import { createEgress, openThreadPool } from "@sluice/sender";
import {
  boundHeapGrowth,
  Closers,
  createLogger,
  onShutdown,
  serveOps,
  SilentReadings,
} from "@sluice/telemetry";
import {
  type BatchTask,
  MAX_BATCHES_PER_THREAD,
  SMALL_BATCHES_PER_PLACE,
  type TaskResult,
  type ThreadData,
} from "./batch-task.ts";
import { describeConfig, resolveConfig } from "./config.ts";
import { DeliveryMetrics } from "./prometheus.ts";
import { pullBatches } from "./pull-batches.ts";
import { reportMetrics } from "./report-metrics.ts";
import { OriginTeller } from "./tell-origins.ts";

boundHeapGrowth();
const config = resolveConfig();
const log = createLogger("delivery", { level: config.logLevel });
const closers = new Closers();
onShutdown(() => closers.closeAll(), { onError: (error) => log.error({ error }, "did not close cleanly") });
createEgress(config.egressPolicy); // a bad setting ends the process now, not with the first batch

const silent = new SilentReadings(log);
const bus = await connectBus({
  natsUrl: config.natsUrl,
  name: `sluice-delivery ${config.processName}`,
  onStatus: (type) => log.debug({ type }, "nats"),
  onSilent: (reading) => silent.tell(reading),
});
closers.add("bus", () => bus.close());
await ensureStreams(bus, {
  replicas: config.natsReplicas,
  onFewerReplicas: (stream, replicas) => log.warn({ stream, replicas }, "stream.fewer_replicas"),
});

const drainFlag = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
const workerData: ThreadData = {
  natsUrl: config.natsUrl,
  processName: config.processName,
  connectionsPerOrigin: config.connectionsPerOrigin,
  egressPolicy: config.egressPolicy,
  vaultKeys: config.vaultKeys,
  attemptLog: config.attemptLog,
  drainFlag,
};
const pool = openThreadPool<BatchTask, TaskResult>({
  filename: fileURLToPath(import.meta.resolve("./sender-thread.ts")),
  task: "sendBatch",
  threads: config.senderThreads,
  maxTasksPerThread: MAX_BATCHES_PER_THREAD * SMALL_BATCHES_PER_PLACE,
  workerData,
});
closers.add("threads", () => pool.close());

const pulling = pullBatches({ bus, threads: config.senderThreads, pool, log });
closers.add("batches", async () => {
  Atomics.store(new Int32Array(drainFlag), 0, 1); // sender threads see it with their next tick
  await pulling.stop();
});

const metrics = new DeliveryMetrics();
metrics.registry.registerMetric(silent.counter);
const reporting = reportMetrics({
  bus,
  processName: config.processName,
  heldCount: () => pulling.heldCount(),
  metrics,
  silent,
  originTeller: new OriginTeller(await OriginStates.open(bus), config.processName),
});
closers.add("reports", () => Promise.resolve(reporting.stop()));

const ops = await serveOps({
  port: config.port,
  host: config.host,
  registry: metrics.registry,
  checks: { nats: () => bus.nc.flush() },
});
closers.add("ops server", () => ops.close());
log.info({ ...describeConfig(config), url: ops.url }, "delivery is up");
process.send?.({ type: "listening", url: ops.url });
