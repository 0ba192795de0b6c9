import { ensureWorkspace } from "@sluice/store";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Person, personWith, publishable, startApi, type TestApi } from "./start-api.ts";

let api: TestApi;
let ana: Person;

beforeAll(async () => {
  api = await startApi();
  ana = await api.person("ana@example.com");
});
afterAll(async () => api[Symbol.asyncDispose]());

const basic = (user: string, secret: string) =>
  `Basic ${Buffer.from(`${user}:${secret}`).toString("base64")}`;

test("without a valid key nothing below /v5 answers, and says how to authenticate", async () => {
  const secret = Buffer.from(ana.authorization.slice(6), "base64").toString().split(":")[1]!;
  const attempts = [
    "",
    "Bearer abc",
    "Basic",
    "Basic !!!",
    basic("acme", ""),
    basic("acme", "wrong"),
    basic("other", secret),
    basic("acme\u0000", secret),
    basic("acme", `${secret}x`),
    basic("acme", `${secret.slice(0, -1)}\u0000`),
    basic("acme", "x".repeat(10_000)),
    basic("ACME", secret),
  ];
  for (const authorization of attempts) {
    const response = await api.app.inject({ url: "/v5/campaigns", headers: { authorization } });
    expect([authorization, response.statusCode]).toEqual([authorization, 401]);
    expect(response.headers["www-authenticate"]).toContain("Basic");
    expect(response.json().error).toMatchObject({ code: "UNAUTHORIZED" });
  }
});

test("a key does what its scopes say and no more", async () => {
  const viewer = await api.person("vera@example.com", { scopes: ["view"] });
  expect(await viewer.call("GET", "")).toMatchObject({ status: 200 });
  const refused = await viewer.call("POST", "", publishable());
  expect(refused).toMatchObject({ status: 403, body: { error: { code: "FORBIDDEN" } } });
  expect(refused.body.error.message).toContain('"create_manage"');
});

test("another workspace sees nothing of ours", async () => {
  await ensureWorkspace(api.store, { workspaceId: "rival", name: "Rival" });
  const rival = await api.person("ana@example.com", { workspaceId: "rival" });
  const { id } = (await ana.call("POST", "", publishable())).body.data;
  expect((await rival.call("GET", "")).body.data.campaigns).toEqual([]);
  for (const [method, path] of [
    ["GET", `/${id}`],
    ["GET", `/${id}/audit`],
    ["POST", `/${id}/submit`],
    ["GET", `/${id}/stats`],
  ]) {
    expect(await rival.call(method!, path!)).toMatchObject({ status: 404 });
  }
});

test("health, metrics, description and its page answer without a key, and the page needs no other host", async () => {
  const health = await api.app.inject({ url: "/healthz" });
  expect([health.statusCode, health.json().status]).toEqual([200, "ok"]);
  await ana.call("GET", "");
  const metrics = await api.app.inject({ url: "/metrics" });
  expect(metrics.body).toMatch(/sluice_api_requests_total\{[^}]*route="\/v5\/campaigns"[^}]*\} \d+/);
  const page = await api.app.inject({ url: "/docs/" });
  expect(page.statusCode).toBe(200);
  expect(page.body).not.toMatch(/(?:src|href)="https?:/);
});

