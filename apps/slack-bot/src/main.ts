// The bot's process: opens its neighbours in order, listens, and closes in reverse when it is asked to end.
import { connectBus, ensureStreams, NoticeQueue, RunControls } from "@sluice/bus";
import { DatabaseClock, openAppStore, SlackMemory, tenantStore } from "@sluice/store";
import {
  boundHeapGrowth,
  Closers,
  createLogger,
  onShutdown,
  serveOps,
  SilentReadings,
} from "@sluice/telemetry";
import { type BotConfig, describeConfig, resolveConfig } from "./config.ts";
import { connectDesk } from "./desk/connect-desk.ts";
import { overBus } from "./desk/over-bus.ts";
import { assertConnected, botRegistry } from "./metrics.ts";
import { startBot } from "./start-bot.ts";

const MAX_CONNECTIONS = 5;
const CLOCK_EVERY_MS = 5_000;

boundHeapGrowth();
const log = createLogger("slack-bot");
const closers = new Closers();
onShutdown(() => closers.closeAll(), { onError: (error) => log.error({ err: error }, "bot.close_failed") });

try {
  await start(resolveConfig());
} catch (error) {
  log.fatal({ err: error }, "bot.start_failed");
  await closers.closeAll();
  process.exitCode = 3;
}

async function start(config: BotConfig): Promise<void> {
  const store = await openAppStore("api", {
    databaseUrl: config.databaseUrl,
    applicationName: "sluice-slack-bot",
    maxConnections: MAX_CONNECTIONS,
    onIdleError: (error) => log.warn({ err: error }, "store.connection_lost"),
  });
  closers.add("store", () => store.close());
  const silent = new SilentReadings(log);
  const bus = await connectBus({
    natsUrl: config.natsUrl,
    name: "slack",
    onStatus: (type) => log.info({ type }, "bus.status"),
    onSilent: (reading) => silent.tell(reading),
  });
  closers.add("bus", () => bus.close());
  await ensureStreams(bus, {
    replicas: config.natsReplicas,
    onFewerReplicas: (stream, replicas) => log.warn({ stream, replicas }, "stream.fewer_replicas"),
  });
  const clock = await DatabaseClock.open(store);
  const sync = (): void =>
    void clock.sync().catch((error: unknown) => log.debug({ err: error }, "clock.kept"));
  const timer = setInterval(sync, CLOCK_EVERY_MS);
  closers.add("clock", async () => clearInterval(timer));
  const nowMs = (): number => clock.nowMs();
  const controls = await RunControls.open(bus);
  const bot = await startBot({
    config,
    neighboursOf: ({ workspaceId, teamId }) => {
      const own = tenantStore(store, workspaceId);
      return {
        desk: connectDesk({ store: own, workspaceId, controls, ...overBus(bus), nowMs, log }),
        memory: new SlackMemory(own, workspaceId, teamId),
      };
    },
    installations: { store, tenantStore: (workspaceId) => tenantStore(store, workspaceId) },
    notices: await NoticeQueue.open(bus),
    nowMs,
    log,
  });
  closers.add("bot", () => bot.stop());
  const registry = botRegistry(bot);
  registry.registerMetric(silent.counter);
  const ops = await serveOps({
    port: config.port,
    host: config.host,
    checks: {
      postgres: async () => void (await store.pool.query("select 1")),
      nats: async () => void (await bus.nc.rtt()),
      slack: async () => assertConnected(bot),
    },
    registry,
  });
  closers.add("ops", () => ops.close());
  log.info({ ...describeConfig(config), url: ops.url }, "bot.listening");
  process.send?.({ type: "listening", url: ops.url });
}
