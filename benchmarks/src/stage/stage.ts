// Everything of Sluice on this machine for one benchmark: real servers with real durability, the apps as processes.
import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { createApiKey, ensureWorkspace, migrate, openStore, type Store } from "@sluice/store";
import { AppProcess, type AppSpec } from "./app-process.ts";
import type { BenchPeople } from "./bench-campaign.ts";
import {
  type DataFolders,
  type NatsServerCount,
  type StageServers,
  startServersIn,
  startStageServers,
} from "./start-stage-servers.ts";

export interface StageOptions {
  /** Holds logs. */
  folder: string;
  deliveryProcesses: number;
  threadsPerProcess: number;
  /** Of one thread. */
  connections: number;
  /** Default: one. */
  natsServers?: NatsServerCount;
  /** Where clients reach the one nats-server. Default: loopback. */
  natsHost?: string;
  /** Where the servers keep their data. Default: temporary folders. */
  dataFolders?: DataFolders;
  /** What is put before the command of each delivery process. */
  deliveryLaunchers?: ReadonlyArray<readonly string[]>;
  /** Default: loopback. */
  allowedCidrs?: string;
  /** Default: one; the others stand by. */
  planners?: number;
  /** For every app, before its own. */
  env?: Readonly<Record<string, string>>;
  /** Where a delivery process finds NATS, when not where the others do. */
  deliveryNatsUrl?: (natsUrl: string, index: number) => Promise<string>;
  /** CPU profiles of planner, ledger and delivery go there when they end. */
  profileFolder?: string;
}

export interface Stage extends AsyncDisposable {
  servers: StageServers;
  store: Store;
  planner: AppProcess;
  /** The first of them is `planner`. */
  planners: readonly AppProcess[];
  ledger: AppProcess;
  api: AppProcess;
  deliveries: readonly AppProcess[];
  /** With the workspace's cap on requests, and two API keys. */
  openWorkspace(workspaceId: string, requestsPerMinute: number): Promise<BenchPeople>;
  /** Apps end in order; profiles are written then. */
  stopApps(): Promise<void>;
}

export async function openStage(options: StageOptions): Promise<Stage> {
  const logsFolder = join(options.folder, "logs");
  await mkdir(logsFolder, { recursive: true });
  const servers = await (options.dataFolders === undefined
    ? startStageServers(options.natsServers ?? 1, options.natsHost)
    : startServersIn(options.dataFolders));
  const store = openStore({ databaseUrl: servers.databaseUrl, applicationName: "sluice-bench" });
  const pepper = randomBytes(32);
  const specs = await appSpecs(options, servers, pepper.toString("hex"), logsFolder);
  const apps = specs.map((spec) => new AppProcess(spec));
  const stopApps = async () => void (await Promise.all(apps.map((app) => app.stop())));
  const close = async () => {
    await stopApps();
    await store.close();
    await servers.stop();
  };
  try {
    await migrate(store);
    await Promise.all(apps.map((app) => app.start()));
  } catch (error) {
    await close();
    throw error;
  }
  const named = (name: string): AppProcess => {
    const app = apps.find((candidate) => candidate.name === name);
    if (app === undefined) throw new Error(`there is no app ${name}`);
    return app;
  };
  const api = named("api");
  return {
    servers,
    store,
    api,
    planner: named("planner"),
    planners: apps.filter(({ name }) => name.startsWith("planner")),
    ledger: named("ledger"),
    deliveries: apps.filter(({ name }) => name.startsWith("delivery")),
    openWorkspace: (workspaceId, requestsPerMinute) =>
      openWorkspace(store, pepper, { apiUrl: api.url, workspaceId, requestsPerMinute }),
    stopApps,
    [Symbol.asyncDispose]: close,
  };
}

/** Process ids by the name under which their figures are told. */
export function processesOf({ servers, planners, ledger, api, deliveries }: Stage): Map<string, number[]> {
  const ids = (...pids: Array<number | undefined>) => pids.filter((pid) => pid !== undefined);
  return new Map([
    ["planner", ids(...planners.map(({ pid }) => pid))],
    ["nats-server", ids(...servers.nats.map(({ pid }) => pid))],
    ["delivery", ids(...deliveries.map(({ pid }) => pid))],
    ["ledger", ids(ledger.pid)],
    ["postgres", ids(servers.postgres.pid)],
    ["api", ids(api.pid)],
  ]);
}

async function appSpecs(
  options: StageOptions,
  { natsUrl, databaseUrl }: StageServers,
  pepper: string,
  logsFolder: string,
): Promise<AppSpec[]> {
  const SLUICE_KEYS = `bench:${randomBytes(32).toString("base64")}`;
  const nats = {
    ...options.env,
    SLUICE_KEYS,
    NATS_URL: natsUrl,
    SLUICE_NATS_REPLICAS: String(options.natsServers ?? 1),
  };
  const both = { ...nats, DATABASE_URL: databaseUrl };
  const delivery = {
    ...nats,
    SLUICE_ALLOW_CIDRS: options.allowedCidrs ?? "127.0.0.0/8",
    SENDER_THREADS: String(options.threadsPerProcess),
    CONNECTIONS_PER_ORIGIN: String(options.connections),
  };
  const profiled = options.profileFolder === undefined ? [] : profileArgs(options.profileFolder);
  const natsUrlOf = options.deliveryNatsUrl ?? (() => Promise.resolve(natsUrl));
  const deliveryNatsUrls = await Promise.all(
    Array.from({ length: options.deliveryProcesses }, (_, index) => natsUrlOf(natsUrl, index)),
  );
  const spec = (name: string, app: AppSpec["app"], env: Record<string, string>, nodeArgs = profiled) => ({
    name,
    app,
    env,
    nodeArgs,
    logsFolder,
  });
  const standBy = Array.from({ length: (options.planners ?? 1) - 1 }, (_, index) => `planner-${index + 2}`);
  return [
    spec("planner", "planner", both),
    ...standBy.map((name) => spec(name, "planner", both)),
    spec("ledger", "ledger", both),
    spec("api", "api", { ...both, SLUICE_PEPPER: pepper }, []),
    ...deliveryNatsUrls.map((url, index) => ({
      ...spec(`delivery-${index + 1}`, "delivery", { ...delivery, NATS_URL: url }),
      launcher: options.deliveryLaunchers?.[index] ?? [],
    })),
  ];
}

const profileArgs = (folder: string): string[] => ["--cpu-prof", `--cpu-prof-dir=${folder}`];

async function openWorkspace(
  store: Store,
  pepper: Uint8Array,
  workspace: { apiUrl: string; workspaceId: string; requestsPerMinute: number },
): Promise<BenchPeople> {
  const { apiUrl, workspaceId, requestsPerMinute } = workspace;
  await ensureWorkspace(store, { workspaceId, name: workspaceId, requestsPerMinute });
  const scopes = ["view", "create_manage", "publish", "approve", "send"] as const;
  const keyOf = async (actor: string) =>
    (await createApiKey(store, pepper, { workspaceId, actor, scopes })).secret;
  const [authorKey, approverKey] = await Promise.all([keyOf("author"), keyOf("approver")]);
  return { apiUrl, workspaceId, authorKey, approverKey };
}
