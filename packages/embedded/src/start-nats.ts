// NATS with JetStream on loopback. What it acknowledges is on the disk.
//
//   N1. Nobody connects without a password; passwords are generated once, in files that only their owner may read.
//   N2. Ports and the store's limit are chosen once: clients reconnect to the same place after any restart.
import { realpath } from "node:fs/promises";
import { join } from "node:path";
import { acquireNatsServer } from "./acquire-nats-server.ts";
import type { EmbeddedError } from "./embedded-error.ts";
import { fileStoreLimitBytes } from "./file-store-limit.ts";
import { lockFolder } from "./folder-lock.ts";
import type { NatsServerBinary } from "./inspect-nats-server.ts";
import { type LeftOverSearch, stopLeftOver } from "./left-over.ts";
import { type ClusterPlace, natsConfig } from "./nats-config.ts";
import { type NatsUsers, natsUsers, userNamed } from "./nats-passwords.ts";
import type { NatsRights, NatsUser } from "./nats-users.ts";
import { writePrivateFile } from "./private-file.ts";
import { type OnProgress, sayNothing } from "./progress.ts";
import { rememberPorts } from "./remembered-ports.ts";
import type { RunningServer } from "./running-server.ts";
import { stopThen } from "./stop-all.ts";
import { SupervisedServer } from "./supervised-server.ts";

export interface StartNatsOptions {
  /** Made if it is missing; belongs to this server alone. */
  dataDir: string;
  /** Default: what acquireNatsServer() finds. */
  binary?: NatsServerBinary;
  /** Default: 20 GB, or 70 % of what is free at the first start if that is less. */
  maxFileStoreBytes?: number;
  /** Users beside the operator's `sluice` and the dashboard's, by name, each with what it may do. */
  users?: Readonly<Record<string, NatsRights>>;
  /** Subjects that the dashboard's user may read. Default: `metrics.>`. */
  dashboardSubjects?: readonly string[];
  /** Origins of pages that may connect over WebSocket, e.g. `http://127.0.0.1:3000`. Default: any. */
  allowedOrigins?: readonly string[];
  /** For tests only: acknowledged messages may be lost with the machine's power. */
  unsafeWithoutFsync?: boolean;
  /** Address that clients reach it at. Default: 127.0.0.1. */
  host?: string;
  /** One of several. It is ready once most of them are: start them together. */
  cluster?: ClusterPlace;
  /** Of the user `sluice`. Default: one that is generated once. */
  password?: string;
  env?: NodeJS.ProcessEnv;
  onProgress?: OnProgress;
  onFailure?: (error: EmbeddedError) => void;
}

export interface NatsCredentials {
  user: string;
  password: string;
}

export interface RunningNats extends RunningServer {
  /** `nats://user:password@host:port`. Clients that ignore what stands before the @ take address and credentials. */
  readonly url: string;
  /** The same for one of `users`. @throws EmbeddedError NO_SUCH_USER */
  urlOf(user: string): string;
  /** `host:port` */
  readonly address: string;
  readonly credentials: NatsCredentials;
  /** `http://127.0.0.1:port`, with /healthz, /varz, /jsz. */
  readonly monitoringUrl: string;
  /** `ws://127.0.0.1:port` */
  readonly websocketUrl: string;
  /** Over WebSocket only; may read `dashboardSubjects` and publish nothing. */
  readonly dashboardCredentials: NatsCredentials;
}

const READY_TIMEOUT_MS = 30_000; // a large store is read through at the start
const STOP_GRACE_MS = 10_000;
const MAX_REASON_LENGTH = 200;
/**
 * Go collects when its heap has grown by so many percent since the last time. 100 by default: then most of what the server holds
 * is garbage, buffers of 8 MB for blocks of streams above all. At 15 it holds 48 MiB after a million requests at full speed instead of 70
 * at 40, and a request costs it 5.1 µs beside 4.8 (the second in a run that was 4 % cheaper throughout): its heap is small, and buffers hold nothing that has to be followed.
 */
const COLLECT_AT_GROWTH_PERCENT = 15;

