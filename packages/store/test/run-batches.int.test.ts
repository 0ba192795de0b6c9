import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  cutNextPage,
  latestRun,
  liveRuns,
  markFed,
  plannedBatches,
  runPlan,
  runStats,
  runsToFeed,
  startRun,
  type Store,
} from "@sluice/store";
import { openTestStore, WORKSPACE } from "./ledger-fixture.ts";
import { cutPlan, insertUsers, planRun, statsOf } from "./planned-run-fixture.ts";

const CAMPAIGN = "0123456789abcdef01234567";
let store: Store;
beforeAll(async () => {
  store = await openTestStore();
  await insertUsers(store, 95);
});
beforeEach(() => store.pool.query("truncate runs cascade"));
afterAll(() => store.close());

async function cutRun(): Promise<string> {
  const runId = await planRun(store);
  await cutNextPage(store, { now: new Date(), planOf: (run) => cutPlan(run) });
  return runId;
}

test("a run is fed only when it was started, and not while it is paused", async () => {
  const runId = await cutRun();
  expect(await runsToFeed(store)).toEqual([]);
  expect(await startRun(store, runId, new Date())).toBe(true);
  expect(await startRun(store, runId, new Date())).toBe(false);
  expect(await runsToFeed(store)).toMatchObject([{ runId, batchRecipients: 9, fedBatches: 0 }]);
  await store.db.updateTable("runs").set({ status: "paused" }).execute();
  expect(await runsToFeed(store)).toEqual([]);
  await store.db.updateTable("runs").set({ status: "stopped" }).execute();
  expect(await runsToFeed(store)).toMatchObject([{ runId }]);
});

test("batches come in order, and what is marked as fed does not come again", async () => {
  const runId = await cutRun();
  await startRun(store, runId, new Date());
  const first = await plannedBatches(store, runId, 4);
  expect(first.map((batch) => batch.batchNo)).toEqual([0, 1, 2, 3]);
  expect(first[0]?.resume).toBeNull();
  await markFed(store, runId, [0, 1, 2], new Date());
  expect((await plannedBatches(store, runId, 100)).map((batch) => batch.batchNo)).toEqual([
    3, 4, 5, 6, 7, 8, 9,
  ]);
  expect(await runsToFeed(store)).toMatchObject([{ fedBatches: 3 }]);
});

test("batches of retries come in turn with those of the cut, each kind in order", async () => {
  const runId = await cutRun();
  await store.pool.query("update run_batches set is_retry = true where batch_no >= 8");
  const numbers = async (limit: number) =>
    (await plannedBatches(store, runId, limit)).map((batch) => batch.batchNo);
  expect(await numbers(6)).toEqual([8, 0, 9, 1, 2, 3]);
  expect(await numbers(1)).toEqual([8]);
  await markFed(store, runId, [0, 1, 2, 3, 4, 5, 6, 7], new Date());
  expect(await numbers(6)).toEqual([8, 9]);
});

test("a batch that is done by the time it is marked as fed stays done", async () => {
  const runId = await cutRun();
  await store.db.updateTable("run_batches").set({ state: "done" }).where("batch_no", "=", 0).execute();
  await markFed(store, runId, [0], new Date());
  const { rows } = await store.pool.query("select state from run_batches where batch_no = 0");
  expect(rows).toEqual([{ state: "done" }]);
});

test("marking does not wait for a batch whose row is locked: it stays planned", async () => {
  const runId = await cutRun();
  const projection = await store.pool.connect();
  await projection.query("begin");
  await projection.query("select from run_batches where batch_no = 1 for update");
  await markFed(store, runId, [0, 1, 2], new Date());
  await projection.query("rollback");
  projection.release();
  expect((await plannedBatches(store, runId, 2)).map((batch) => batch.batchNo)).toEqual([1, 3]);
});

test("a batch that was on the bus before comes with what is known of it", async () => {
  const runId = await cutRun();
  const settled = Buffer.alloc(63, 0xff);
  await store.db.updateTable("run_batches").set({ claimed: 7, settled }).where("batch_no", "=", 0).execute();
  const [batch] = await plannedBatches(store, runId, 1);
  expect(batch?.resume).toEqual({ claimed: 7, settled: settled.toString("base64") });
});

test("live runs are those that are cut, or stopped before, and have not ended", async () => {
  await planRun(store, new Date(Date.now() + 60_000));
  const cut = await cutRun();
  const stopped = await planRun(store);
  await store.db.updateTable("runs").set({ status: "stopped" }).where("run_id", "=", stopped).execute();
  expect((await liveRuns(store)).map((run) => run.runId)).toEqual([cut, stopped]);
  await store.db.updateTable("runs").set({ ended_at: new Date() }).execute();
  expect(await liveRuns(store)).toEqual([]);
});

test("statistics join what was cut with what became of it, and know only their workspace", async () => {
  const runId = await cutRun();
  await startRun(store, runId, new Date("2026-01-01T00:00:00Z"));
  const totals = { delivered: 60, skipped: 5, dead_lettered: 10, attempts: 90, retrying: 3 };
  await store.db.updateTable("run_totals").set(totals).where("run_id", "=", runId).execute();
  await store.db
    .updateTable("runs")
    .set({ ended_at: new Date("2026-01-01T00:00:30Z") })
    .execute();
  expect(await statsOf(store, runId)).toMatchObject({
    run_id: runId,
    ...totals,
    recipients: 95,
    open: 20,
    duration_ms: 30_000,
    requests_per_minute: 180,
    requests_per_minute_limit: null,
  });
  expect(await runStats(store, "another", runId)).toBeNull();
});

test("the latest run of a campaign and the plan of a run are found again", async () => {
  await planRun(store);
  const runId = await planRun(store);
  expect(await latestRun(store, WORKSPACE, CAMPAIGN)).toBe(runId);
  expect(await latestRun(store, WORKSPACE, "ffffffffffffffffffffffff")).toBeNull();
  expect(await runPlan(store, runId)).toMatchObject({
    v: 1,
    run_id: runId,
    campaign_id: CAMPAIGN,
    definition: {},
  });
});
