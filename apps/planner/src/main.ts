// PLAN: due runs → durable batches → the bus, and permits for those who send. Several planners may run: all of them cut,
// and the one that holds the lease starts, feeds and limits.
import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { expandAudience, segmentationProblems } from "@sluice/audience";
import {
  BusError,
  connectBus,
  ensureStreams,
  Lease,
  OriginStates,
  publishNotice,
  RunControls,
  RunPlans,
} from "@sluice/bus";
import type { CampaignPorts } from "@sluice/campaigns";
import type { Notice } from "@sluice/schema";
import {
  BY_KEY,
  ChangeBell,
  DatabaseClock,
  hearRunChanges,
  inCampaignTransaction,
  openAppStore,
  tenantStore,
} from "@sluice/store";
import {
  boundHeapGrowth,
  Closers,
  createLogger,
  onShutdown,
  serveOps,
  SilentReadings,
} from "@sluice/telemetry";
import { Vault } from "@sluice/vault";
import { ErrorRateGuard } from "./brake-failing-runs.ts";
import { carryRuns } from "./carry-runs.ts";
import { describeConfig, resolveConfig } from "./config.ts";
import { RunCutter } from "./cut-runs.ts";
import { ReviewKeeper } from "./expire-reviews.ts";
import { BatchFeeder } from "./feed-batches.ts";
import { followOrigins } from "./follow-origins.ts";
import { EndpointGuard } from "./guard-endpoints.ts";
import { keepDoing } from "./keep-doing.ts";
import { keepSecrets } from "./keep-secrets.ts";
import { Limiter } from "./limiter.ts";
import { LiveRunReadings } from "./live-run-readings.ts";
import { PlannerMetrics } from "./metrics.ts";
import { RunMirror } from "./mirror-runs.ts";
import { OriginBoard } from "./origin-board.ts";

/** Between two looks while there are runs; without, whoever waits is woken when there is one. */
const IDLE_MS = 250;
const IDLE_WITHOUT_RUNS_MS = 1_000;
const GUARD_IDLE_MS = 1_000;
const REVIEWS_IDLE_MS = 10_000;
const LEASE_KEY = "limiter";
const LIMITS_IDLE_MS = 200;
const CLOCK_IDLE_MS = 5_000;

boundHeapGrowth();
const config = resolveConfig();
const vault = new Vault(config.vaultKeys);
const log = createLogger("planner", { level: config.logLevel });
const metrics = new PlannerMetrics();
const silent = new SilentReadings(log);
metrics.registry.registerMetric(silent.counter);
const closers = new Closers();
onShutdown(() => closers.closeAll(), { onError: (error) => log.error({ error }, "did not close cleanly") });

const store = await untilItWorks("the database", () =>
  openAppStore("planner", {
    databaseUrl: config.databaseUrl,
    applicationName: `sluice-planner ${config.processName}`,
    maxConnections: 6, // one hears of changes
    onIdleError: (error) => log.warn({ error }, "postgres.disconnected"),
  }),
);
closers.add("store", () => store.close());

const clock = await untilItWorks("the time", () => DatabaseClock.open(store));
const nowMs = (): number => clock.nowMs();
const watching = keepDoing({ name: "ask the time", idleMs: CLOCK_IDLE_MS, log, work: () => clock.sync() });
closers.add("clock", () => watching.stop());

const bus = await untilItWorks("the bus", () =>
  connectBus({
    natsUrl: config.natsUrl,
    name: `sluice-planner ${config.processName}`,
    onStatus: (type) => log.debug({ type }, "nats"),
    onSilent: (reading) => silent.tell(reading),
  }),
);
closers.add("bus", () => bus.close());
await untilItWorks("the streams", () =>
  ensureStreams(bus, {
    replicas: config.natsReplicas,
    onFewerReplicas: (stream, replicas) => log.warn({ stream, replicas }, "stream.fewer_replicas"),
  }),
);
const plans = await untilItWorks("the plans", () => RunPlans.open(bus));
const controls = await untilItWorks("the controls", () => RunControls.open(bus));

