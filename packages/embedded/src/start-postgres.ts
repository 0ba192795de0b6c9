// Postgres on loopback, out of an npm package. What it commits is on the disk.
//
//   P1. Nobody connects without the password, generated once, in a file that only its owner may read.
//   P2. The port is chosen once: clients reconnect to the same place after any restart.
//   P3. It never runs as root (unprivileged.ts).
import { execFile } from "node:child_process";
import { realpath } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { EmbeddedError } from "./embedded-error.ts";
import { lockFolder } from "./folder-lock.ts";
import { generatedSecret } from "./generated-secret.ts";
import { stopLeftOver } from "./left-over.ts";
import { findPostgres, type PostgresBinaries } from "./postgres-binaries.ts";
import { ensureCluster, POSTGRES_USER } from "./postgres-cluster.ts";
import { answersQueries, ensureDatabase, ensureLogin } from "./postgres-connection.ts";
import { postgresArguments } from "./postgres-settings.ts";
import { type OnProgress, sayNothing } from "./progress.ts";
import { rememberPorts } from "./remembered-ports.ts";
import type { RunningServer } from "./running-server.ts";
import { removeStalePostmasterLock } from "./stale-postmaster.ts";
import { stopThen } from "./stop-all.ts";
import { SupervisedServer } from "./supervised-server.ts";
import { chooseUnprivileged } from "./unprivileged.ts";

export interface StartPostgresOptions {
  /** Made if it is missing; belongs to this server alone. */
  dataDir: string;
  /** Folder of `postgres` and `initdb`. Default: of the npm package, else the newest that is installed. */
  binFolder?: string;
  /** For tests only: a power cut may ruin the databases. */
  unsafeWithoutFsync?: boolean;
  onProgress?: OnProgress;
  onFailure?: (error: EmbeddedError) => void;
}

export interface RunningPostgres extends RunningServer {
  /** `postgres://user:password@127.0.0.1:port/postgres`: the maintenance database; keep your tables elsewhere. */
  readonly url: string;
  readonly port: number;
  /** The address of a database on this server, whether it exists or not. */
  databaseUrl(name: string): string;
  /**
   * Lets a role log in, with a password that is generated once and kept in a file that only its owner may read; makes the
   * role if there is none. @returns the address of a database as this role.
   */
  loginAs(role: string, database: string): Promise<string>;
  /** Makes the database if there is none of that name (70-115 ms), from a template if one is named. @returns its address. */
  createDatabase(name: string, options?: { template?: string }): Promise<string>;
}

const READY_TIMEOUT_MS = 60_000; // after a crash, the log since the last checkpoint (2 GB at most) is replayed first
const STOP_GRACE_MS = 20_000;
const run = promisify(execFile);

/** @throws EmbeddedError POSTGRES_*, CANNOT_DROP_ROOT, DATA_FOLDER_IN_USE, NO_FREE_PORT, START_FAILED, START_TIMEOUT */
export async function startPostgres(options: StartPostgresOptions): Promise<RunningPostgres> {
  const lock = await lockFolder(options.dataDir);
  try {
    const folder = await realpath(options.dataDir);
    const place = await preparePlace(folder, options);
    await place.server.start();
    return describePostgres(place, () => lock.release());
  } catch (cause) {
    await lock.release();
    throw cause;
  }
}

interface PostgresPlace {
  folder: string;
  server: SupervisedServer;
  port: number;
  password: string;
  version: string;
}

async function preparePlace(folder: string, options: StartPostgresOptions): Promise<PostgresPlace> {
  const { onProgress = sayNothing } = options;
  const hasFsync = options.unsafeWithoutFsync !== true;
  const binaries = await findPostgres(join(folder, "libraries"), options.binFolder);
  const version = await askVersion(binaries);
  const search = {
    folder,
    processName: "postgres",
    stopSignal: "SIGINT" as const,
    graceMs: STOP_GRACE_MS,
    onProgress,
  };
  await stopLeftOver(search); // before its cluster is touched, and its port is found taken
  const unprivileged = await chooseUnprivileged(
    { file: binaries.postgres, args: ["--version"], env: binaries.env },
    folder,
  );
  const password = await generatedSecret(join(folder, "password"));
  const plan = {
    folder,
    binaries,
    major: Number.parseInt(version),
    password,
    unprivileged,
    hasFsync,
    onProgress,
  };
  const clusterFolder = await ensureCluster(plan);
  const { postgres: port } = await rememberPorts(join(folder, "ports.json"), ["postgres"], onProgress);
  const args = postgresArguments({ clusterFolder, port, hasFsync });
  const server = new SupervisedServer({
    ...search,
    launch: unprivileged.command({ file: binaries.postgres, args, env: binaries.env }),
    logPath: join(folder, "postgres.log"),
    beforeSpawn: () => removeStalePostmasterLock(clusterFolder),
    readyTimeoutMs: READY_TIMEOUT_MS,
    isReady: () => answersQueries(urlOf({ password, port }, "postgres")),
    onFailure: options.onFailure ?? (() => undefined),
  });
  return { folder, server, port, password, version };
}

async function askVersion({ postgres, env }: PostgresBinaries): Promise<string> {
  const { stdout } = await run(postgres, ["--version"], { env });
  return /\d+(\.\d+)*/.exec(stdout)?.[0] ?? "0";
}

interface Login {
  /** Default: the owner of everything. */
  user?: string;
  password: string;
  port: number;
}

function urlOf({ user = POSTGRES_USER, password, port }: Login, database: string): string {
  return `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
}

function describePostgres(place: PostgresPlace, release: () => Promise<void>): RunningPostgres {
  const { folder, server, port, version } = place;
  const url = urlOf(place, "postgres");
  const stop = () => stopThen(server, release);
  return {
    url,
    port,
    version,
    databaseUrl: (name) => urlOf(place, name),
    createDatabase: async (name, { template } = {}) => {
      await ensureDatabase(url, name, template);
      return urlOf(place, name);
    },
    loginAs: async (role, database) => {
      const password = await generatedSecret(join(folder, `password-${role}`));
      await ensureLogin(url, role, password);
      return urlOf({ user: role, password, port }, database);
    },
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
