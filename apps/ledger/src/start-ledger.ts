// What runs in a ledger process, opened in order and closed in reverse. Several may run: one holds the lease and works,
// the others stand by. The lease saves work; what keeps two from counting twice are the locks in Postgres.
import { type Bus, connectBus, ensureStreams, Lease } from "@sluice/bus";
import { ChangeBell, DatabaseClock, hearRunChanges, openAppStore, type Store } from "@sluice/store";
import { Closers, type Logger, serveOps, SilentReadings } from "@sluice/telemetry";
import { batchRetries } from "./batch-retries.ts";
import { clearCountedMessages } from "./clear-counted-messages.ts";
import { clearEndedRuns } from "./clear-ended-runs.ts";
import { clearRepeatedCalls } from "./clear-repeated-calls.ts";
import { clearTriggeredRuns } from "./clear-triggered-runs.ts";
import { LedgerCompaction } from "./compact-ledger.ts";
import type { LedgerConfig } from "./config.ts";
import { DUTIES, type Duty, startDuty } from "./duty.ts";
import { endSettledRuns } from "./end-settled-runs.ts";
import { LedgerMetrics } from "./ledger-metrics.ts";
import { Projection } from "./projection.ts";
import { replanLostBatches } from "./replan-lost-batches.ts";
import type { Settling } from "./settling.ts";
import { startAttemptLog } from "./start-attempt-log.ts";
import { startUserEvents } from "./start-user-events.ts";
import { DEFAULT_TIMING, type LedgerTiming } from "./timing.ts";

/** Two hosts' monotonic clocks drift apart by less than a millisecond in this. */
const CLOCK_SYNC_MS = 10_000;

export interface RunningLedger {
  /** Of `/healthz` and `/metrics`. */
  url: string;
  close(): Promise<void>;
}

export async function startLedger(
  config: LedgerConfig,
  log: Logger,
  timing: LedgerTiming = DEFAULT_TIMING,
): Promise<RunningLedger> {
  const closers = new Closers();
  try {
    const store = await openPostgres(config, log, closers);
    const nowMs = await readClock(store, log, closers);
    const silent = new SilentReadings(log);
    const bus = await openNats(config, { log, silent }, closers);
    const isOnDuty = await takePart(bus, config.processName, closers);
    const projection = startWork(
      { bus, store, log, timing, nowMs, isOnDuty, metrics: new LedgerMetrics(isOnDuty) },
      closers,
    );
    const { registry } = projection.metrics;
    registry.registerMetric(silent.counter);
    const beside = { bus, isOnDuty, registry, log, boundEveryMs: timing.boundPartitionsMs };
    await startAttemptLog(config, beside, closers);
    await startUserEvents(config, beside, closers);
    const url = await serve(config, { bus, store, ...projection }, closers);
    return { url, close: () => closers.closeAll() };
  } catch (error) {
    await closers.closeAll();
    throw error;
  }
}

async function openPostgres(config: LedgerConfig, log: Logger, closers: Closers): Promise<Store> {
  const store = await openAppStore("ledger", {
    databaseUrl: config.databaseUrl,
    applicationName: `sluice-ledger ${config.processName}`,
    onIdleError: (error) => log.warn({ error }, "a connection to postgres broke"),
  });
  closers.add("store", () => store.close());
  log.info({ role: store.role }, "postgres.opened");
  return store;
}

async function readClock(store: Store, log: Logger, closers: Closers): Promise<() => number> {
  const clock = await DatabaseClock.open(store);
  const timer = setInterval(
    () => void clock.sync().catch((error: unknown) => log.debug({ error }, "the time was not told")),
    CLOCK_SYNC_MS,
  );
  closers.add("clock", () => Promise.resolve(clearInterval(timer)));
  return () => clock.nowMs();
}

interface Listeners {
  log: Logger;
  silent: SilentReadings;
}

async function openNats(config: LedgerConfig, { log, silent }: Listeners, closers: Closers): Promise<Bus> {
  const bus = await connectBus({
    natsUrl: config.natsUrl,
    name: `sluice-ledger ${config.processName}`,
    onStatus: (type) => log.debug({ type }, "nats"),
    onSilent: (reading) => silent.tell(reading),
  });
  closers.add("bus", () => bus.close());
  await ensureStreams(bus, {
    replicas: config.natsReplicas,
    onFewerReplicas: (stream, replicas) => log.warn({ stream, replicas }, "stream.fewer_replicas"),
  });
  return bus;
}

/** @returns whether this process is the one to work now. */
async function takePart(bus: Bus, holder: string, closers: Closers): Promise<() => boolean> {
  const lease = await Lease.start(bus, { key: "ledger", holder });
  closers.add("lease", () => lease.stop());
  return () => lease.isHeld();
}

interface Work extends Omit<Settling, "projection"> {
  isOnDuty: () => boolean;
}

function startWork(work: Work, closers: Closers): { projection: Projection; metrics: LedgerMetrics } {
  const bell = new ChangeBell();
  const hearing = hearRunChanges(work.store, bell);
  closers.add("hearing", () => hearing.stop());
  const projection = new Projection({ ...work, onBatchesDone: () => bell.ring() });
  projection.start();
  closers.add("projection", () => projection.stop());
  const settling: Settling = { ...work, projection };
  const compaction = new LedgerCompaction(settling);
  const rounds: Record<Duty, () => Promise<void>> = {
    "batch retries": () => batchRetries(settling),
    "end runs": () => endSettledRuns(settling),
    "clear runs": () => clearEndedRuns(settling),
    "clear triggered runs": () => clearTriggeredRuns(settling),
    "clear repeated calls": () => clearRepeatedCalls(settling),
    "clear counted messages": () => clearCountedMessages(settling),
    "replan lost batches": () => replanLostBatches(settling),
    "compact the ledger": () => compaction.step(),
  };
  for (const duty of DUTIES) {
    const running = startDuty({
      ...work,
      duty,
      intervalMs: work.timing.intervalMs[duty],
      ...(duty === "end runs" && { bell }),
      round: rounds[duty],
    });
    closers.add(duty, () => running.stop());
  }
  return { projection, metrics: work.metrics };
}

interface Served {
  bus: Bus;
  store: Store;
  projection: Projection;
  metrics: LedgerMetrics;
}

async function serve(config: LedgerConfig, served: Served, closers: Closers): Promise<string> {
  const { bus, store, projection, metrics } = served;
  const ops = await serveOps({
    port: config.port,
    host: config.host,
    registry: metrics.registry,
    checks: {
      nats: () => bus.nc.flush(),
      postgres: async () => void (await store.pool.query("select 1")),
      projection: () => projection.assertHealthy(),
    },
  });
  closers.add("ops server", () => ops.close());
  return ops.url;
}