const leaseOptions = { key: LEASE_KEY, holder: config.processName };
const lease = await untilItWorks("the leases", () => Lease.start(bus, leaseOptions));
closers.add("lease", () => lease.stop());
const limiter = new Limiter({ bus, lease, metrics, nowMs });
closers.add("limiter", () => Promise.resolve(limiter.stop()));

const mirror = new RunMirror({ store, plans, controls, log, nowMs });
const feeder = new BatchFeeder({ bus, store, mayFeed: () => lease.isHeld(), nowMs });
const start = {
  store,
  announce: (notice: Notice) => publishNotice(bus, notice),
  log,
  nowMs,
};
const readings = new LiveRunReadings({ store, limiter });
const bell = new ChangeBell();
const hearing = hearRunChanges(store, bell);
closers.add("hearing", () => hearing.stop());
const limiting = keepDoing({
  name: "read limits",
  idleMs: () => (readings.hasRuns ? LIMITS_IDLE_MS : IDLE_WITHOUT_RUNS_MS),
  bell,
  log,
  work: () => readings.readIfOld(),
});
closers.add("limiting", () => limiting.stop());

const board = new OriginBoard(OriginStates.ttlMs);
const origins = followOrigins(await untilItWorks("the origins", () => OriginStates.open(bus)), board);
closers.add("origins", () => origins.stop());
const campaigns: CampaignPorts = {
  transaction: (workspaceId, work) => inCampaignTransaction(tenantStore(store, workspaceId, BY_KEY), work),
  controls,
  onControlNotPut: (error) => log.warn({ error }, "control.not_put"),
  segmentationProblems,
  expandAudience,
  nowMs,
  randomBytes,
};
const pausing = { store, lease, campaigns, announce: start.announce, log, nowMs };
const guard = new EndpointGuard({ ...pausing, board, pauseAfterMs: config.breakerPauseAfterMs });
const guarding = keepDoing({ name: "guard endpoints", idleMs: GUARD_IDLE_MS, log, work: () => guard.look() });
closers.add("guarding", () => guarding.stop());

const brake = new ErrorRateGuard({ ...pausing, readings, metrics });
const braking = keepDoing({ name: "brake runs", idleMs: GUARD_IDLE_MS, log, work: () => brake.look() });
closers.add("braking", () => braking.stop());

const reviews = new ReviewKeeper(pausing);
const keepingReviews = keepDoing({
  name: "keep reviews",
  idleMs: REVIEWS_IDLE_MS,
  log,
  work: () => reviews.look(),
});
closers.add("reviews", () => keepingReviews.stop());

const carry = { readings, lease, limiter, mirror, start, feeder, metrics, board };
const carrying = keepDoing({
  name: "carry runs",
  idleMs: () => (readings.hasRuns ? IDLE_MS : IDLE_WITHOUT_RUNS_MS),
  bell,
  log,
  work: () => carryRuns(carry),
});
closers.add("carrying", () => carrying.stop());

const keeping = await untilItWorks("the secrets", () =>
  keepSecrets({ store, bus, vault, lease, bell, log, nowMs }),
);
closers.add("secrets", () => keeping.stop());

const cutter = new RunCutter({ store, log, metrics, nowMs });
const cutting = keepDoing({
  name: "cut runs",
  idleMs: () => cutter.idleMs,
  bell,
  log,
  work: () => cutter.cutPage(),
});
closers.add("cutting", () => cutting.stop());

const ops = await serveOps({
  port: config.port,
  host: config.host,
  registry: metrics.registry,
  checks: { nats: () => bus.nc.flush(), postgres: async () => void (await store.pool.query("select 1")) },
});
closers.add("ops server", () => ops.close());
log.info({ ...describeConfig(config), databaseRole: store.role, url: ops.url }, "planner is up");
process.send?.({ type: "listening", url: ops.url });

/** A neighbour that is not up yet is waited for; one that we cannot work with is said. */
async function untilItWorks<T>(what: string, open: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await open();
    } catch (error) {
      if (error instanceof BusError && error.code !== "UNREACHABLE") throw error;
      log.warn({ error }, `waiting for ${what}`);
      await sleep(1_000);
    }
  }
}
