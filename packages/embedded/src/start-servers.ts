// Both neighbours of Sluice, ready to use: the operator's own where NATS_URL or DATABASE_URL name them, else embedded ones.
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { EmbeddedError } from "./embedded-error.ts";
import { lockFolder } from "./folder-lock.ts";
import { writePrivateJson } from "./private-file.ts";
import type { ProcessIdentity } from "./process-identity.ts";
import { type OnProgress, sayNothing } from "./progress.ts";
import { type RunningServers, runningServersPath } from "./running-servers.ts";
import { type RunningNats, startNats, type StartNatsOptions } from "./start-nats.ts";
import { type RunningPostgres, startPostgres } from "./start-postgres.ts";
import { stopAll, stopThen } from "./stop-all.ts";

export interface StartServersOptions {
  /** Holds everything of both servers; one owner process at a time. */
  dataDir: string;
  /** `NATS_URL` and `DATABASE_URL` replace the embedded servers; `NATS_SERVER_BIN` names the binary to run. */
  env?: NodeJS.ProcessEnv;
  /** The database that is made in the embedded Postgres. Default `sluice`. */
  database?: string;
  nats?: Pick<StartNatsOptions, "maxFileStoreBytes" | "dashboardSubjects" | "allowedOrigins" | "users">;
  /** For tests only: what is acknowledged may be lost with the machine's power. */
  unsafeWithoutFsync?: boolean;
  onProgress?: OnProgress;
  /** An embedded server died too often and stays down. */
  onFailure?: (error: EmbeddedError) => void;
}

export interface StartedServers extends AsyncDisposable {
  /** With credentials; keep it out of logs. */
  readonly natsUrl: string;
  /** With credentials; keep it out of logs. */
  readonly databaseUrl: string;
  /** `undefined` when NATS_URL names another. */
  readonly nats: RunningNats | undefined;
  /** `undefined` when DATABASE_URL names another. */
  readonly postgres: RunningPostgres | undefined;
  /** Clean stop of what was started here; frees the data folder. */
  stop(): Promise<void>;
}

/** Ready when it resolves; if one server fails, the other is stopped. @throws EmbeddedError */
export async function startServers(options: StartServersOptions): Promise<StartedServers> {
  const { env = process.env } = options;
  const natsUrl = urlFrom(env, "NATS_URL", /^(nats|tls):\/\/[^/]/);
  const databaseUrl = urlFrom(env, "DATABASE_URL", /^postgres(ql)?:\/\/./);
  const lock = await lockFolder(options.dataDir);
  try {
    const [nats, postgres] = await startBoth([
      natsUrl === undefined ? () => startNats(natsOptions(options, env)) : undefined,
      databaseUrl === undefined ? () => startOwnPostgres(options) : undefined,
    ]);
    const urls = {
      natsUrl: natsUrl ?? nats?.url ?? "",
      databaseUrl: databaseUrl ?? postgres?.databaseUrl(databaseOf(options)) ?? "",
    };
    await announce(options.dataDir, lock.owner, urls, nats);
    const stop = async () => {
      await rm(runningServersPath(options.dataDir), { force: true });
      await stopThen({ stop: () => stopAll([nats, postgres]) }, () => lock.release());
    };
    return { ...urls, nats, postgres, stop, [Symbol.asyncDispose]: stop };
  } catch (cause) {
    await lock.release();
    throw cause;
  }
}

type Start<T> = (() => Promise<T>) | undefined;

async function startBoth(starts: [Start<RunningNats>, Start<RunningPostgres>]) {
  const [nats, postgres] = await Promise.allSettled([starts[0]?.(), starts[1]?.()]);
  if (nats.status === "fulfilled" && postgres.status === "fulfilled")
    return [nats.value, postgres.value] as const;
  await stopAll([nats, postgres].map((start) => (start.status === "fulfilled" ? start.value : undefined)));
  throw nats.status === "rejected" ? nats.reason : (postgres as PromiseRejectedResult).reason;
}

function natsOptions(options: StartServersOptions, env: NodeJS.ProcessEnv): StartNatsOptions {
  return { ...options.nats, ...commonOptions(options), dataDir: join(options.dataDir, "nats"), env };
}

async function startOwnPostgres(options: StartServersOptions): Promise<RunningPostgres> {
  const postgres = await startPostgres({
    ...commonOptions(options),
    dataDir: join(options.dataDir, "postgres"),
  });
  try {
    await postgres.createDatabase(databaseOf(options));
    return postgres;
  } catch (cause) {
    await postgres.stop();
    throw cause;
  }
}

function commonOptions({
  onProgress = sayNothing,
  onFailure,
  unsafeWithoutFsync = false,
}: StartServersOptions) {
  return { onProgress, unsafeWithoutFsync, ...(onFailure && { onFailure }) };
}

function databaseOf(options: StartServersOptions): string {
  return options.database ?? "sluice";
}

/** So that another process finds them: running-servers.ts. */
function announce(
  dataDir: string,
  owner: ProcessIdentity,
  urls: { natsUrl: string; databaseUrl: string },
  nats: RunningNats | undefined,
): Promise<void> {
  const dashboard = nats && { websocketUrl: nats.websocketUrl, credentials: nats.dashboardCredentials };
  const servers: RunningServers = { owner, ...urls, ...(dashboard && { dashboard }) };
  return writePrivateJson(runningServersPath(dataDir), servers);
}

/** The value is not repeated in the message: it may hold a password. */
function urlFrom(env: NodeJS.ProcessEnv, name: string, shape: RegExp): string | undefined {
  const url = env[name]?.trim();
  if (!url) return undefined;
  if (shape.test(url)) return url;
  const example = name === "NATS_URL" ? "nats://host:4222" : "postgres://user@host:5432/database";
  throw new EmbeddedError(
    "INVALID_URL",
    `${name} is not an address of that kind; write it like ${example}, or unset it.`,
  );
}
