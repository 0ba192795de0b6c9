// Editing what is published: what waits for its start is taken back, what is live goes on until the new version is.
import type { Batch } from "@sluice/schema";
import { settledRuns } from "@sluice/store";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Person, publishable, startApi, type TestApi } from "./start-api.ts";

let api: TestApi;
let ana: Person;
let ben: Person;
beforeAll(async () => {
  api = await startApi();
  [ana, ben] = await Promise.all([api.person("ana@example.com"), api.person("ben@example.com")]);
});
afterAll(() => api[Symbol.asyncDispose]());

const at = (start_time: string) => ({
  scheduling_details: { delivery_type: "AT_FIXED_TIME", start_time, timezone: "UTC" },
});
const connector = (json: unknown) => ({
  campaign_content: {
    content: { connector: { url: "https://api.example.com/notify", body: { type: "JSON", json } } },
  },
});
const CODE = "{{ EventAttribute['code'] }}";
const HINT = "{{ EventAttribute['hint'] | default: 'none' }}";

function triggered(json: unknown) {
  const { segmentation_details: _, scheduling_details: __, ...rest } = publishable(connector(json));
  return { ...rest, campaign_delivery_type: "API_TRIGGERED" };
}

const statusOf = (id: string, action: string) => ana.call("PATCH", `/${id}/status`, { action });
const shown = async (id: string) => (await ana.call("GET", `/${id}`)).body.data;

async function release(id: string): Promise<string> {
  expect(await ana.call("POST", `/${id}/submit`)).toMatchObject({ status: 200 });
  expect(await ben.call("POST", `/${id}/approve`)).toMatchObject({ status: 200 });
  const published = await statusOf(id, "PUBLISH");
  expect(published).toMatchObject({ status: 200 });
  return published.body.data.run_id;
}

async function published(body: unknown): Promise<{ id: string; runId: string }> {
  const { id } = (await ana.call("POST", "", body)).body.data;
  return { id, runId: await release(id) };
}

async function runOf(runId: string): Promise<Record<string, unknown>> {
  const { rows } = await api.store.pool.query("select * from runs where run_id = $1", [runId]);
  return rows[0];
}

test("an edit of what waits for its start takes the run back, and it has to be approved again", async () => {
  const { id, runId } = await published(publishable(at("2090-01-01T10:00:00")));
  expect(await shown(id)).toMatchObject({ status: "SCHEDULED", live_version: 1 });

  const edited = await ana.call("PATCH", `/${id}`, { basic_details: { name: "Corrected sale" } });

  expect(edited).toMatchObject({
    status: 200,
    body: { data: { status: "DRAFT", version: 2, run_id: null } },
  });
  expect(await runOf(runId)).toMatchObject({ status: "stopped", ended_at: expect.any(Date) });
  const second = await release(id);
  expect(second).not.toBe(runId);
  expect(await shown(id)).toMatchObject({ status: "SCHEDULED", live_version: 2, sent_time: null });
});

test("how a scheduled campaign is sent cannot be changed: 409 names the field and the state", async () => {
  const { id } = await published(publishable(at("2090-01-01T10:00:00")));
  const refused = await ana.call("PATCH", `/${id}`, {
    scheduling_details: { delivery_type: "ASAP", start_time: null },
  });
  expect(refused).toMatchObject({
    status: 409,
    body: { error: { code: "BAD_REQUEST", target: "scheduling_details.delivery_type" } },
  });
  expect(refused.body.error.message).toContain("SCHEDULED");
  expect(await shown(id)).toMatchObject({ status: "SCHEDULED", version: 1 });
});

test("of an edit and the planner's first page one wins, and the other hears of it", async () => {
  const { id, runId } = await published(publishable(at("2090-01-01T10:00:00")));
  const planner = await api.store.pool.connect();
  await planner.query("begin");
  await planner.query("update runs set cut_cursor = 'u', starts_at = now() where run_id = $1", [runId]);
  const edit = ana.call("PATCH", `/${id}`, { basic_details: { name: "Too late for it" } });
  await planner.query("commit");
  planner.release();
  expect(await edit).toMatchObject({ status: 409, body: { error: { code: "BAD_REQUEST" } } });
  expect(await runOf(runId)).toMatchObject({ status: "planned", ended_at: null });
  expect((await shown(id)).basic_details.name).toBe("Winter sale");
});