test("the description has every route with its schema, the recursive filters too", async () => {
  const { paths, components } = (await api.app.inject({ url: "/openapi.json" })).json();
  expect(Object.keys(paths).sort()).toEqual([
    "/core-services/v1/campaign-stats",
    "/v1/customer/delete",
    "/v1/customer/delete/bulk",
    "/v1/customer/merge",
    "/v1/customer/{app_id}",
    "/v1/customers/export",
    "/v1/device/{app_id}",
    "/v1/devices/manage",
    "/v1/event/{app_id}",
    "/v1/transition/{app_id}",
    "/v1/transition/{app_id}/{request_id}",
    "/v5/api-keys",
    "/v5/api-keys/{key_id}/archive",
    "/v5/api-keys/{key_id}/rotate",
    "/v5/audience/count",
    "/v5/authorization-configurations",
    "/v5/authorization-configurations/test",
    "/v5/authorization-configurations/{id}",
    "/v5/authorization-configurations/{id}/test",
    "/v5/authorization-configurations/{id}/uses",
    "/v5/campaigns",
    "/v5/campaigns/meta",
    "/v5/campaigns/search",
    "/v5/campaigns/test",
    "/v5/campaigns/validate",
    "/v5/campaigns/{id}",
    "/v5/campaigns/{id}/approve",
    "/v5/campaigns/{id}/archive",
    "/v5/campaigns/{id}/attempts",
    "/v5/campaigns/{id}/attempts/export",
    "/v5/campaigns/{id}/audit",
    "/v5/campaigns/{id}/dead-letters",
    "/v5/campaigns/{id}/dead-letters/replay",
    "/v5/campaigns/{id}/diff",
    "/v5/campaigns/{id}/limit",
    "/v5/campaigns/{id}/recipients",
    "/v5/campaigns/{id}/reject",
    "/v5/campaigns/{id}/request-changes",
    "/v5/campaigns/{id}/runs",
    "/v5/campaigns/{id}/send",
    "/v5/campaigns/{id}/stats",
    "/v5/campaigns/{id}/status",
    "/v5/campaigns/{id}/submit",
    "/v5/campaigns/{id}/unarchive",
    "/v5/campaigns/{id}/validate",
    "/v5/campaigns/{id}/versions",
    "/v5/custom-segments",
    "/v5/custom-segments/file-segment",
    "/v5/custom-segments/file-segment/add-users",
    "/v5/custom-segments/file-segment/remove-users",
    "/v5/custom-segments/file-segment/replace",
    "/v5/custom-segments/file-segment/upload",
    "/v5/custom-segments/{id}",
    "/v5/custom-segments/{id}/archive",
    "/v5/custom-segments/{id}/loads",
    "/v5/custom-segments/{id}/unarchive",
    "/v5/custom-segments/{id}/users",
    "/v5/global-control-group",
    "/v5/global-control-group/loads",
    "/v5/global-control-group/users",
    "/v5/global-control-group/users/upload",
    "/v5/personalization/preview",
    "/v5/signing-secrets",
    "/v5/signing-secrets/rotate",
    "/v5/users/count",
    "/v5/users/import",
    "/v5/users/imports",
    "/v5/users/{id}",
    "/v5/users/{id}/events",
    "/v5/workspace/approval-policy",
    "/v5/workspace/frequency-capping",
    "/v5/workspace/limits",
    "/v5/workspace/origin-limits",
    "/v5/workspace/quotas",
    "/v5/workspace/settings",
    "/v5/workspace/stop",
    "/v5/workspace/stop/lift",
  ]);
  const { schema } = paths["/v5/campaigns"].post.requestBody.content["application/json"];
  const create = components.schemas[schema.$ref.split("/").at(-1)];
  expect(create.oneOf ?? create.anyOf).toHaveLength(3); // one for each channel
});

test("one line is logged for each request that is not frequent, without secrets, URLs or bodies", async () => {
  const canary = "canary-5f1d";
  const sale = publishable({ basic_details: { name: `Sale ${canary}` } });
  const { body } = await ana.call("POST", `?token=${canary}`, sale);
  api.logged.length = 0;
  await ana.call("PATCH", `/${body.data.id}?token=${canary}`, { basic_details: { name: `Sales ${canary}` } });
  const [line, ...others] = api.logged;
  expect(others).toEqual([]);
  expect(JSON.parse(line!)).toMatchObject({
    msg: "request.answered",
    workspaceId: "acme",
    route: "/v5/campaigns/:id",
    status: 200,
  });
  expect(line).not.toContain(canary);
  expect(line).not.toContain(ana.authorization.slice(6));
});

test("a failure of ours is logged, and its answer tells nothing of our insides", async () => {
  await using broken = await startApi();
  const person = await broken.person("ana@example.com");
  await person.call("GET", "");
  await broken.store.pool.query("alter table campaigns rename to campaigns_gone");
  const failed = await person.call("GET", "");
  expect(failed).toMatchObject({ status: 500, body: { error: { code: "INTERNAL_ERROR" } } });
  expect(JSON.stringify(failed.body)).not.toContain("relation");
  expect(broken.logged.some((line) => line.includes("request.failed"))).toBe(true);
});

test("a key that anyone made up in the form of a key is refused", async () => {
  const made = personWith(api.app, basic("acme", `${"0".repeat(8)}_${"A".repeat(43)}`));
  expect(await made.call("GET", "")).toMatchObject({ status: 401 });
});
