import type { Batch } from "@sluice/schema";
import { plannedBatches } from "@sluice/store";
import { eventually } from "@sluice/testkit";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Person, publishable, startApi, type TestApi, WORKSPACE } from "./start-api.ts";

let api: TestApi;
let ana: Person;
let ben: Person;
beforeAll(async () => {
  api = await startApi();
  [ana, ben] = await Promise.all([api.person("ana@example.com"), api.person("ben@example.com")]);
  await api.store.db
    .insertInto("users")
    .values([
      { workspace_id: WORKSPACE, user_id: "u1", attributes: JSON.stringify({ name: "Asha" }) },
      { workspace_id: WORKSPACE, user_id: "u2", attributes: JSON.stringify({}) },
    ])
    .execute();
});
afterAll(() => api[Symbol.asyncDispose]());
beforeEach(() => {
  api.bus.batches.length = 0;
  api.bus.isDown = false;
});

const CODE = "{{ EventAttribute['code'] }}";
const BY_NAME = { name: "{{ UserAttribute['name'] | default: 'you' }}", code: CODE };

function triggered(json: unknown, changes: Record<string, unknown> = {}) {
  const connector = { url: "https://api.example.com/notify", body: { type: "JSON", json } };
  const { segmentation_details: _, scheduling_details: __, ...rest } = publishable();
  return {
    ...rest,
    campaign_delivery_type: "API_TRIGGERED",
    campaign_content: { content: { connector } },
    ...changes,
  };
}

/** Approved and published; `sending` is what the planner makes of it. */
async function published(
  json: unknown = BY_NAME,
  changes: Record<string, unknown> = {},
): Promise<{ id: string; runId: string }> {
  const created = await ana.call("POST", "", triggered(json, changes));
  const { id } = created.body.data;
  await ana.call("POST", `/${id}/submit`);
  await ben.call("POST", `/${id}/approve`);
  const { status, body } = await ana.call("PATCH", `/${id}/status`, { action: "PUBLISH" });
  expect({ status, body }).toMatchObject({ status: 200, body: { data: { status: "ACTIVE" } } });
  const runId = body.data.run_id as string;
  await api.store.db
    .updateTable("runs")
    .set({ status: "sending", started_at: new Date() })
    .where("run_id", "=", runId)
    .execute();
  return { id, runId };
}

const send = (id: string, body: unknown, who = ana) => who.call("POST", `/${id}/send`, body);
const toU1 = (changes: Record<string, unknown> = {}) => ({
  recipients: ["u1"],
  personalized_attributes: { code: "4711" },
  ...changes,
});
const rowsOnBus = () => api.bus.batches.flatMap((payload) => (JSON.parse(payload) as Batch).rows);

test("a send is answered 202 and stands in a batch with the user's and its own values", async () => {
  const { id } = await published();

  const { status, body } = await send(id, toU1());

  const { send_id: sendId } = body.data;
  expect(status).toBe(202);
  expect(body).toMatchObject({ type: "campaign", data: { campaign_id: id, recipient_count: 1 } });
  await eventually(() => rowsOnBus().length > 0);
  expect(rowsOnBus()).toEqual([[`u1#${sendId}`, "u1", "Asha", "4711"]]);
  expect(JSON.parse(api.bus.batches[0]!)).toMatchObject({
    batch_no: 0,
    attributes: ["user_id", "name"],
    event_attributes: ["code"],
  });
});

test("many sends at once share batches, and one user may get many", async () => {
  const { id, runId } = await published();

  const answers = await Promise.all(Array.from({ length: 200 }, () => send(id, toU1())));

  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
  expect(new Set(answers.map(({ body }) => body.data.send_id)).size).toBe(200);
  await eventually(() => rowsOnBus().length === 200);
  expect(api.bus.batches.length).toBeLessThan(50);
  const { body } = await ana.call("GET", `/${id}/stats`);
  expect(body.data).toMatchObject({
    run_id: runId,
    status: "sending",
    targeted: 200,
    recipients: 200,
    open: 200,
  });
});

test("a call that is repeated with its request id is answered alike and sends once", async () => {
  const { id } = await published();
  const call = toU1({ request_id: "order-1" });

  const [first, twin] = await Promise.all([send(id, call), send(id, call)]);
  const later = await send(id, call);

  expect([first, twin, later].map(({ status }) => status)).toEqual([202, 202, 202]);
  expect(new Set([first, twin, later].map(({ body }) => body.data.send_id)).size).toBe(1);
  await eventually(() => rowsOnBus().length === 1);
  const other = await send(id, { ...call, personalized_attributes: { code: "other" } });
  expect(other).toMatchObject({ status: 409, body: { error: { code: "CONFLICT" } } });
});

