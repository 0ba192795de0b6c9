import { afterAll, beforeAll, expect, test } from "vitest";
import { column, type Person, publishable, startApi, type TestApi } from "./start-api.ts";

const STOP = "/v5/workspace/stop";
let api: TestApi;
let ana: Person;
let ben: Person;

beforeAll(async () => {
  api = await startApi();
  ana = await api.person("ana@example.com");
  ben = await api.person("ben@example.com");
});
afterAll(async () => api[Symbol.asyncDispose]());

async function approved(): Promise<string> {
  const { body } = await ana.call("POST", "", publishable());
  await ana.call("POST", `/${body.data.id}/submit`);
  await ben.call("POST", `/${body.data.id}/approve`);
  return body.data.id;
}

const setStatus = (id: string, action: string) => ana.call("PATCH", `/${id}/status`, { action });

async function lift(): Promise<void> {
  await ana.call("POST", `${STOP}/lift`);
  await ben.call("POST", `${STOP}/lift`);
}

async function runStatuses(): Promise<Record<string, number>> {
  const { rows } = await api.store.pool.query<{ status: string; runs: number }>(
    "select status, count(*)::int as runs from runs where ended_at is null group by status",
  );
  return Object.fromEntries(rows.map(({ status, runs }) => [status, runs]));
}

test("of fifty publications and one stop at the same time no run is live afterwards", async () => {
  const ids = [];
  for (let i = 0; i < 50; i++) ids.push(await approved());
  const publishing = ids.map((id) => setStatus(id, "PUBLISH"));
  await Promise.race(publishing); // some are through, the others under way
  const stop = await ben.call("POST", STOP, { reason: "too fast" });
  const published = await Promise.all(publishing);

  const done = published.filter(({ status }) => status === 200);
  const refused = published.filter(({ status }) => status !== 200);
  expect(stop).toMatchObject({
    status: 200,
    body: { data: { stopped_by: "ben@example.com", paused_runs: done.length } },
  });
  expect(await runStatuses()).toEqual({ paused: done.length });
  for (const { status, body } of refused) {
    expect(status).toBe(409);
    expect(body.error.message).toContain("ben@example.com stopped everything");
  }
  expect(api.controls.filter(({ state }) => state === "paused")).toHaveLength(done.length);
  await lift();
});

test("while everything is stopped, publish, resume, replay and test sends are refused; lifting takes two people", async () => {
  const [waiting, live] = [await approved(), await approved()];
  await setStatus(live, "PUBLISH");
  await ana.call("POST", STOP);
  const test = {
    draft_id: live,
    test_campaign_meta: { identifier: "USER_ATTRIBUTE_UNIQUE_ID", identifier_values: ["u1"] },
  };
  const refusals = [
    await setStatus(waiting, "PUBLISH"),
    await setStatus(live, "RESUME"),
    await ana.call("POST", `/${live}/dead-letters/replay`, {}),
    await ana.call("POST", "/test", test),
  ];
  expect(refusals.map(({ status }) => status)).toEqual([409, 409, 409, 409]);

  expect(await ana.call("POST", `${STOP}/lift`)).toMatchObject({
    status: 200,
    body: { data: { ended_at: null } },
  });
  expect((await ana.call("POST", `${STOP}/lift`)).status).toBe(409);
  expect((await ana.call("GET", STOP)).body.data).toMatchObject({
    stopped_by: "ana@example.com",
    reason: null,
    lifts: [{ lifted_by: "ana@example.com" }],
    lifts_required: 2,
  });
  const lifted = await ben.call("POST", `${STOP}/lift`);
  expect(lifted.body.data.ended_at).not.toBeNull();
  expect((await ana.call("GET", STOP)).body.data).toBeNull();
  expect((await ben.call("POST", `${STOP}/lift`)).status).toBe(422);

  expect((await ana.call("GET", `/${live}`)).body.data.status).toBe("PAUSED");
  expect((await setStatus(live, "RESUME")).status).toBe(200);
  expect((await setStatus(waiting, "PUBLISH")).status).toBe(200);
});

test("a stop that is asked for again is the same one; people hear of it once", async () => {
  const before = api.notices.length;
  const first = await ana.call("POST", STOP, { reason: "once" });
  const again = await ben.call("POST", STOP, { reason: "twice" });
  expect(again.body.data).toEqual(first.body.data);
  expect(column(api.notices.slice(before), "kind")).toEqual(["workspace_stopped"]);
  await lift();
  const { rows } = await api.store.pool.query(
    "select action, actor from audit_log where campaign_id is null and action like 'workspace.stop%' order by audit_id desc limit 3",
  );
  expect(rows.toReversed()).toEqual([
    { action: "workspace.stopped", actor: "ana@example.com" },
    { action: "workspace.stop_lift_agreed", actor: "ana@example.com" },
    { action: "workspace.stop_lifted", actor: "ben@example.com" },
  ]);
});

test("a stop holds for one workspace, and asks for a key that may publish or approve", async () => {
  await api.store.pool.query(
    "insert into workspaces (workspace_id, name) values ('other', 'Other') on conflict do nothing",
  );
  const eve = await api.person("eve@example.com", { workspaceId: "other" });
  const writer = await api.person("wes@example.com", { scopes: ["view", "create_manage"] });
  expect((await writer.call("POST", STOP)).status).toBe(403);
  await ana.call("POST", STOP);
  expect((await eve.call("GET", STOP)).body.data).toBeNull();
  expect((await eve.call("POST", `${STOP}/lift`)).status).toBe(422);
  await lift();
});

test("sends of an API-triggered campaign are refused during a stop as of any that is paused", async () => {
  const triggered = publishable({
    campaign_delivery_type: "API_TRIGGERED",
    segmentation_details: undefined,
    scheduling_details: undefined,
  });
  const { body } = await ana.call("POST", "", triggered);
  await ana.call("POST", `/${body.data.id}/submit`);
  await ben.call("POST", `/${body.data.id}/approve`);
  await setStatus(body.data.id, "PUBLISH");
  await ana.call("POST", STOP);
  const send = await ana.call("POST", `/${body.data.id}/send`, { recipients: ["u1"] });
  expect(send).toMatchObject({ status: 422, body: { error: { code: "CAMPAIGN_NOT_TRIGGERABLE" } } });
  await lift();
});
