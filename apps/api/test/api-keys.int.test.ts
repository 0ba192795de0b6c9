import { ensureWorkspace } from "@sluice/store";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Person, personWith, startApi, type TestApi } from "./start-api.ts";

let api: TestApi;
let admin: Person;

beforeAll(async () => {
  api = await startApi();
  admin = await api.person("eva@example.com");
});
afterAll(async () => api[Symbol.asyncDispose]());

const withKey = (secret: string, workspace = "acme"): Person =>
  personWith(api.app, `Basic ${Buffer.from(`${workspace}:${secret}`).toString("base64")}`);

const NEW_KEY = { actor: "ci@example.com", name: "nightly", scopes: ["view"] };

async function made(body: object = NEW_KEY): Promise<{ key_id: string; secret: string }> {
  const { status, body: answer } = await admin.call("POST", "/v5/api-keys", body);
  expect(status).toBe(201);
  return answer.data;
}

const listed = async (keyId: string) =>
  (await admin.call("GET", "/v5/api-keys")).body.data.api_keys.find(
    (key: { key_id: string }) => key.key_id === keyId,
  );

test("a key is made, works, is listed without its secret, and ends when it is archived", async () => {
  const { key_id: keyId, secret } = await made();
  expect(await withKey(secret).call("GET", "")).toMatchObject({ status: 200 });
  expect(await listed(keyId)).toMatchObject({ name: "nightly", actor: "ci@example.com", scopes: ["view"] });
  expect(JSON.stringify(await admin.call("GET", "/v5/api-keys"))).not.toContain(secret.slice(9));
  expect(await admin.call("POST", `/v5/api-keys/${keyId}/archive`)).toMatchObject({ status: 200 });
  expect((await listed(keyId)).archived_at).not.toBeNull();
  expect(await admin.call("POST", `/v5/api-keys/${keyId}/archive`)).toMatchObject({ status: 404 });
});

test("a rotation gives a new secret, and with an overlap both work", async () => {
  const { key_id: keyId, secret } = await made();
  const rotated = await admin.call("POST", `/v5/api-keys/${keyId}/rotate`, { overlap_minutes: 10 });
  expect(rotated.status).toBe(201);
  for (const each of [secret, rotated.body.data.secret])
    expect(await withKey(each).call("GET", "")).toMatchObject({ status: 200 });
  const again = await admin.call("POST", `/v5/api-keys/${keyId}/rotate`, {});
  expect(await withKey(again.body.data.secret).call("GET", "")).toMatchObject({ status: 200 });
});

test("keys are the business of those who have the scope, and of no other workspace", async () => {
  const viewer = await api.person("vera@example.com", { scopes: ["view", "create_manage"] });
  expect(await viewer.call("GET", "/v5/api-keys")).toMatchObject({ status: 403 });
  await ensureWorkspace(api.store, { workspaceId: "rival", name: "Rival" });
  const rival = await api.person("rita@example.com", { workspaceId: "rival" });
  const { key_id: keyId } = await made();
  expect((await rival.call("GET", "/v5/api-keys")).body.data.api_keys.length).toBe(1);
  expect(await rival.call("POST", `/v5/api-keys/${keyId}/rotate`, {})).toMatchObject({ status: 404 });
  expect(await rival.call("POST", `/v5/api-keys/${keyId}/archive`)).toMatchObject({ status: 404 });
});

test("nobody gives what they do not have", async () => {
  const keeper = await api.person("kim@example.com", { scopes: ["admin", "view"] });
  const wanted = { ...NEW_KEY, scopes: ["view", "approve"] };
  const refused = await keeper.call("POST", "/v5/api-keys", wanted);
  expect(refused).toMatchObject({ status: 403 });
  expect(refused.body.error.message).toContain("approve");
  expect(await keeper.call("POST", "/v5/api-keys", NEW_KEY)).toMatchObject({ status: 201 });
});

test.each([
  [{}],
  [{ ...NEW_KEY, scopes: [] }],
  [{ ...NEW_KEY, scopes: ["root"] }],
  [{ ...NEW_KEY, name: "x".repeat(101) }],
  [{ ...NEW_KEY, actor: " " }],
  [{ ...NEW_KEY, workspace_id: "rival" }],
])("what is no key is refused: %j", async (body) => {
  expect(await admin.call("POST", "/v5/api-keys", body)).toMatchObject({ status: 400 });
});

test("who imported users is in the audit log, also when the import failed", async () => {
  const url = await api.app.listen({ port: 0 });
  const importCsv = (body: string) =>
    fetch(`${url}/v5/users/import?format=csv`, {
      method: "POST",
      headers: { authorization: admin.authorization, "content-type": "text/csv" },
      body,
    });
  expect((await importCsv("user_id\nu1\nu2\n")).status).toBe(200);
  expect((await importCsv("name\nno id\n")).status).toBe(400);
  const { rows } = await api.store.pool.query(
    "select workspace_id, actor, detail from audit_log where action = 'users.imported' order by audit_id",
  );
  expect(rows).toEqual([
    { workspace_id: "acme", actor: "eva@example.com", detail: { format: "csv", rows: 2, rejected: 0 } },
    { workspace_id: "acme", actor: "eva@example.com", detail: { format: "csv", rows: null, rejected: null } },
  ]);
});

test("who guesses is told to wait, and locks out nobody who has a key in use", async () => {
  const { secret } = await made();
  const guess = withKey(`00000000_${"A".repeat(43)}`);
  let refusal = await guess.call("GET", "");
  for (let tries = 0; tries < 30 && refusal.status === 401; tries++) refusal = await guess.call("GET", "");
  expect(refusal).toMatchObject({ status: 429, body: { error: { code: "RATE_LIMITED" } } });
  const { headers } = await api.app.inject({
    url: "/v5/campaigns",
    headers: { authorization: guess.authorization },
  });
  expect(Number(headers["retry-after"])).toBeGreaterThan(0);
  expect(await admin.call("GET", "")).toMatchObject({ status: 200 });
  const elsewhere = await api.app.inject({
    url: "/v5/campaigns",
    remoteAddress: "192.0.2.7",
    headers: { authorization: withKey(secret).authorization },
  });
  expect(elsewhere.statusCode).toBe(200);
});
