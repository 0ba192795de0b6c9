// Access tokens and signatures over real processes, threads and sockets.
import { AccessTokens, SealedSecrets } from "@sluice/bus";
import type { AuthorizationSettings } from "@sluice/schema";
import { type Endpoint, eventually, startEndpoint } from "@sluice/testkit";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import {
  randomSigningSecret,
  openStage,
  outcomesOf,
  putSigning,
  SIGNING_SECRET,
  type Stage,
  startRun,
  stopChild,
  untilAnswered,
  vault,
} from "./stage.ts";

const CANARY = "canary-secret-55d0";
/** Longer than a busy machine needs for an answer: an attempt that times out would be one more. */
const ANSWERED = { timeoutMs: 20_000 };
const PATIENCE = { timeoutMs: 150_000 };
vi.setConfig({ testTimeout: 400_000 });

let stage: Stage;
let provider: Endpoint;
const state = { isDown: false, issued: 0 };

beforeAll(async () => {
  stage = await openStage();
  provider = await startEndpoint(() => {
    if (state.isDown) return { status: 500 };
    state.issued += 1;
    return {
      status: 200,
      body: JSON.stringify({ access_token: `canary-token-${state.issued}`, expires_in: 3600 }),
    };
  });
});
afterAll(async () => {
  await provider.close();
  await stage[Symbol.asyncDispose]();
});

async function putConfiguration(id: string, settings: AuthorizationSettings, version = 1): Promise<void> {
  const sealedFor = { workspaceId: "local", kind: "authorization", id, version } as const;
  const sealed = vault.seal(JSON.stringify(settings), sealedFor);
  const configuration = { v: 1, type: settings.type, version, sealed } as const;
  await untilAnswered(async () => {
    const secrets = await SealedSecrets.open(stage.bus);
    await secrets.putConfiguration("local", id, configuration);
  });
}

const oauth2 = (): AuthorizationSettings => ({
  type: "OAUTH2",
  grant_type: "CLIENT_CREDENTIALS",
  token_type: "OPAQUE",
  request: {
    method: "POST",
    url: `${provider.url}/token`,
    url_parameters: [],
    headers: [],
    body: { type: "FORM", form: [{ key: "client_secret", value: CANARY }] },
  },
  response_mapping: { access_token: "access_token", expires_in: "expires_in", expiry_claim: "exp" },
  prefix: "Bearer",
  reattempt_error_codes: [401],
});

const endsOf = (outcomes: Map<string, string[]>): Set<string> =>
  new Set([...outcomes.values()].map((ends) => ends.join("+")));

test("four threads of two processes share one token; every request carries it and a signature that verifies", async () => {
  state.issued = 0;
  await using endpoint = await startEndpoint(() => ({ status: 200 }));
  const id = "1".repeat(24);
  await putConfiguration(id, oauth2());
  const deliveries = [await stage.startDelivery(), await stage.startDelivery()];
  const authorization = { configuration_id: id, prefix: "Token" };
  const run = await startRun(stage.bus, {
    ...ANSWERED,
    url: endpoint.url,
    recipients: 2_000,
    batchSize: 100,
    authorization,
  });
  expect(endsOf(await outcomesOf(stage.bus, run))).toEqual(new Set(["delivered"]));
  expect(new Set(endpoint.requests.map(({ headers }) => headers.authorization))).toEqual(
    new Set(["Token canary-token-1"]),
  );
  expect(state.issued).toBe(1);
  const webhook = new Webhook(SIGNING_SECRET);
  for (const { body, headers } of endpoint.requests.slice(0, 200)) {
    const own = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
    expect(() => webhook.verify(body, own)).not.toThrow();
    expect(own).toMatchObject({ "x-attempt": "1", "idempotency-key": expect.any(String) });
  }
  expect(new Set(endpoint.requests.map(({ headers }) => headers["webhook-id"])).size).toBe(2_000);
  await Promise.all(deliveries.map((child) => stopChild(child)));
});

test("a token that is revoked is fetched anew once, and everybody who was refused is sent once more", async () => {
  state.issued = 0;
  // Revoked with the request that makes 200, however slowly this process follows what it sees.
  let answered = 0;
  await using endpoint = await startEndpoint(({ headers }) => {
    const isRevoked = answered++ >= 200;
    if (isRevoked) stage.permitsPerSlot = undefined;
    return { status: headers.authorization === `Bearer canary-token-${isRevoked ? 2 : 1}` ? 200 : 401 };
  });
  const id = "2".repeat(24);
  await putConfiguration(id, oauth2());
  stage.permitsPerSlot = 20;
  const delivery = await stage.startDelivery();
  const run = await startRun(stage.bus, {
    ...ANSWERED,
    url: endpoint.url,
    recipients: 1_000,
    batchSize: 250,
    authorization: { configuration_id: id },
  });
  expect(endsOf(await outcomesOf(stage.bus, run))).toEqual(new Set(["delivered"]));
  expect(state.issued).toBe(2);
  // A busy machine may lose a lease: who is then sent anew is marked.
  const unmarked = endpoint.requests.filter(({ headers }) => headers["x-maybe-duplicate"] === undefined);
  const attempts = Map.groupBy(unmarked, ({ headers }) => String(headers["idempotency-key"]));
  const numbers = [...attempts.values()].map((of) => of.map(({ headers }) => headers["x-attempt"]).join());
  expect(new Set(numbers)).toEqual(new Set(["1", "1,2"]));
  await stopChild(delivery);
});

