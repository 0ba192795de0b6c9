// The API process: opens its neighbours in order, serves, and closes in reverse when it is asked to end.
import {
  AccessTokens,
  type Bus,
  connectBus,
  ensureStreams,
  onAskedTests,
  publishBatch,
  publishEvents,
  publishNotice,
  RunControls,
  SealedSecrets,
} from "@sluice/bus";
import { createEgress, fetchToken } from "@sluice/sender";
import { filesOver } from "./segments/files-over.ts";
import { type AppStore, DatabaseClock, openAppStore, openStore, type Store } from "@sluice/store";
import { boundHeapGrowth, Closers, createLogger, type Logger, onShutdown, serveOps } from "@sluice/telemetry";
import { Vault } from "@sluice/vault";
import type { Api } from "./api.ts";
import { type ApiConfig, describeConfig, resolveConfig } from "./config.ts";
import { connectPorts } from "./connect-ports.ts";
import type { ApiPorts } from "./ports.ts";
import { buildServer } from "./server.ts";
import { answerAskedTests } from "./test-sends/answer-asked-test.ts";
import { TestDesk } from "./test-sends/test-desk.ts";

const CLOCK_EVERY_MS = 5_000;
/** Of all that the process may have: a create, a read and a cap of a workspace at the same time, and of another one. */
const FREQUENT_CONNECTIONS = 4;

boundHeapGrowth();
const log = createLogger("api");
const closers = new Closers();
onShutdown(() => closers.closeAll(), { onError: (error) => log.error({ err: error }, "api.close_failed") });

try {
  await start(resolveConfig());
} catch (error) {
  log.fatal({ err: error }, "api.start_failed");
  await closers.closeAll();
  process.exitCode = 3;
}

async function start(config: ApiConfig): Promise<void> {
  const store = await openDatabase(config, log);
  const bus = await connectBus({
    natsUrl: config.natsUrl,
    name: "api",
    onStatus: (type) => log.info({ type }, "bus.status"),
  });
  closers.add("bus", () => bus.close());
  await ensureStreams(bus, {
    replicas: config.natsReplicas,
    onFewerReplicas: (stream, replicas) => log.warn({ stream, replicas }, "stream.fewer_replicas"),
  });

  const egress = createEgress(config.egressPolicy);
  const controls = await RunControls.open(bus);
  const checks = { postgres: () => askPostgres(store), nats: () => askNats(bus) };
  const ports = connectPorts({
    store,
    frequentStore: openFrequentStore(config, store.role),
    controls,
    publishBatch: (ref, payload) => publishBatch(bus, ref, payload),
    publishEvents: (events) => publishEvents(bus, events),
    publishNotice: (notice) => publishNotice(bus, notice),
    pepper: config.pepper,
    vault: new Vault(config.vaultKeys),
    secrets: await SealedSecrets.open(bus),
    tokens: await AccessTokens.open(bus),
    fetchToken: (settings) => fetchToken(egress, settings, Date.now),
    egress,
    files: filesOver(egress),
    endpointRules: config.endpointRules,
    checks,
    log,
    nowMs: await readClock(store, log),
  });
  const tests = onAskedTests(bus, answerAskedTests(new TestDesk(ports.testSends), log));
  closers.add("tests", async () => tests.stop());
  const server = await buildServer(ports);
  server.swagger(); // made once and kept: the first reader of /docs does not hold everybody else
  closers.add("server", () => server.close());
  const addresses = await listen(server, ports, config);
  log.info({ ...describeConfig(config), ...addresses }, "api.listening");
  process.send?.({ type: "listening", ...addresses });
}

/** Of processes that share a port the kernel gives each its part of the connections; one that is gone gets none. */
async function listen(server: Api, { checks, registry }: ApiPorts, { host, port, opsPort }: ApiConfig) {
  if (opsPort === null) return { url: await server.listen({ host, port }) };
  const ops = await serveOps({ host, port: opsPort, checks, registry });
  closers.add("ops", () => ops.close());
  const shared: object = { reusePort: true }; // Node has it; the server's types do not know it yet
  return { url: await server.listen({ host, port, ...shared }), opsUrl: ops.url };
}

async function openDatabase(config: ApiConfig, log: Logger): Promise<AppStore> {
  const store = await openAppStore("api", {
    databaseUrl: config.databaseUrl,
    applicationName: "sluice-api",
    maxConnections: config.postgresConnections - FREQUENT_CONNECTIONS,
    onIdleError: (error) => log.warn({ err: error }, "store.connection_lost"),
  });
  closers.add("store", () => store.close());
  log.info({ role: store.role }, "store.opened");
  return store;
}

/** For what is asked thousands of times a second, in groups: a group is one message to Postgres and one back. */
function openFrequentStore({ databaseUrl }: ApiConfig, role: AppStore["role"]): Store {
  const store = openStore({
    databaseUrl,
    applicationName: "sluice-api-frequent",
    maxConnections: FREQUENT_CONNECTIONS,
    isPipelined: true,
    ...(role !== null && { role }),
    onIdleError: (error) => log.warn({ err: error }, "store.connection_lost"),
  });
  closers.add("frequent store", () => store.close());
  return store;
}

/** @returns the time as Postgres has it. */
async function readClock(store: Store, log: Logger): Promise<() => number> {
  const clock = await DatabaseClock.open(store);
  const sync = (): void =>
    void clock.sync().catch((error: unknown) => log.debug({ err: error }, "clock.kept"));
  const timer = setInterval(sync, CLOCK_EVERY_MS);
  closers.add("clock", async () => clearInterval(timer));
  return () => clock.nowMs();
}

async function askPostgres(store: Store): Promise<void> {
  await store.pool.query("select 1");
}

async function askNats(bus: Bus): Promise<void> {
  if (bus.nc.isClosed()) throw new Error("the connection is closed");
  await bus.nc.rtt();
}
