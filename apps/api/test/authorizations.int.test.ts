import {
  type CertificatePair,
  type Endpoint,
  makeAuthority,
  signCertificate,
  startEndpoint,
} from "@sluice/testkit";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { WORKSPACE, type Person, publishable, startApi, type TestApi } from "./start-api.ts";

const CANARY = "canary-secret-7f3a";
const TOKEN = "canary-token-91bc";
const PATH = "/v5/authorization-configurations";

let api: TestApi;
let ana: Person;
let provider: Endpoint;
let isProviderDown = false;

beforeAll(async () => {
  api = await startApi();
  ana = await api.person("ana@example.com");
  provider = await startEndpoint(() =>
    isProviderDown
      ? { status: 401, body: JSON.stringify({ error: "invalid_client", hint: CANARY }) }
      : { status: 200, body: JSON.stringify({ access_token: TOKEN, expires_in: "3600" }) },
  );
});
beforeEach(() => void (isProviderDown = false));
afterAll(async () => {
  await provider.close();
  await api[Symbol.asyncDispose]();
});

const oauth2 = (changes: object = {}) => ({
  type: "OAUTH2",
  request: {
    url: `${provider.url}/token`,
    body: { type: "FORM", form: [{ key: "client_secret", value: CANARY }] },
  },
  ...changes,
});
let count = 0;
const create = async (settings: object = oauth2(), name = `CRM ${(count += 1)}`) => {
  const answer = await ana.call("POST", PATH, { name, settings });
  expect(answer.status).toBe(201);
  return answer.body.data;
};
const campaignNaming = (configuration_id: string, name = "Winter sale") =>
  publishable({
    basic_details: { name },
    campaign_content: {
      content: { connector: { url: "https://api.example.com/x", authorization: { configuration_id } } },
    },
  });

test("one that fetches a token is kept, sealed: no answer, log line, row or bus entry has its secret or its token", async () => {
  const created = await create();
  expect(created).toMatchObject({
    type: "OAUTH2",
    status: "ACTIVE",
    version: 1,
    shown: {
      type: "OAUTH2",
      token_type: "OPAQUE",
      token_origin: provider.url,
      prefix: "Bearer",
      reattempt_error_codes: [401],
    },
    created_by: "ana@example.com",
  });
  const shown = await ana.call("GET", `${PATH}/${created.id}`);
  const listed = await ana.call("GET", PATH);
  const trial = await ana.call("POST", `${PATH}/${created.id}/test`);
  expect(trial.body.data).toEqual({
    ok: true,
    status_code: 200,
    found: { access_token: true, expiry: true },
    expires_in_seconds: 3600,
    problem: null,
  });
  const { rows } = await api.store.pool.query("select * from authorization_configurations, audit_log");
  const everything = JSON.stringify([created, shown, listed, trial, rows, api.logged, [...api.sealed]]);
  expect(everything).not.toContain(CANARY);
  expect(everything).not.toContain(TOKEN);
  expect(api.sealed.get(created.id)).toContain("sv1.");
});

test("one that fetches none is refused with what the provider said in known words, and nothing is kept", async () => {
  isProviderDown = true;
  const before = await ana.call("GET", PATH);
  const refused = await ana.call("POST", PATH, { name: "broken", settings: oauth2() });
  expect(refused.status).toBe(422);
  expect(refused.body.error.message).toContain("status 401 (invalid_client)");
  expect(JSON.stringify(refused.body)).not.toContain(CANARY);
  expect((await ana.call("GET", PATH)).body.data).toEqual(before.body.data);
  const trial = await ana.call("POST", `${PATH}/test`, { settings: oauth2() });
  expect(trial.body.data).toMatchObject({ ok: false, status_code: 401 });
});

test("a private address is refused for a token as it is for a campaign", async () => {
  for (const [url, why] of [
    ["http://169.254.169.254/latest/meta-data", "its address is not allowed"],
    ["http://127.0.0.1:22/token", "port 22 is not allowed"],
    ["https://me:secret@login.example.com/", "put credentials into a header"],
  ]) {
    const refused = await ana.call("POST", PATH, {
      name: "metadata",
      settings: oauth2({ request: { url } }),
    });
    expect([refused.status, refused.body.error.message]).toEqual([422, expect.stringContaining(why ?? "")]);
  }
});

test("one that is named cannot be removed; when the campaign names it no longer, it can", async () => {
  const { id } = await create();
  const campaign = (await ana.call("POST", "", campaignNaming(id))).body.data;
  expect((await ana.call("GET", `${PATH}/${id}/uses`)).body.data.campaigns).toMatchObject([
    { campaign_id: campaign.id },
  ]);
  const refused = await ana.call("DELETE", `${PATH}/${id}`);
  expect([refused.status, refused.body.error.message]).toEqual([409, expect.stringContaining(campaign.id)]);
  const { campaign_content } = publishable();
  expect((await ana.call("PATCH", `/${campaign.id}`, { campaign_content })).status).toBe(200);
  expect((await ana.call("DELETE", `${PATH}/${id}`)).status).toBe(200);
  expect((await ana.call("GET", `${PATH}/${id}`)).status).toBe(404);
  expect(api.sealed.has(id)).toBe(false);
});