/** @throws EmbeddedError NATS_*, DATA_FOLDER_IN_USE, NO_FREE_PORT, START_FAILED, START_TIMEOUT */
export async function startNats(options: StartNatsOptions): Promise<RunningNats> {
  const { env = process.env, onProgress = sayNothing } = options;
  const binary = options.binary ?? (await acquireNatsServer({ env, onProgress }));
  const lock = await lockFolder(options.dataDir);
  try {
    const folder = await realpath(options.dataDir);
    const search = {
      folder,
      processName: "nats-server",
      stopSignal: "SIGTERM" as const,
      graceMs: STOP_GRACE_MS,
      onProgress,
    };
    await stopLeftOver(search); // before its ports are found taken
    const place = await preparePlace(folder, options, onProgress);
    const server = superviseNats(search, binary, place.ports.monitoring, options);
    await server.start();
    return describeNats(server, place, binary.version, () => lock.release());
  } catch (cause) {
    await lock.release();
    throw cause;
  }
}

interface NatsPlace {
  host: string;
  ports: { client: number; monitoring: number; websocket: number };
  users: NatsUsers;
}

/** Everything the server reads, written into its folder. */
async function preparePlace(
  folder: string,
  options: StartNatsOptions,
  onProgress: OnProgress,
): Promise<NatsPlace> {
  const ports = await rememberPorts(
    join(folder, "ports.json"),
    ["client", "monitoring", "websocket"],
    onProgress,
  );
  const host = options.host ?? "127.0.0.1";
  const users = await natsUsers(folder, options);
  const limit = await fileStoreLimitBytes(join(folder, "limits.json"), folder, options.maxFileStoreBytes);
  const config = natsConfig({
    host,
    ports,
    storeFolder: folder,
    maxFileStoreBytes: limit,
    hasFsync: options.unsafeWithoutFsync !== true,
    users: [users.operator, users.dashboard, ...users.apps],
    ...(options.allowedOrigins && { allowedOrigins: options.allowedOrigins }),
    ...(options.cluster && { cluster: options.cluster }),
  });
  await writePrivateFile(join(folder, "nats.conf"), config);
  return { host, ports, users };
}

function superviseNats(
  search: LeftOverSearch,
  binary: NatsServerBinary,
  monitoringPort: number,
  { onFailure = () => undefined, cluster }: StartNatsOptions,
): SupervisedServer {
  const askHealth = (signal: AbortSignal) => fetch(`http://127.0.0.1:${monitoringPort}/healthz`, { signal });
  return new SupervisedServer({
    ...search,
    launch: {
      file: binary.path,
      args: ["-c", join(search.folder, "nats.conf")],
      env: { GOGC: String(COLLECT_AT_GROWTH_PERCENT) },
    },
    logPath: join(search.folder, "nats-server.log"),
    readyTimeoutMs: READY_TIMEOUT_MS,
    isReady: async (signal) => (await askHealth(signal)).ok,
    // One of several is also unwell while it waits for the others.
    ...(cluster === undefined && { whyStuck: async (signal) => whyUnwell(await askHealth(signal)) }),
    onFailure,
  });
}

const whyUnwell = async (health: Response): Promise<string | undefined> =>
  health.ok ? undefined : (await health.text()).slice(0, MAX_REASON_LENGTH).replaceAll("\n", " ");

function describeNats(
  server: SupervisedServer,
  { host, ports, users }: NatsPlace,
  version: string,
  release: () => Promise<void>,
): RunningNats {
  const address = `${host}:${ports.client}`;
  const stop = () => stopThen(server, release);
  return {
    url: urlOf(users.operator, address),
    urlOf: (name) => urlOf(userNamed(users, name), address),
    address,
    credentials: credentialsOf(users.operator),
    monitoringUrl: `http://127.0.0.1:${ports.monitoring}`,
    websocketUrl: `ws://127.0.0.1:${ports.websocket}`,
    dashboardCredentials: credentialsOf(users.dashboard),
    version,
    get pid() {
      return server.pid;
    },
    kill: (signal) => server.kill(signal),
    crash: (whileDown) => server.crash(whileDown),
    restart: () => server.restart(),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

const urlOf = ({ user, password }: NatsUser, address: string): string =>
  `nats://${user}:${password}@${address}`;

const credentialsOf = ({ user, password }: NatsUser): NatsCredentials => ({ user, password });
