// NATS and Postgres of a stage: one nats-server, or three that hold the streams together.
import {
  type RunningNats,
  type RunningPostgres,
  startNats,
  startPostgres,
  startTestCluster,
  startTestNats,
  startTestPostgres,
} from "@sluice/embedded";

export type NatsServerCount = 1 | 3;

export interface StageServers {
  nats: readonly RunningNats[];
  postgres: RunningPostgres;
  /** All addresses, with commas. */
  natsUrl: string;
  databaseUrl: string;
  /** The one that decides what is written to this stream. */
  leaderOf(stream: string): Promise<RunningNats | undefined>;
  stop(): Promise<void>;
}

const FILE_STORE_BYTES = 16 * 1024 ** 3;

/** Made if they are missing; each belongs to its server alone. */
export interface DataFolders {
  nats: string;
  postgres: string;
}

/** One of each. */
export async function startServersIn(folders: DataFolders): Promise<StageServers> {
  const [nats, postgres] = await Promise.all([
    startNats({ dataDir: folders.nats, maxFileStoreBytes: FILE_STORE_BYTES }),
    startPostgres({ dataDir: folders.postgres }),
  ]);
  return joined(aloneOnTheBus(nats), postgres);
}

/** @param host of one server alone; a cluster is on loopback. */
export async function startStageServers(count: NatsServerCount, host?: string): Promise<StageServers> {
  const [bus, postgres] = await Promise.all([startBus(count, host), startTestPostgres()]);
  return joined(bus, postgres);
}

type StageBus = Pick<StageServers, "nats" | "natsUrl" | "leaderOf" | "stop">;

async function joined(bus: StageBus, postgres: RunningPostgres): Promise<StageServers> {
  return {
    ...bus,
    postgres,
    databaseUrl: await postgres.createDatabase("sluice"),
    stop: async () => void (await Promise.all([bus.stop(), postgres.stop()])),
  };
}

async function startBus(count: NatsServerCount, host?: string): Promise<StageBus> {
  const options = { maxFileStoreBytes: FILE_STORE_BYTES };
  if (count === 1)
    return aloneOnTheBus(await startTestNats({ ...options, ...(host === undefined ? {} : { host }) }));
  const cluster = await startTestCluster(options);
  return {
    nats: cluster.nodes,
    natsUrl: cluster.url,
    leaderOf: (stream) => cluster.leaderOf(stream),
    stop: () => cluster.stop(),
  };
}

const aloneOnTheBus = (nats: RunningNats): StageBus => ({
  nats: [nats],
  natsUrl: nats.url,
  leaderOf: () => Promise.resolve(nats),
  stop: () => nats.stop(),
});