test("what was sent cannot be edited, and says so", async () => {
  const { id } = await published(publishable());
  await statusOf(id, "STOP");
  const refused = await ana.call("PATCH", `/${id}`, { basic_details: { name: "Too late for it" } });
  expect(refused.status).toBe(409);
  expect(refused.body.error.message).toContain("STOPPED");
});

test("a live campaign goes on as approved while a new version is reviewed, then the new one takes over", async () => {
  const { id, runId } = await published(triggered({ code: CODE }));
  await api.store.pool.query("update runs set status = 'sending', started_at = now() where run_id = $1", [
    runId,
  ]);
  expect(await shown(id)).toMatchObject({ status: "ACTIVE", live_version: 1, pending_version: null });
  const send = (values: object, request_id?: string) =>
    ana.call("POST", `/${id}/send`, { recipients: ["u1"], personalized_attributes: values, request_id });
  const first = await send({ code: "1" }, "order-1");
  expect(first.status).toBe(202);

  const edited = await ana.call("PATCH", `/${id}`, connector({ code: CODE, hint: HINT }));
  expect(edited.body.data).toMatchObject({
    status: "ACTIVE",
    run_id: runId,
    live_version: 1,
    pending_version: 2,
    pending_status: "DRAFT",
  });
  const locked = await ana.call("PATCH", `/${id}`, { segmentation_details: { is_all_user_campaign: true } });
  expect(locked).toMatchObject({ status: 409, body: { error: { target: "segmentation_details" } } });
  expect(await send({ code: "2" })).toMatchObject({ status: 202 });
  expect(await send({ code: "2", hint: "x" })).toMatchObject({ status: 422 });

  const stream = Array.from({ length: 60 }, async (_, n) => {
    await new Promise((done) => setTimeout(done, n * 15));
    return send({ code: String(n) });
  });
  const second = await release(id);
  expect((await Promise.all(stream)).map(({ status }) => status)).toEqual(stream.map(() => 202));

  expect(await shown(id)).toMatchObject({
    status: "ACTIVE",
    run_id: second,
    live_version: 2,
    pending_version: null,
  });
  expect(await send({ code: "3", hint: "x" })).toMatchObject({ status: 202 });
  const repeated = await send({ code: "1" }, "order-1");
  expect(repeated.body.data.send_id).toBe(first.body.data.send_id);
  const [before, after] = [await runOf(runId), await runOf(second)];
  expect(before).toMatchObject({ status: "sending", replaced_at: expect.any(Date) });
  expect(after).toMatchObject({ replaces: [runId] });
  expect(Number(before["recipients"]) + Number(after["recipients"])).toBe(63);

  const { runs, next } = (await ana.call("GET", `/${id}/runs`)).body.data;
  expect(runs).toMatchObject([
    { run_id: second, version: 2, replaced_at: null },
    { run_id: runId, version: 1, replaced_at: expect.any(String) },
  ]);
  expect(next).toBeNull();
  const stats = await ana.call("GET", `/${id}/stats?run_id=${runId}`);
  expect(stats.body.data).toMatchObject({ run_id: runId, recipients: before["recipients"] });
  for (const path of [`dead-letters?run_id=${runId}`, `dead-letters?run_id=${second}`])
    expect(await ana.call("GET", `/${id}/${path}`)).toMatchObject({ status: 200 });
  const strange = `/${id}/stats?run_id=00000000-0000-7000-8000-000000000000`;
  expect(await ana.call("GET", strange)).toMatchObject({ status: 404 });
});

test("the run before ends when what it had taken in is sent, and not before", async () => {
  const { id, runId } = await published(triggered({ code: CODE }));
  await api.store.pool.query("update runs set status = 'sending', started_at = now() where run_id = $1", [
    runId,
  ]);
  await ana.call("POST", `/${id}/send`, { recipients: ["u1"], personalized_attributes: { code: "1" } });
  await ana.call("PATCH", `/${id}`, connector({ code: CODE, hint: HINT }));
  await release(id);
  expect(await settledRuns(api.store)).not.toContain(runId);
  await api.store.pool.query("update run_totals set delivered = 1 where run_id = $1", [runId]);
  expect(await settledRuns(api.store)).toContain(runId);
});

