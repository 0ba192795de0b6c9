import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningPostgres, startTestPostgres } from "@sluice/embedded";
import {
  archiveApiKey,
  createApiKey,
  createApiKeyVerifier,
  ensureWorkspace,
  migrate,
  openStore,
  type Store,
} from "../src/index.ts";

const pepper = randomBytes(32);
let postgres: RunningPostgres;
let store: Store;

beforeAll(async () => {
  postgres = await startTestPostgres({ unsafeWithoutFsync: true });
  store = openStore({ databaseUrl: await postgres.createDatabase("keys"), applicationName: "test" });
  await migrate(store);
  await ensureWorkspace(store, { workspaceId: "acme", name: "Acme" });
  await ensureWorkspace(store, { workspaceId: "rival", name: "Rival" });
});
afterAll(async () => {
  await store.close();
  await postgres.stop();
});

const createKey = () =>
  createApiKey(store, pepper, {
    workspaceId: "acme",
    actor: " ana@example.com ",
    scopes: ["view", "approve"],
  });

test("a key tells whose it is, where, and what it may do", async () => {
  const { keyId, secret } = await createKey();
  expect(secret).toMatch(/^[0-9a-f]{8}_[A-Za-z0-9_-]{43}$/);
  const key = await createApiKeyVerifier(store, pepper)("acme", secret);
  expect(key).toEqual({ workspaceId: "acme", keyId, actor: "ana@example.com", scopes: ["view", "approve"] });
});

test("the secret itself is stored nowhere", async () => {
  const { secret } = await createKey();
  const { rows } = await store.pool.query("select to_jsonb(api_keys)::text as row from api_keys");
  expect(JSON.stringify(rows)).not.toContain(secret.slice(9));
});

test("a wrong secret, another workspace, another pepper and an unknown id are refused", async () => {
  const { keyId, secret } = await createKey();
  const verify = createApiKeyVerifier(store, pepper);
  const attempts = [
    ["acme", `${keyId}_${"A".repeat(43)}`],
    ["acme", `${secret}A`],
    ["acme", keyId],
    ["acme", ""],
    ["rival", secret],
    ["acme", `00000000_${"A".repeat(43)}`],
    ["acme", `\u0000${secret.slice(1)}`],
  ] as const;
  for (const [workspaceId, attempt] of attempts) expect(await verify(workspaceId, attempt)).toBeNull();
  expect(await createApiKeyVerifier(store, randomBytes(32))("acme", secret)).toBeNull();
  expect(await verify("acme", secret)).not.toBeNull();
});

test("a key is remembered for a while, and once archived it is refused when that is over", async () => {
  const { keyId, secret } = await createKey();
  let nowMs = 1_000_000;
  const verify = createApiKeyVerifier(store, pepper, { nowMs: () => nowMs, rememberForMs: 10_000 });
  await verify("acme", secret);
  await archiveApiKey(store, { workspaceId: "acme", keyId, nowMs });
  expect(await verify("acme", secret)).not.toBeNull();
  nowMs += 6_000;
  expect(await verify("acme", secret)).not.toBeNull(); // use does not prolong the memory
  nowMs += 4_000;
  expect(await verify("acme", secret)).toBeNull();
});

test("what is remembered is bounded, and guesses are not remembered at all", async () => {
  const keys = await Promise.all(Array.from({ length: 5 }, createKey));
  const verify = createApiKeyVerifier(store, pepper, { maxRemembered: 2 });
  for (const { secret } of keys) expect(await verify("acme", secret)).not.toBeNull();
  for (let n = 0; n < 20; n++) expect(await verify("acme", `${String(n).padStart(8, "0")}_guess`)).toBeNull();
  for (const { secret } of keys) expect(await verify("acme", secret)).not.toBeNull();
});
