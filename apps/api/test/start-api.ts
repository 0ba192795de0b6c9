// The API over a real Postgres, with a key for each person of the tests.
import { randomBytes } from "node:crypto";
import { type RunningPostgres, startTestPostgres } from "@sluice/embedded";
import type { Notice, RunControl } from "@sluice/schema";
import {
  API_KEY_SCOPES,
  type ApiKeyScope,
  createApiKey,
  ensureWorkspace,
  openAppStore,
  openStore,
  type Store,
} from "@sluice/store";
import { createEgress, egressPolicy, fetchToken } from "@sluice/sender";
import { createLogger } from "@sluice/telemetry";
import { generateVaultKey, Vault } from "@sluice/vault";
import type { InjectOptions } from "fastify";
import type { Api } from "../src/api.ts";
import { connectPorts, type Neighbours } from "../src/connect-ports.ts";
import { filesOver } from "../src/segments/files-over.ts";
import { buildServer, DEFAULT_LIMITS, type ServerLimits } from "../src/server.ts";

export const WORKSPACE = "acme";

export interface Answer {
  status: number;
  /** Parsed; an answer that is no JSON as text. */
  body: any; // oxlint-disable-line typescript/no-explicit-any -- tests reach into answers of every shape
}

export interface Person {
  authorization: string;
  call(method: string, path: string, body?: unknown): Promise<Answer>;
}

export interface TestApi extends AsyncDisposable {
  app: Api;
  /** As the owner: sees and may do everything. */
  store: Store;
  controls: RunControl[];
  /** What was put on the bus: payloads of batches. While `isDown`, nothing is taken. */
  bus: { batches: string[]; isDown: boolean };
  vault: Vault;
  /** What the bus was given of secrets, by configuration or workspace. */
  sealed: ReadonlyMap<string, string>;
  /** What people were told of. */
  notices: Notice[];
  /** Every line that was logged. */
  logged: string[];
  person(actor: string, options?: { workspaceId?: string; scopes?: readonly ApiKeyScope[] }): Promise<Person>;
}

/** @param publishEvents where events go; left out, nowhere */
export async function startApi(
  limits: Partial<ServerLimits> = {},
  publishEvents: Neighbours["publishEvents"] = () => Promise.resolve("stored"),
): Promise<TestApi> {
  const postgres = await startTestPostgres({ unsafeWithoutFsync: true });
  const databaseUrl = await postgres.createDatabase("api");
  const store = openStore({ databaseUrl, applicationName: "api-test" });
  const asApi = await openAppStore("api", { databaseUrl, applicationName: "api" });
  const frequentStore = openStore({
    databaseUrl,
    applicationName: "api-frequent",
    isPipelined: true,
    ...(asApi.role !== null && { role: asApi.role }),
  });
  await ensureWorkspace(store, { workspaceId: WORKSPACE, name: "Acme", requestsPerMinute: 100_000 });

  const controls: RunControl[] = [];
  const bus = { batches: [] as string[], isDown: false };
  const logged: string[] = [];
  const notices: Notice[] = [];
  const pepper = randomBytes(32);
  const vault = new Vault([generateVaultKey(0)]);
  const sealed = new Map<string, string>();
  const egress = createEgress(egressPolicy({ SLUICE_ALLOW_CIDRS: "127.0.0.0/8" }));
  const ports = connectPorts({
    store: asApi,
    frequentStore,
    controls: { put: async (_workspaceId, _runId, control) => void controls.push(control) },
    publishBatch: async (_ref, payload) => {
      if (bus.isDown) throw new Error("the bus is away");
      bus.batches.push(payload);
      return "published";
    },
    publishEvents,
    publishNotice: async (notice) => void notices.push(notice),
    pepper,
    vault,
    secrets: {
      putConfiguration: async (_workspaceId, id, shown) => void sealed.set(id, JSON.stringify(shown)),
      removeConfiguration: async (_workspaceId, id) => void sealed.delete(id),
      putSigning: async (workspaceId, shown) =>
        void sealed.set(`${workspaceId} signing`, JSON.stringify(shown)),
    },
    tokens: { remove: async () => undefined },
    fetchToken: (settings) => fetchToken(egress, settings, Date.now),
    egress,
    files: filesOver(egress),
    checks: { postgres: async () => void (await store.pool.query("select 1")) },
    nowMs: Date.now,
    log: createLogger("api", { destination: { write: (line: string) => void logged.push(line) } }),
  });
  const app = await buildServer(ports, { ...DEFAULT_LIMITS, ...limits });
  return {
    app,
    store,
    controls,
    bus,
    logged,
    notices,
    vault,
    sealed,
    person: async (actor, { workspaceId = WORKSPACE, scopes = API_KEY_SCOPES } = {}) => {
      const { secret } = await createApiKey(store, pepper, { workspaceId, actor, scopes });
      return personWith(app, `Basic ${Buffer.from(`${workspaceId}:${secret}`).toString("base64")}`);
    },
    [Symbol.asyncDispose]: () => stop(app, [asApi, frequentStore, store], postgres),
  };
}

async function stop(app: Api, stores: readonly Store[], postgres: RunningPostgres): Promise<void> {
  await app.close();
  for (const store of stores) await store.close();
  await postgres.stop();
}

export function personWith(app: Api, authorization: string): Person {
  return {
    authorization,
    call: async (method, path, body) => {
      const url = /^\/(?:v5|core-services)\//.test(path) ? path : `/v5/campaigns${path}`;
      const request = {
        method,
        url,
        headers: { authorization },
        ...(body === undefined ? {} : { payload: body }),
      };
      const response = await app.inject(request as InjectOptions);
      return { status: response.statusCode, body: parse(response.body) };
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A campaign that could be published as it stands. */
export const publishable = (changes: Record<string, unknown> = {}) => ({
  channel: "CONNECTOR",
  campaign_delivery_type: "ONE_TIME",
  basic_details: { name: "Winter sale" },
  campaign_content: {
    content: {
      connector: {
        url: "https://api.example.com/notify",
        body: { type: "JSON", json: { zeta: "{{UserAttribute['user_id']}}", alpha: 1 } },
      },
    },
  },
  segmentation_details: { is_all_user_campaign: true },
  scheduling_details: { delivery_type: "ASAP" },
  ...changes,
});

/** One field of each row of an answer. */
export const column = (rows: ReadonlyArray<Record<string, unknown>>, name: string): unknown[] =>
  rows.map((row) => row[name]);
