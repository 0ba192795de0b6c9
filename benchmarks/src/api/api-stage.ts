// The API for one benchmark: real servers with real durability, as many API processes as wanted, and a workspace whose
// quotas are off.
import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import {
  createApiKey,
  ensureWorkspace,
  migrate,
  openStore,
  setQuotaSettings,
  type Store,
} from "@sluice/store";
import { AppProcess } from "../stage/app-process.ts";
import { type StageServers, startStageServers } from "../stage/start-stage-servers.ts";

export interface ApiStageOptions {
  /** Holds logs. */
  folder: string;
  apiProcesses: number;
  /** CPU profiles of the API processes go there when they end. */
  profileFolder?: string;
}

export interface ApiStage extends AsyncDisposable {
  servers: StageServers;
  store: Store;
  apis: readonly AppProcess[];
  /** Headers of a key that may write campaigns. */
  headers: Record<string, string>;
}

const WORKSPACE = "bench";
const QUOTAS_OFF = { preset: "off", limits: {} };

export async function openApiStage({
  folder,
  apiProcesses,
  profileFolder,
}: ApiStageOptions): Promise<ApiStage> {
  const logsFolder = join(folder, "logs");
  await mkdir(logsFolder, { recursive: true });
  const servers = await startStageServers(1);
  const store = openStore({ databaseUrl: servers.databaseUrl, applicationName: "sluice-bench" });
  const pepper = randomBytes(32);
  const env = {
    DATABASE_URL: servers.databaseUrl,
    NATS_URL: servers.natsUrl,
    SLUICE_PEPPER: pepper.toString("hex"),
    SLUICE_KEYS: `bench:${randomBytes(32).toString("base64")}`,
  };
  const nodeArgs = profileFolder === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${profileFolder}`];
  const apis = Array.from(
    { length: apiProcesses },
    (_, index) => new AppProcess({ name: `api-${index + 1}`, app: "api", env, nodeArgs, logsFolder }),
  );
  const close = async () => {
    await Promise.all(apis.map((api) => api.stop()));
    await store.close();
    await servers.stop();
  };
  try {
    await migrate(store);
    await ensureWorkspace(store, { workspaceId: WORKSPACE, name: "Benchmark" });
    await setQuotaSettings(store.db, WORKSPACE, QUOTAS_OFF, Date.now());
    const key = { workspaceId: WORKSPACE, actor: "author", scopes: ["view", "create_manage"] as const };
    const { secret } = await createApiKey(store, pepper, key);
    await Promise.all(apis.map((api) => api.start()));
    const authorization = `Basic ${Buffer.from(`${WORKSPACE}:${secret}`).toString("base64")}`;
    return {
      servers,
      store,
      apis,
      headers: { authorization, "content-type": "application/json" },
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
