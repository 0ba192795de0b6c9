import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Person, publishable, startApi, type TestApi } from "./start-api.ts";

let api: TestApi;
let ana: Person;
let ben: Person;
beforeAll(async () => {
  api = await startApi();
  ana = await api.person("ana@example.com");
  ben = await api.person("ben@example.com");
});
afterAll(() => api[Symbol.asyncDispose]());
beforeEach(() => ana.call("PUT", "/v5/workspace/limits", { requests_per_minute: 100_000 }));

async function publishedCampaign(requestsPerMinute: number): Promise<string> {
  const definition = publishable({ delivery_controls: { campaign_throttle_rpm: requestsPerMinute } });
  const { id } = (await ana.call("POST", "", definition)).body.data;
  await ana.call("POST", `/${id}/submit`);
  await ben.call("POST", `/${id}/approve`);
  await ana.call("PATCH", `/${id}/status`, { action: "PUBLISH" });
  return id;
}

test("the workspace's cap is read by everybody, and set by an administrator, above 200,000 as well", async () => {
  expect((await ana.call("PUT", "/v5/workspace/limits", { requests_per_minute: 300_000 })).status).toBe(200);
  const viewer = await api.person("viewer@example.com", { scopes: ["view"] });
  expect((await viewer.call("GET", "/v5/workspace/limits")).body.data.requests_per_minute).toBe(300_000);
  const refused = await viewer.call("PUT", "/v5/workspace/limits", { requests_per_minute: 1 });
  expect(refused.status).toBe(403);
  expect((await ana.call("PUT", "/v5/workspace/limits", { requests_per_minute: 0 })).status).toBe(400);
});

test("an origin's cap is set under its one spelling, listed, shown in the statistics of runs there, and removed", async () => {
  const put = await ana.call("PUT", "/v5/workspace/origin-limits", {
    origin: "HTTPS://API.example.com:443",
    requests_per_minute: 120,
  });
  expect(put.body.data).toEqual({ origin: "https://api.example.com", requests_per_minute: 120 });
  expect((await ana.call("GET", "/v5/workspace/origin-limits")).body.data).toEqual([put.body.data]);
  const id = await publishedCampaign(6_000);
  const { data: stats } = (await ana.call("GET", `/${id}/stats`)).body;
  expect(stats).toMatchObject({ requests_per_minute_limit: 6_000, requests_per_minute_effective: 120 });
  const path = "/v5/workspace/origin-limits?origin=https://api.example.com";
  expect((await ana.call("DELETE", path)).status).toBe(200);
  expect((await ana.call("DELETE", path)).status).toBe(404);
  const noOrigin = await ana.call("PUT", "/v5/workspace/origin-limits", {
    origin: "x",
    requests_per_minute: 1,
  });
  expect(noOrigin.status).toBe(422);
});

test("the limit of a published campaign is lowered by a publisher, raised beyond its approval by another person alone", async () => {
  const id = await publishedCampaign(1_000);
  const limit = (person: Person, campaign_throttle_rpm: number) =>
    person.call("PUT", `/${id}/limit`, { campaign_throttle_rpm });
  const viewer = await api.person("viewer@example.com", { scopes: ["view"] });
  expect((await limit(viewer, 10)).status).toBe(403);
  expect((await limit(ana, 500)).body.data).toMatchObject({ id, campaign_throttle_rpm: 500 });
  expect(api.controls.at(-1)).toMatchObject({ requests_per_minute: 500 });
  expect((await limit(ana, 2_000)).status).toBe(403);
  expect((await limit(ben, 2_000)).status).toBe(200);
  expect((await limit(ben, 100_001)).status).toBe(422);
  const audit = (await ana.call("GET", `/${id}/audit`)).body.data.entries as Array<{ action: string }>;
  expect(audit.map(({ action }) => action).slice(-2)).toEqual([
    "campaign.limit_lowered",
    "campaign.limit_raised",
  ]);
});

test("a campaign that is not live has no limit to change: it says what to do instead", async () => {
  const { id } = (await ana.call("POST", "", publishable())).body.data;
  const refused = await ana.call("PUT", `/${id}/limit`, { campaign_throttle_rpm: 10 });
  expect(refused.status).toBe(422);
  expect(refused.body.error.message).toContain("delivery_controls.campaign_throttle_rpm");
});

test("the error rate brake has bounds unless they are set, and is switched off by an administrator alone", async () => {
  const brake = async () => (await ana.call("GET", "/v5/workspace/settings")).body.data.error_rate_brake;
  expect(await brake()).toEqual({ pause_over: 0.5, warn_over: 0.2, min_attempts: 1_000 });
  const stricter = { pause_over: 0.3, warn_over: 0.1, min_attempts: 50 };
  const put = await ana.call("PUT", "/v5/workspace/settings", { error_rate_brake: stricter });
  expect(put.body.data).toEqual({ campaign_audience_limit: false, error_rate_brake: stricter });
  const viewer = await api.person("looker@example.com", { scopes: ["view"] });
  const refused = await viewer.call("PUT", "/v5/workspace/settings", { error_rate_brake: null });
  expect(refused.status).toBe(403);
  const wrong = { error_rate_brake: { ...stricter, warn_over: 0.4 } };
  expect((await ana.call("PUT", "/v5/workspace/settings", wrong)).status).toBe(400);
  expect(await brake()).toEqual(stricter);
  await ana.call("PUT", "/v5/workspace/settings", { error_rate_brake: null });
  expect(await brake()).toBeNull();
});
