import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningPostgres, startTestPostgres } from "@sluice/embedded";
import {
  ApiKeyUse,
  archiveApiKey,
  createApiKey,
  createApiKeyVerifier,
  ensureWorkspace,
  type KeyMaker,
  listApiKeys,
  migrate,
  openStore,
  rotateApiKey,
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
  const key = await createApiKeyVerifier(() => store, pepper)("acme", secret);
  expect(key).toEqual({ workspaceId: "acme", keyId, actor: "ana@example.com", scopes: ["view", "approve"] });
});

test("the secret itself is stored nowhere", async () => {
  const { secret } = await createKey();
  const { rows } = await store.pool.query("select to_jsonb(api_keys)::text as row from api_keys");
  expect(JSON.stringify(rows)).not.toContain(secret.slice(9));
});

test("a wrong secret, another workspace, another pepper and an unknown id are refused", async () => {
  const { keyId, secret } = await createKey();
  const verify = createApiKeyVerifier(() => store, pepper);
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
  expect(await createApiKeyVerifier(() => store, randomBytes(32))("acme", secret)).toBeNull();
  expect(await verify("acme", secret)).not.toBeNull();
});

test("a key is remembered for a while, and once archived it is refused when that is over", async () => {
  const { keyId, secret } = await createKey();
  let nowMs = 1_000_000;
  const verify = createApiKeyVerifier(() => store, pepper, { nowMs: () => nowMs, rememberForMs: 10_000 });
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
  const verify = createApiKeyVerifier(() => store, pepper, { maxRemembered: 2 });
  for (const { secret } of keys) expect(await verify("acme", secret)).not.toBeNull();
  for (let n = 0; n < 20; n++) expect(await verify("acme", `${String(n).padStart(8, "0")}_guess`)).toBeNull();
  for (const { secret } of keys) expect(await verify("acme", secret)).not.toBeNull();
});

const key = (keyId: string, nowMs = Date.now()) => ({ workspaceId: "acme", keyId, nowMs });
const listed = async (keyId: string) =>
  (await listApiKeys(store, "acme")).find((found) => found.keyId === keyId);

test("a rotated key has a new secret, and the old one goes on until its overlap is over", async () => {
  let nowMs = Date.now();
  const verify = createApiKeyVerifier(() => store, pepper, { nowMs: () => nowMs });
  const old = await createKey();
  const fresh = await rotateApiKey(store, pepper, { ...key(old.keyId, nowMs), overlapMs: 60_000 });
  expect(await verify("acme", fresh.secret)).toMatchObject({
    actor: "ana@example.com",
    scopes: ["view", "approve"],
  });
  expect(await verify("acme", old.secret)).not.toBeNull();
  nowMs += 60_000;
  expect(await verify("acme", old.secret)).toBeNull();
  expect(await verify("acme", fresh.secret)).not.toBeNull();
  const again = { ...key(old.keyId, nowMs), overlapMs: 0 };
  await expect(rotateApiKey(store, pepper, again)).rejects.toMatchObject({ code: "KEY_NOT_FOUND" });
});

test("without an overlap the old secret is refused at once, also where it is remembered longer", async () => {
  let nowMs = Date.now();
  const verify = createApiKeyVerifier(() => store, pepper, { nowMs: () => nowMs, rememberForMs: 2_000 });
  const old = await createKey();
  await verify("acme", old.secret);
  await rotateApiKey(store, pepper, { ...key(old.keyId, nowMs), overlapMs: 0 });
  nowMs += 2_000;
  expect(await verify("acme", old.secret)).toBeNull();
});

test("nobody gives a scope that their own key does not have, neither to a new key nor by rotating one", async () => {
  const by: KeyMaker = { person: "bo", source: "test", scopes: ["view", "admin"] };
  const wanted = { workspaceId: "acme", actor: "bo", scopes: ["view", "approve"] } as const;
  await expect(createApiKey(store, pepper, wanted, by)).rejects.toMatchObject({ code: "SCOPE_NOT_HELD" });
  const { keyId, secret } = await createKey();
  const rotation = { ...key(keyId), overlapMs: 0 };
  await expect(rotateApiKey(store, pepper, rotation, by)).rejects.toMatchObject({ code: "SCOPE_NOT_HELD" });
  expect(await createApiKeyVerifier(() => store, pepper)("acme", secret)).not.toBeNull();
});

test("the list tells everything but the secret, and archived keys stay on it", async () => {
  const { keyId } = await createApiKey(store, pepper, {
    workspaceId: "acme",
    actor: "ci",
    scopes: ["import"],
    name: "nightly import",
  });
  await archiveApiKey(store, key(keyId));
  expect(await listed(keyId)).toEqual({
    keyId,
    name: "nightly import",
    actor: "ci",
    scopes: ["import"],
    createdAt: expect.any(Date),
    createdBy: "operator",
    lastUsedAt: null,
    archivedAt: expect.any(Date),
  });
  await expect(archiveApiKey(store, key(keyId))).rejects.toMatchObject({ code: "KEY_NOT_FOUND" });
});

test("every change of a key is in the audit log, with who did it, and without secrets", async () => {
  const { keyId, secret } = await createKey();
  const fresh = await rotateApiKey(store, pepper, { ...key(keyId), overlapMs: 0 });
  await archiveApiKey(store, key(fresh.keyId), { person: "eva", source: "API key 1", scopes: [] });
  const { rows } = await store.pool.query(
    "select action, actor, detail::text from audit_log where detail::text ~ $1 order by audit_id",
    [`${keyId}|${fresh.keyId}`],
  );
  expect(rows.map(({ action, actor }) => [action, actor])).toEqual([
    ["api_key.created", "operator"],
    ["api_key.rotated", "operator"],
    ["api_key.archived", "eva"],
  ]);
  expect(JSON.stringify(rows)).not.toContain(secret.slice(9));
});

test("the last use of a key is known to the minute, and written once for many uses", async () => {
  const use = new ApiKeyUse(() => store);
  let uses = 0;
  const nowMs = Date.UTC(2026, 0, 2, 3, 4, 55);
  const verify = createApiKeyVerifier(() => store, pepper, {
    nowMs: () => nowMs,
    onUsed: (used, atMs) => {
      uses += 1;
      use.note(used, atMs);
    },
  });
  const { keyId, secret } = await createKey();
  for (let request = 0; request < 5; request++) await verify("acme", secret);
  expect(uses).toBe(1);
  await use.flush();
  expect((await listed(keyId))?.lastUsedAt).toEqual(new Date(Date.UTC(2026, 0, 2, 3, 4)));
});

test("where only known keys are looked up, one that was used before still is", async () => {
  let nowMs = Date.now();
  const verify = createApiKeyVerifier(() => store, pepper, { nowMs: () => nowMs });
  const [used, unused] = [await createKey(), await createKey()];
  await verify("acme", used.secret);
  nowMs += 3_600_000;
  expect(await verify("acme", used.secret, { knownOnly: true })).not.toBeNull();
  expect(await verify("acme", unused.secret, { knownOnly: true })).toBeNull();
  expect(await verify("acme", unused.secret)).not.toBeNull();
});

test("whoever asks for a key while it is being looked up shares that look", async () => {
  const { secret } = await createKey();
  let looks = 0;
  const verify = createApiKeyVerifier(() => {
    looks += 1;
    return store;
  }, pepper);
  const answers = await Promise.all(Array.from({ length: 20 }, () => verify("acme", secret)));
  expect([answers.every((key) => key !== null), looks]).toEqual([true, 1]);
});
