import { afterAll, beforeAll, expect, test } from "vitest";
import { column, type Person, publishable, startApi, type TestApi } from "./start-api.ts";

let api: TestApi;
let ana: Person;
let id: string;
let runId: string;

beforeAll(async () => {
  api = await startApi();
  ana = await api.person("ana@example.com");
  const ben = await api.person("ben@example.com");
  id = (await ana.call("POST", "", publishable())).body.data.id;
  await ana.call("POST", `/${id}/submit`);
  await ben.call("POST", `/${id}/approve`);
  runId = (await ana.call("PATCH", `/${id}/status`, { action: "PUBLISH" })).body.data.run_id;
  await giveUpOn(2_500);
});
afterAll(async () => api[Symbol.asyncDispose]());

/** The part of planner and ledger: a run of which every recipient is a dead letter. */
async function giveUpOn(count: number): Promise<void> {
  await api.store.pool.query(
    `insert into deliveries (run_id, user_id, ending, status, attempts, latency_ms, reason, possible_duplicate, batch_no, settled_at, row_json)
     select $1, 'user-' || lpad(n::text, 6, '0'), 'dead_lettered', 404, 1, 5, 'status 404', false, 0, now(), '["x"]'
     from generate_series(1, $2::int) n`,
    [runId, count],
  );
  await api.store.pool.query(
    `update runs set status = 'sent', started_at = now(), ended_at = now(), cut_finished_at = now(), targeted = $2, recipients = $2 where run_id = $1`,
    [runId, count],
  );
  await api.store.pool.query(
    `update run_totals set dead_lettered = $2::int, attempts = $2::int, reasons = json_build_object('status 404', $2::int) where run_id = $1`,
    [runId, count],
  );
}

test("figures tell what became of everybody, and the campaign's status follows its run", async () => {
  const { body } = await ana.call("GET", `/${id}/stats`);
  expect(body.data).toMatchObject({
    run_id: runId,
    status: "sent",
    targeted: 2_500,
    recipients: 2_500,
    dead_lettered: 2_500,
    open: 0,
  });
  expect((await ana.call("GET", `/${id}`)).body.data.status).toBe("SENT");
});

test("dead letters are paged in the order of their ids", async () => {
  const first = (await ana.call("GET", `/${id}/dead-letters?limit=2`)).body.data;
  expect(column(first.dead_letters, "user_id")).toEqual(["user-000001", "user-000002"]);
  const second = (await ana.call("GET", `/${id}/dead-letters?limit=2&after=${first.next}`)).body.data;
  expect(second.dead_letters[0]).toMatchObject({ user_id: "user-000003", status: 404, reason: "status 404" });
});

test("an export has every dead letter, one a line, over more than one page", async () => {
  const { body } = await ana.call("GET", `/${id}/dead-letters?format=ndjson`);
  const lines = String(body)
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line).user_id);
  expect(lines).toHaveLength(2_500);
  expect(new Set(lines).size).toBe(2_500);
});

test("a replay moves the chosen ones back among the retries, and the audit log says who asked", async () => {
  const some = await ana.call("POST", `/${id}/dead-letters/replay`, {
    user_ids: ["user-000001", "user-000002", "nobody"],
  });
  expect(some).toMatchObject({ status: 200, body: { data: { replayed: 2 } } });
  expect(await ana.call("POST", `/${id}/dead-letters/replay`)).toMatchObject({
    body: { data: { replayed: 2_498 } },
  });
  const { entries } = (await ana.call("GET", `/${id}/audit`)).body.data;
  expect(entries.at(-1)).toMatchObject({
    action: "dead_letters.replay_requested",
    actor: "ana@example.com",
    run_id: runId,
  });
});
