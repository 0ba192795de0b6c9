// Everything that Sluice needs on one machine: servers, tables, streams, then the apps; closed in reverse.
import { access } from "node:fs/promises";
import { startServers } from "@sluice/embedded";
import { Closers } from "@sluice/telemetry";
import { failed } from "../cli-error.ts";
import { appAddresses, appUsers } from "./app-addresses.ts";
import { type AppNeighbours, appSpecs, HOST, type StackOptions } from "./app-specs.ts";
import { proxyHost } from "./egress-env.ts";
import { anyFreePort, isPortFree } from "./free-port.ts";
import { prepareDatabase } from "./prepare-database.ts";
import { prepareStreams } from "./prepare-streams.ts";
import { announceApps, type RunningStack, withdrawApps } from "./running-stack.ts";
import { superviseApp, type SupervisedApp } from "./supervised-app.ts";
import { ensureVaultKeys } from "./vault-keys.ts";

export interface StartedStack extends RunningStack {
  apps: readonly SupervisedApp[];
  /** Apps first, then the servers. */
  stop(): Promise<void>;
}

/** @throws CliError, EmbeddedError, BusError: each says what to do. What was started is stopped again. */
export async function startStack(options: StackOptions): Promise<StartedStack> {
  const apiPort = await portForApi(options);
  const closers = new Closers();
  try {
    return await startAll({ ...options, apiPort }, closers);
  } catch (error) {
    await closers.closeAll().catch(() => "the first failure tells more");
    throw error;
  }
}

async function startAll(options: StackOptions, closers: Closers): Promise<StartedStack> {
  const { folder, env, onProgress } = options;
  onProgress("Starting NATS and Postgres");
  const servers = await startServers({
    dataDir: folder.path,
    env,
    onProgress,
    onFailure: (error) => onProgress(error.message),
    nats: { users: appUsers() },
  });
  closers.add("servers", () => servers.stop());
  onProgress("Preparing tables and streams");
  // One after the other: if one fails, nothing still works with the servers that are then stopped.
  const operators = await prepareDatabase(servers.databaseUrl, folder);
  await prepareStreams(servers.natsUrl, Number(env["SLUICE_NATS_REPLICAS"] ?? 1));
  const vaultKeys = await ensureVaultKeys(folder, env);
  onProgress("Starting the apps");
  const apps = await startApps(
    options,
    { addresses: await appAddresses(servers), operators, vaultKeys },
    closers,
  );
  const apiUrl = apps.find(({ name }) => /^api(?:-1)?$/.test(name))?.url ?? "";
  const allowCidrs = [...options.allowCidrs];
  const proxy = proxyHost(options.proxyUrl);
  await announceApps(folder, { v: 1, pid: process.pid, apiUrl, allowCidrs, proxy });
  closers.add("announcement", () => withdrawApps(folder));
  const { natsUrl, databaseUrl } = servers;
  return {
    pid: process.pid,
    apiUrl,
    natsUrl,
    databaseUrl,
    allowCidrs,
    proxy,
    operators,
    apps,
    stop: () => closers.closeAll(),
  };
}

/** 0: the API's only process takes any. @throws CliError when the port is taken */
async function portForApi({ apiPort: port, apiProcesses }: StackOptions): Promise<number> {
  if (port === 0) return apiProcesses > 1 ? anyFreePort(HOST) : 0;
  if (await isPortFree(port, HOST)) return port;
  throw failed(
    `Port ${port} is taken by another program. Stop that one, or choose another port with --port.`,
  );
}

/** All at once; when one does not start, the others are stopped by the caller's closers. */
async function startApps(
  options: StackOptions,
  neighbours: AppNeighbours,
  closers: Closers,
): Promise<SupervisedApp[]> {
  const starts = appSpecs(options, neighbours).map(async (spec) => {
    await access(spec.entry).catch((cause: unknown) => {
      throw failed(`${spec.name} cannot be started: ${spec.entry} is not there.`, cause);
    });
    return superviseApp(spec);
  });
  const results = await Promise.allSettled(starts);
  const apps = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  // Delivery ends first: what it holds still needs the limiter's permits.
  closers.add("apps", () => stopAll(apps.filter((app) => !isDelivery(app))));
  closers.add("delivery", () => stopAll(apps.filter(isDelivery)));
  for (const result of results) if (result.status === "rejected") throw result.reason;
  return apps;
}

const isDelivery = ({ name }: SupervisedApp): boolean => name.startsWith("delivery");

async function stopAll(apps: readonly SupervisedApp[]): Promise<void> {
  await Promise.all(apps.map((app) => app.stop()));
}
