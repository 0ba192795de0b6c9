import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { batchQueueDepth, RunControls, RunPlans } from "@sluice/bus";
import { eventually } from "@sluice/testkit";
import {
  deliverAll,
  insertBatches,
  insertUsers,
  openStage,
  publishRun,
  type Stage,
  statusOf,
  stopPlanner,
  WORKSPACE,
} from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage[Symbol.asyncDispose]());
afterEach(async () => {
  await stage.stopPlanners();
  await stage.store.pool.query("truncate users, runs cascade");
  await stage.bus.jsm.streams.purge("BATCHES");
});

const postgresStartedAt = async (): Promise<string> => {
  const started = await stage.store.pool.query<{ at: string }>(
    "select pg_postmaster_start_time()::text as at",
  );
  return started.rows[0]!.at;
};

const SLOW = { timeoutMs: 50_000, intervalMs: 20 };
vi.setConfig({ testTimeout: 180_000 });

test("a due run is cut, shown to senders, announced, started, and fed to its last batch", async () => {
  await insertUsers(stage.store, 2_345);
  await stage.startPlanner();
  const runId = await publishRun(stage.store, { requestsPerMinute: 15_000, excludeAbove: 2_000 });
  const batches = await deliverAll(stage, runId, 2_000);

  expect(batches.map((batch) => batch.batch_no)).toEqual([0, 1, 2, 3]);
  const rows = batches.flatMap((batch) => batch.rows);
  expect(batches[0]).toMatchObject({ v: 1, workspace_id: WORKSPACE, run_id: runId, attributes: ["name"] });
  expect(rows).toContainEqual(["u7", "N7"]);
  expect(rows).toContainEqual(["u10", null]);
  expect(await statusOf(stage.store, runId)).toMatchObject({
    status: "sending",
    targeted: 2_345,
    recipients: 2_000,
    excluded: { excluded_by_filter: 345 },
  });
  const plan = await (await RunPlans.open(stage.bus)).get(WORKSPACE, runId);
  expect(plan?.content_hash).toBe(batches[0]?.content_hash);
  const control = await (await RunControls.open(stage.bus)).get(WORKSPACE, runId);
  expect(control).toEqual({ v: 1, state: "sending", requests_per_minute: 15_000 });
  const notice = await stage.bus.jsm.streams.getMessage("NOTICES", { last_by_subj: `notices.${WORKSPACE}` });
  expect(notice?.json()).toMatchObject({ kind: "run_started", run_id: runId });
});

test("of two planners the leading one is killed in the middle of the cut: the other plans every user once", async () => {
  const users = 60_000;
  await insertUsers(stage.store, users);
  const first = await stage.startPlanner();
  await stage.startPlanner();
  const runId = await publishRun(stage.store);
  await eventually(async () => (await statusOf(stage.store, runId)).recipients > 0, {
    ...SLOW,
    intervalMs: 1,
  });
  await stopPlanner(first, "SIGKILL");
  await eventually(async () => (await statusOf(stage.store, runId)).status === "sending", SLOW);

  expect(await statusOf(stage.store, runId)).toMatchObject({
    targeted: users,
    recipients: users,
    next_batch_no: 120,
  });
  const { rows } = await stage.store.pool.query(
    `select count(*) as planned, count(distinct row ->> 0) as users
     from run_batches b, jsonb_array_elements(b.payload::jsonb -> 'rows') as row where run_id = $1`,
    [runId],
  );
  expect(rows).toEqual([{ planned: users, users }]);
  const { messages } = await eventually(async () => {
    const depth = await batchQueueDepth(stage.bus);
    return depth.messages > 0 && depth;
  }, SLOW);
  expect(messages).toBeLessThanOrEqual(64);
});

test("a run that was stopped before its cut was finished still has its batches settled, and is not cut further", async () => {
  await insertUsers(stage.store, 100);
  const runId = await publishRun(stage.store);
  await insertBatches(stage.store, runId, 2);
  await stage.store.db.updateTable("runs").set({ status: "stopped" }).where("run_id", "=", runId).execute();
  await stage.startPlanner();
  await eventually(async () => (await batchQueueDepth(stage.bus)).messages === 2, SLOW);
  const control = await (await RunControls.open(stage.bus)).get(WORKSPACE, runId);
  expect(control).toMatchObject({ state: "stopped" });
  expect(await (await RunPlans.open(stage.bus)).get(WORKSPACE, runId)).not.toBeNull();
  expect(await statusOf(stage.store, runId)).toMatchObject({
    status: "stopped",
    recipients: 20,
    cut_finished_at: null,
  });
});

test("a planner outlives restarts of NATS and Postgres", async () => {
  await insertUsers(stage.store, 100);
  const planner = await stage.startPlanner();
  const before = await postgresStartedAt();
  stage.servers.nats.kill("SIGKILL");
  stage.servers.postgres.kill("SIGKILL");
  // What the old Postgres takes while it dies is lost: the stage runs it without fsync.
  await eventually(async () => (await postgresStartedAt()) !== before, SLOW);
  const runId = await publishRun(stage.store);
  await eventually(async () => (await statusOf(stage.store, runId)).status === "sending", SLOW);
  const batches = await eventually(() => deliverAll(stage, runId, 100), SLOW);
  expect(batches).toHaveLength(1);
  expect(planner.exitCode).toBeNull();
});