test("while no token can be had nobody is sent and no attempt is spent; the entry says FAILED, then all are delivered", async () => {
  state.isDown = true;
  await using endpoint = await startEndpoint(() => ({ status: 200 }));
  const id = "3".repeat(24);
  await putConfiguration(id, oauth2());
  const delivery = await stage.startDelivery();
  const authorization = { configuration_id: id };
  const run = await startRun(stage.bus, {
    ...ANSWERED,
    url: endpoint.url,
    recipients: 50,
    batchSize: 50,
    authorization,
  });
  const tokens = await AccessTokens.open(stage.bus);
  const entry = async () => (await tokens.get({ workspaceId: "local", configurationId: id })).entry;
  await eventually(async () => (await entry())?.status === "FAILED", PATIENCE);
  expect(endpoint.requests.length).toBe(0);
  state.isDown = false;
  expect(endsOf(await outcomesOf(stage.bus, run))).toEqual(new Set(["delivered"]));
  expect(endpoint.requests.every(({ headers }) => headers["x-attempt"] === "1")).toBe(true);
  expect(await entry()).toMatchObject({ status: "ACTIVE", status_reason: null });
  await stopChild(delivery);
});

test("name and password, and headers as they are written; new settings are used from the next request on", async () => {
  await using endpoint = await startEndpoint(({ headers }) => {
    // Slowly until somebody comes with the new settings: the run outlasts the change, however slow this process is.
    if (headers["x-api-key"] === `${CANARY}-2`) stage.permitsPerSlot = undefined;
    return { status: 200, delayMs: 5 };
  });
  const id = "4".repeat(24);
  await putConfiguration(id, {
    type: "STATIC_HEADERS",
    headers: [{ key: "X-Api-Key", value: `${CANARY}-1` }],
  });
  stage.permitsPerSlot = 1;
  const delivery = await stage.startDelivery();
  const authorization = { configuration_id: id };
  const run = await startRun(stage.bus, {
    ...ANSWERED,
    url: endpoint.url,
    recipients: 300,
    batchSize: 300,
    authorization,
  });
  await endpoint.received(1, PATIENCE.timeoutMs);
  await putConfiguration(
    id,
    { type: "STATIC_HEADERS", headers: [{ key: "X-Api-Key", value: `${CANARY}-2` }] },
    2,
  );
  await outcomesOf(stage.bus, run);
  const keys = endpoint.requests.map(({ headers }) => String(headers["x-api-key"]));
  expect(new Set(keys)).toEqual(new Set([`${CANARY}-1`, `${CANARY}-2`]));
  expect(keys.at(-1)).toBe(`${CANARY}-2`);
  await stopChild(delivery);
});

test("a signing secret that is replaced while a run is sent signs beside the new one for the overlap, and no longer", async () => {
  await using endpoint = await startEndpoint(() => ({ status: 200 }));
  const newSecret = randomSigningSecret();
  const old = { secret: SIGNING_SECRET };
  stage.permitsPerSlot = 5;
  const delivery = await stage.startDelivery();
  const run = await startRun(stage.bus, {
    ...ANSWERED,
    url: endpoint.url,
    recipients: 3_000,
    batchSize: 3_000,
  });
  const verifiersOf = ({ body, headers }: Endpoint["requests"][number]): string => {
    const own = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
    const verifies = (secret: string): boolean => {
      try {
        new Webhook(secret).verify(body, own);
        return true;
      } catch {
        return false;
      }
    };
    return [verifies(old.secret) && "old", verifies(newSecret) && "new"].filter(Boolean).join("+");
  };
  const lastIs = (by: string) => () => {
    const last = endpoint.requests.at(-1);
    return last !== undefined && verifiersOf(last) === by;
  };
  await eventually(lastIs("old"), PATIENCE);
  await putSigning(stage.bus, [{ secret: newSecret }, { ...old, retiresAtMs: Date.now() + 3_600_000 }]);
  await eventually(lastIs("old+new"), PATIENCE);
  await putSigning(stage.bus, [{ secret: newSecret }, { ...old, retiresAtMs: Date.now() - 1 }]);
  await eventually(lastIs("new"), PATIENCE);
  stage.permitsPerSlot = undefined;
  await outcomesOf(stage.bus, run);
  const order = endpoint.requests.map(verifiersOf);
  expect([...new Set(order)]).toEqual(["old", "old+new", "new"]);
  expect(endpoint.requests.every(({ headers }) => headers["x-attempt"] === "1")).toBe(true);
  await putSigning(stage.bus, [old]);
  await stopChild(delivery);
});

test("nothing that is secret stands in any stream or bucket of the server", async () => {
  let messageCount = 0;
  for await (const { config, state: held } of stage.bus.jsm.streams.list()) {
    for (let seq = held.first_seq; seq <= held.last_seq; seq++) {
      const message = await stage.bus.jsm.streams.getMessage(config.name, { seq }).catch(() => null);
      if (message === null) continue;
      messageCount += 1;
      const text = Buffer.from(message.data).toString("utf8") + JSON.stringify(message.header ?? "");
      expect(text).not.toMatch(/canary-(?:secret|token)|whsec_/);
    }
  }
  expect(messageCount).toBeGreaterThan(10);
});