test("pausing and stopping reach the run that was replaced as well", async () => {
  const { id, runId } = await published(triggered({ code: CODE }));
  await api.store.pool.query("update runs set status = 'sending', started_at = now() where run_id = $1", [
    runId,
  ]);
  await ana.call("POST", `/${id}/send`, { recipients: ["u1"], personalized_attributes: { code: "1" } });
  await ana.call("PATCH", `/${id}`, connector({ code: CODE, hint: HINT }));
  await release(id);
  for (const [action, status] of [
    ["PAUSE", "paused"],
    ["RESUME", "sending"],
    ["STOP", "stopped"],
  ]) {
    await statusOf(id, action!);
    expect(await runOf(runId)).toMatchObject({ status });
  }
});

test("a pending version is not published while the campaign is paused", async () => {
  const { id } = await published(triggered({ code: CODE }));
  await ana.call("PATCH", `/${id}`, connector({ code: CODE, hint: HINT }));
  await ana.call("POST", `/${id}/submit`);
  await ben.call("POST", `/${id}/approve`);
  await statusOf(id, "PAUSE");
  expect(await statusOf(id, "PUBLISH")).toMatchObject({ status: 422 });
  expect(await shown(id)).toMatchObject({ status: "PAUSED", pending_status: "APPROVED" });
});

test("a diff tells what the approver has not seen yet, field by field", async () => {
  const { id } = (await ana.call("POST", "", publishable())).body.data;
  const all = (await ben.call("GET", `/${id}/diff`)).body.data;
  expect(all).toMatchObject({ from: null, to: 1, is_cut: false });
  expect(all.changes).toContainEqual({ path: "basic_details.name", before: null, after: "Winter sale" });
  await ana.call("POST", `/${id}/submit`);
  await ben.call("POST", `/${id}/approve`);
  await ana.call("PATCH", `/${id}`, { basic_details: { name: "Spring sale", tags: ["a"] } });
  expect((await ben.call("GET", `/${id}/diff`)).body.data).toEqual({
    from: 1,
    to: 2,
    changes: [
      { path: "basic_details.name", before: "Winter sale", after: "Spring sale" },
      { path: "basic_details.tags[0]", before: null, after: "a" },
    ],
    is_cut: false,
  });
  expect((await ben.call("GET", `/${id}/diff?from=2&to=1`)).body.data.changes).toHaveLength(2);
  expect(await ben.call("GET", `/${id}/diff?from=9`)).toMatchObject({ status: 404 });
});

test("an archived campaign does nothing until it is taken out again", async () => {
  const { id } = (await ana.call("POST", "", publishable())).body.data;
  expect(await ana.call("POST", `/${id}/archive`)).toMatchObject({
    status: 200,
    body: { data: { status: "ARCHIVED" } },
  });
  expect(await ana.call("POST", `/${id}/submit`)).toMatchObject({ status: 422 });
  expect(await ana.call("PATCH", `/${id}`, { basic_details: { name: "Hidden sale" } })).toMatchObject({
    status: 409,
  });
  expect(await ana.call("POST", `/${id}/unarchive`)).toMatchObject({
    status: 200,
    body: { data: { status: "DRAFT" } },
  });
  const live = await published(publishable(at("2090-01-01T10:00:00")));
  expect(await ana.call("POST", `/${live.id}/archive`)).toMatchObject({ status: 422 });
});

test("a batch names the approval and the content that it was taken in with", async () => {
  api.bus.batches.length = 0;
  const { id, runId } = await published(triggered({ code: CODE }));
  await api.store.pool.query("update runs set status = 'sending', started_at = now() where run_id = $1", [
    runId,
  ]);
  const { content_hash } = await shown(id);
  await ana.call("PATCH", `/${id}`, connector({ code: CODE, hint: HINT }));
  await ana.call("POST", `/${id}/send`, { recipients: ["u1"], personalized_attributes: { code: "1" } });
  const batch = JSON.parse(api.bus.batches[0]!) as Batch;
  expect(batch).toMatchObject({ run_id: runId, content_hash });
});