test("one that has failed keeps campaigns from being created and submitted, until a test of it works", async () => {
  const { id } = await create();
  const campaign = (await ana.call("POST", "", campaignNaming(id))).body.data;
  isProviderDown = true;
  await ana.call("POST", `${PATH}/${id}/test`);
  expect((await ana.call("GET", `${PATH}/${id}`)).body.data).toMatchObject({ status: "FAILED" });
  for (const refused of [
    await ana.call("POST", "", campaignNaming(id, "Another")),
    await ana.call("POST", `/${campaign.id}/submit`),
  ]) {
    expect(refused.status).toBe(422);
    expect(refused.body.error.target).toBe(
      "campaign_content.content.connector.authorization.configuration_id",
    );
  }
  isProviderDown = false;
  await ana.call("POST", `${PATH}/${id}/test`);
  expect((await ana.call("POST", `/${campaign.id}/submit`)).status).toBe(200);
});

test("one of another workspace is not there", async () => {
  await api.store.db.insertInto("workspaces").values({ workspace_id: "other", name: "Other" }).execute();
  const { id } = await create();
  const eve = await api.person("eve@example.com", { workspaceId: "other" });
  expect((await eve.call("GET", `${PATH}/${id}`)).status).toBe(404);
  expect((await eve.call("POST", "", campaignNaming(id))).status).toBe(422);
});

test("secrets need their own scope, and names are unique", async () => {
  const viewer = await api.person("vic@example.com", { scopes: ["view", "create_manage"] });
  expect((await viewer.call("POST", PATH, { name: "x", settings: oauth2() })).status).toBe(403);
  expect((await viewer.call("GET", PATH)).status).toBe(200);
  await create(oauth2(), "Taken");
  expect((await ana.call("POST", PATH, { name: "Taken", settings: oauth2() })).status).toBe(409);
});

test("a change is a new version with settings whole; a certificate that is none is refused", async () => {
  const fixed = await create({ type: "STATIC_HEADERS", headers: [{ key: "X-Crm", value: CANARY }] });
  expect(fixed.shown).toEqual({ type: "STATIC_HEADERS", header_names: ["X-Crm"] });
  const { id } = await create({ type: "BASIC", username: "u", password: CANARY });
  const changed = await ana.call("PATCH", `${PATH}/${id}`, {
    settings: { type: "BASIC", username: "u", password: "another" },
  });
  expect(changed.body.data).toMatchObject({ version: 2, shown: { type: "BASIC", username: "u" } });
  expect((await ana.call("PATCH", `${PATH}/${id}`, { name: "Renamed" })).body.data).toMatchObject({
    version: 2,
  });
  const settings = { type: "MUTUAL_TLS", certificate_pem: "-----BEGIN no", private_key_pem: CANARY };
  const refused = await ana.call("POST", PATH, { name: "mtls", settings });
  expect([refused.status, JSON.stringify(refused.body).includes(CANARY)]).toEqual([422, false]);
});

test("a client certificate says how long it holds; one that has ended, or a key of another, is not kept", async () => {
  const authority = await makeAuthority();
  const partner = await signCertificate(authority, ["sluice.example.com"]);
  const ended = await signCertificate(authority, ["sluice.example.com"], { hasEnded: true });
  const settings = ({ certificatePem, privateKeyPem }: CertificatePair) => ({
    type: "MUTUAL_TLS",
    certificate_pem: certificatePem,
    private_key_pem: privateKeyPem,
    authority_pem: authority.certificatePem,
  });
  const { id, shown } = await create(settings(partner));
  expect(shown).toMatchObject({ type: "MUTUAL_TLS", subject: "CN=sluice.example.com" });
  expect(Date.parse(shown.ends_at)).toBeGreaterThan(Date.now());
  const trial = (await ana.call("POST", `${PATH}/${id}/test`)).body.data;
  expect(trial).toMatchObject({ ok: true, expires_in_seconds: expect.any(Number) });
  expect(trial.expires_in_seconds).toBeLessThanOrEqual(86_400);
  for (const [wrong, why] of [
    [settings(ended), "ended on"],
    [settings({ ...partner, privateKeyPem: ended.privateKeyPem }), "belong together"],
  ] as const) {
    const refused = await ana.call("PATCH", `${PATH}/${id}`, { settings: wrong });
    expect([refused.status, refused.body.error.message]).toEqual([422, expect.stringContaining(why)]);
    expect(JSON.stringify(refused.body)).not.toContain("PRIVATE KEY");
  }
});

test("a signing secret is shown once when it is made; the one before signs beside it for the overlap", async () => {
  const first = await ana.call("POST", "/v5/signing-secrets/rotate");
  expect(first.body.data.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  const second = await ana.call("POST", "/v5/signing-secrets/rotate", { overlap_hours: 1 });
  const listed = await ana.call("GET", "/v5/signing-secrets");
  expect(listed.body.data.signing_secrets).toMatchObject([
    { id: second.body.data.id, retires_at: null },
    { id: first.body.data.id, retires_at: expect.any(String) },
  ]);
  expect(JSON.stringify([listed.body, api.logged, [...api.sealed]])).not.toContain("whsec_");
  expect(JSON.parse(api.sealed.get(`${WORKSPACE} signing`) ?? "").secrets).toHaveLength(2);
});

test("of several rotations at once one wins at a time, and the others are told to look", async () => {
  const rotations = await Promise.all(
    Array.from({ length: 8 }, () => ana.call("POST", "/v5/signing-secrets/rotate", { overlap_hours: 0 })),
  );
  const statuses = new Set(rotations.map(({ status }) => status));
  expect([...statuses].every((status) => status === 200 || status === 409)).toBe(true);
  expect(statuses).toContain(200);
  const { signing_secrets } = (await ana.call("GET", "/v5/signing-secrets")).body.data;
  const present = signing_secrets.filter(
    ({ retires_at }: { retires_at: string | null }) => retires_at === null,
  );
  expect(present).toHaveLength(1);
});