test("the header Idempotency-Key is a request id as well, and must not differ from the field", async () => {
  const { id } = await published();
  const call = (key: string, body: object) =>
    api.app.inject({
      method: "POST",
      url: `/v5/campaigns/${id}/send`,
      headers: { authorization: ana.authorization, "idempotency-key": key },
      payload: body,
    });

  const [first, second] = [await call("k1", toU1()), await call("k1", toU1())];

  expect(first.json().data.send_id).toBe(second.json().data.send_id);
  expect((await call("k2", toU1({ request_id: "k3" }))).statusCode).toBe(400);
});

test.each([
  [{ recipients: ["u1", "u2"] }, 422, "RECIPIENT_LIMIT_EXCEEDED", "recipients"],
  [{ recipients: [] }, 400, "VALIDATION_FAILED", "recipients"],
  [{ recipients: ["nobody"] }, 422, "UNKNOWN_RECIPIENT", "recipients[0]"],
  [{ personalized_attributes: { cod: "1" } }, 422, "UNKNOWN_PLACEHOLDER", "personalized_attributes.cod"],
  [{ personalized_attributes: { code: { a: 1 } } }, 400, "VALIDATION_FAILED", "personalized_attributes.code"],
  [{ personalized_attributes: { code: null } }, 400, "VALIDATION_FAILED", "personalized_attributes.code"],
  [{ personalized_attributes: { code: "\u0000" } }, 400, "VALIDATION_FAILED", "personalized_attributes.code"],
  [{ user: "u1" }, 400, "VALIDATION_FAILED", "user"],
])("%j is refused and names the field", async (changes, status, code, target) => {
  const { id } = await published();
  expect(await send(id, toU1(changes))).toMatchObject({ status, body: { error: { code, target } } });
  expect(api.bus.batches).toEqual([]);
});

test("values that are too large are refused", async () => {
  const { id } = await published();
  const long = Array.from({ length: 10 }, () => "x".repeat(8_000));
  expect(await send(id, toU1({ personalized_attributes: { code: long.slice(0, 5) } }))).toMatchObject({
    status: 413,
    body: { error: { message: expect.stringContaining("32768 bytes") } },
  });
  expect(await send(id, toU1({ personalized_attributes: { code: long } }))).toMatchObject({ status: 413 });
});

test("a template that reads nothing of the user is sent to any id", async () => {
  const { id } = await published({ code: CODE });
  expect(await send(id, toU1({ recipients: ["a stranger"] }))).toMatchObject({ status: 202 });
});

test("only a published API-triggered campaign takes sends; one of another workspace is not found", async () => {
  const draft = await ana.call("POST", "", triggered(BY_NAME));
  const oneTime = await ana.call("POST", "", publishable());
  for (const { body } of [draft, oneTime]) {
    const refused = await send(body.data.id, toU1());
    expect(refused).toMatchObject({ status: 422, body: { error: { code: "CAMPAIGN_NOT_TRIGGERABLE" } } });
  }
  expect(await send("0".repeat(24), toU1())).toMatchObject({
    status: 404,
    body: { error: { code: "NOT_FOUND" } },
  });
  const key = await api.person("eve@example.com", { scopes: ["view", "publish"] });
  const { id } = await published();
  expect(await send(id, toU1(), key)).toMatchObject({ status: 403 });
});

test("a paused campaign refuses sends at once and takes them again when it is resumed; a stopped one never", async () => {
  const { id } = await published();
  expect((await send(id, toU1())).status).toBe(202);

  await ana.call("PATCH", `/${id}/status`, { action: "PAUSE" });
  const paused = await send(id, toU1());
  expect(paused).toMatchObject({ status: 422, body: { error: { code: "CAMPAIGN_NOT_TRIGGERABLE" } } });
  expect(paused.body.error.message).toContain("paused");

  await ana.call("PATCH", `/${id}/status`, { action: "RESUME" });
  expect((await send(id, toU1())).status).toBe(202);
  await ana.call("PATCH", `/${id}/status`, { action: "STOP" });
  expect((await send(id, toU1())).body.error.message).toContain("stopped");
});

