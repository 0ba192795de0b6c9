// The client against the API as it is run: its own process, over Postgres and NATS.
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestServers, type TestServers } from "@sluice/embedded";
import { API_KEY_SCOPES, createApiKey, ensureWorkspace, migrate, openStore } from "@sluice/store";
import { forkListening, type ListeningProcess } from "@sluice/testkit";
import { createSluiceClient, dataOf, type SluiceClient, SluiceError } from "../src/index.ts";

const MAIN = new URL("../../../apps/api/src/main.ts", import.meta.url);
const pepper = randomBytes(32);
let servers: TestServers;
let api: ListeningProcess;
let ana: SluiceClient;
let ben: SluiceClient;

beforeAll(async () => {
  servers = await startTestServers({ unsafeWithoutFsync: true });
  const store = openStore({ databaseUrl: servers.databaseUrl, applicationName: "client-test" });
  await migrate(store);
  await ensureWorkspace(store, { workspaceId: "acme", name: "Acme" });
  api = await forkListening(MAIN, {
    DATABASE_URL: servers.databaseUrl,
    NATS_URL: servers.natsUrl,
    PORT: "0",
    SLUICE_PEPPER: pepper.toString("hex"),
    SLUICE_KEYS: `test:${pepper.toString("base64")}`,
  });
  const clientOf = async (actor: string): Promise<SluiceClient> => {
    const key = { workspaceId: "acme", actor, scopes: API_KEY_SCOPES };
    const { secret } = await createApiKey(store, pepper, key);
    return createSluiceClient({ baseUrl: api.url, workspaceId: "acme", apiKey: secret });
  };
  ana = await clientOf("ana@example.com");
  ben = await clientOf("ben@example.com");
  await store.close();
});
afterAll(async () => {
  await api?.stop();
  await servers?.stop();
});

test("a campaign is written, submitted, approved by another person, and published", async () => {
  const { id } = dataOf(
    await ana.POST("/v5/campaigns", {
      body: {
        channel: "CONNECTOR",
        campaign_delivery_type: "ONE_TIME",
        basic_details: { name: "Winter sale" },
        segmentation_details: { is_all_user_campaign: true },
        campaign_content: {
          content: {
            connector: {
              url: "https://api.example.com/notify",
              body: { type: "JSON", json: { to: "{{UserAttribute['user_id']}}" } },
            },
          },
        },
        scheduling_details: { delivery_type: "ASAP" },
      },
    }),
  );
  const path = { params: { path: { id } } };
  expect(dataOf(await ana.POST("/v5/campaigns/{id}/validate", path))).toMatchObject({ valid: true });
  dataOf(await ana.POST("/v5/campaigns/{id}/submit", path));
  const seen = dataOf(await ben.GET("/v5/campaigns/{id}", path));
  dataOf(
    await ben.POST("/v5/campaigns/{id}/approve", { ...path, body: { content_hash: seen.content_hash } }),
  );
  const published = await ana.PATCH("/v5/campaigns/{id}/status", { ...path, body: { action: "PUBLISH" } });
  expect(dataOf(published)).toMatchObject({ id, action: "PUBLISH" });
});

test("a refusal is an error with a code and the path of each field", async () => {
  const refused = await ana
    .POST("/v5/campaigns", {
      body: { channel: "CONNECTOR", campaign_delivery_type: "ONE_TIME", basic_details: { name: "x" } },
    })
    .then(dataOf)
    .catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(SluiceError);
  expect(refused).toMatchObject({
    status: 400,
    code: "VALIDATION_FAILED",
    details: [{ target: "basic_details.name" }],
  });
});
