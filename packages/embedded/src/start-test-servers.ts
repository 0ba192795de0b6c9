// Real servers for one test file: a fresh folder below the system's temporary one, gone when the test is over.
import { join } from "node:path";
import { type OnProgress, sayNothing } from "./progress.ts";
import type { NatsRights } from "./nats-users.ts";
import { type RunningNats, startNats } from "./start-nats.ts";
import { type RunningPostgres, startPostgres, type StartPostgresOptions } from "./start-postgres.ts";
import { stopAll, stopThen } from "./stop-all.ts";
import { openTestFolder } from "./test-folder.ts";

export interface TestServerOptions {
  /** Users of NATS beside the operator's, each with its rights. */
  natsUsers?: Readonly<Record<string, NatsRights>>;
  /** Faster on slow disks; never for a test about durability. */
  unsafeWithoutFsync?: boolean;
  maxFileStoreBytes?: number;
  onProgress?: OnProgress;
}

export interface TestServers extends AsyncDisposable {
  readonly dataDir: string;
  readonly nats: RunningNats;
  readonly postgres: RunningPostgres;
  readonly natsUrl: string;
  /** A database named `sluice`. */
  readonly databaseUrl: string;
  createDatabase: RunningPostgres["createDatabase"];
  /** Stops both and removes the folder; so does `await using`. */
  stop(): Promise<void>;
}

/** One GB is more than a test stores, and several at once do not promise each other's space away. */
const TEST_FILE_STORE_BYTES = 1024 ** 3;

/** NATS alone, in about 0.1 s. @param host address that clients reach it at */
export function startTestNats({
  host = "127.0.0.1",
  ...options
}: TestServerOptions & { host?: string } = {}): Promise<RunningNats> {
  return inTestFolder((folder) =>
    startNats({
      ...testOptions(options),
      dataDir: join(folder, "nats"),
      host,
      ...(options.natsUsers && { users: options.natsUsers }),
    }),
  );
}

/** Postgres alone, in about a second. Give each test file a database of its own: `createDatabase`. */
export function startTestPostgres({
  binFolder,
  ...options
}: TestServerOptions & Pick<StartPostgresOptions, "binFolder"> = {}): Promise<RunningPostgres> {
  const chosen = binFolder === undefined ? {} : { binFolder };
  return inTestFolder((folder) =>
    startPostgres({ ...testOptions(options), ...chosen, dataDir: join(folder, "postgres") }),
  );
}

export function startTestServers(options: TestServerOptions = {}): Promise<TestServers> {
  return inTestFolder(async (dataDir) => {
    const starts = await Promise.allSettled([
      startNats({
        ...testOptions(options),
        dataDir: join(dataDir, "nats"),
        ...(options.natsUsers && { users: options.natsUsers }),
      }),
      startPostgres({ ...testOptions(options), dataDir: join(dataDir, "postgres") }),
    ]);
    const [nats, postgres] = starts;
    if (nats.status === "rejected" || postgres.status === "rejected") {
      await stopAll(starts.map((start) => (start.status === "fulfilled" ? start.value : undefined)));
      throw starts.find((start) => start.status === "rejected")?.reason;
    }
    return describe(dataDir, nats.value, postgres.value);
  });
}

async function describe(dataDir: string, nats: RunningNats, postgres: RunningPostgres): Promise<TestServers> {
  const stop = () => stopAll([nats, postgres]);
  const createDatabase: TestServers["createDatabase"] = (name, template) =>
    postgres.createDatabase(name, template);
  const databaseUrl = await createDatabase("sluice");
  return {
    dataDir,
    nats,
    postgres,
    natsUrl: nats.url,
    databaseUrl,
    createDatabase,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

export function testOptions({
  unsafeWithoutFsync = false,
  maxFileStoreBytes,
  onProgress = sayNothing,
}: TestServerOptions) {
  return { unsafeWithoutFsync, maxFileStoreBytes: maxFileStoreBytes ?? TEST_FILE_STORE_BYTES, onProgress };
}

/** The folder lives as long as what is started in it. */
export async function inTestFolder<T extends { stop(): Promise<void> } & AsyncDisposable>(
  start: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await openTestFolder();
  try {
    const started = await start(folder.path);
    const stopStarted = started.stop.bind(started);
    const stop = () => stopThen({ stop: stopStarted }, () => folder.remove());
    return Object.defineProperties(started, {
      stop: { value: stop },
      [Symbol.asyncDispose]: { value: stop },
    });
  } catch (cause) {
    await folder.remove();
    throw cause;
  }
}