test("what the bus does not take is answered all the same, and left for the planner", async () => {
  const { id, runId } = await published();
  api.bus.isDown = true;

  expect((await send(id, toU1())).status).toBe(202);

  await eventually(async () => (await plannedBatches(api.store, runId, 9)).length === 1);
});

test("an audience or a schedule is refused before it is submitted", async () => {
  const withAudience = triggered(BY_NAME, { segmentation_details: { is_all_user_campaign: true } });
  const created = await ana.call("POST", "", withAudience);
  const refused = await ana.call("POST", `/${created.body.data.id}/submit`);
  expect(refused).toMatchObject({ status: 422, body: { error: { target: "segmentation_details" } } });
});

test("who is at a frequency cap is answered so, gets nothing, and is counted by its reason", async () => {
  const rules = [{ level: "cross_channel", max_messages: 2, days: 1 }];
  const put = await ben.call("PUT", "/v5/workspace/frequency-capping", { rules });
  expect(put).toMatchObject({ status: 200, body: { data: { time_zone: "UTC", rules } } });
  const { id } = await published(CODE);
  const call = (n: number) => toU1({ recipients: ["often"], request_id: `often ${n}` });

  const answers = await Promise.all([1, 2, 3, 4, 5].map((n) => send(id, call(n))));

  expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(202));
  const excluded = answers.flatMap(({ body }) => body.data.excluded ?? []);
  expect(excluded).toEqual(Array(3).fill("frequency_capping"));
  await eventually(() => rowsOnBus().length === 2);
  const stats = (await ana.call("GET", `/${id}/stats`)).body.data;
  expect(stats).toMatchObject({ targeted: 5, recipients: 2, excluded: { frequency_capping: 3 } });
  const again = await Promise.all([1, 2, 3, 4, 5].map((n) => send(id, call(n))));
  expect(again.map(({ body }) => body.data)).toEqual(answers.map(({ body }) => body.data));
  await ben.call("PUT", "/v5/workspace/frequency-capping", {});
});

test("whom a control group holds out is answered so, gets nothing, and is counted by its reason", async () => {
  const { id } = await published(BY_NAME, {
    control_group_details: {
      is_campaign_control_group_enabled: true,
      campaign_control_group_percentage: 50,
      is_global_control_group_enabled: true,
    },
  });
  const listed = "listed-user";
  await api.store.pool.query(
    `insert into users (workspace_id, user_id, attributes)
     select $1, 'held-' || n, '{}'::jsonb from generate_series(1, 60) n union all select $1, $2, '{}'`,
    [WORKSPACE, listed],
  );
  await api.store.pool.query(
    `insert into segments (workspace_id, segment_id, type, name, version, created_by, created_at, updated_by, updated_at)
     values ($1, 'control_group', 'CONTROL_GROUP', '', 1, 'ana', now(), 'ana', now())`,
    [WORKSPACE],
  );
  await api.store.pool.query(
    `insert into segment_members (workspace_id, segment_id, user_id, from_version) values ($1, 'control_group', $2, 1)`,
    [WORKSPACE, listed],
  );
  const call = (user: string) => toU1({ recipients: [user], request_id: `of ${user}` });
  const users = [listed, ...Array.from({ length: 60 }, (_, n) => `held-${n + 1}`)];

  const answers = await Promise.all(users.map((user) => send(id, call(user))));

  const outcomes = answers.map(({ body }) => [body.data.recipient_count, body.data.excluded]);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
  expect(outcomes[0]).toEqual([0, "global_control_group"]);
  const heldOut = outcomes.filter(([, reason]) => reason === "campaign_control_group").length;
  expect(heldOut).toBeGreaterThan(10);
  expect(heldOut).toBeLessThan(50);
  await eventually(() => rowsOnBus().length === 60 - heldOut);
  const stats = async () => (await ana.call("GET", `/${id}/stats`)).body.data;
  const expected = {
    targeted: 61,
    recipients: 60 - heldOut,
    excluded: { global_control_group: 1, campaign_control_group: heldOut },
  };
  expect(await stats()).toMatchObject(expected);

  const again = await Promise.all(users.map((user) => send(id, call(user))));
  expect(again.map(({ body }) => body.data)).toEqual(answers.map(({ body }) => body.data));
  expect(await stats()).toMatchObject(expected);
});
