import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { RunControls, RunPlans } from "@sluice/bus";
import { liveRuns } from "@sluice/store";
import { createLogger } from "@sluice/telemetry";
import { RunMirror } from "../src/mirror-runs.ts";
import { openStage, publishRun, type Stage, WORKSPACE } from "./stage.ts";

let stage: Stage;
let plans: RunPlans;
let controls: RunControls;
let nowMs: number;
let mirror: RunMirror;
beforeAll(async () => {
  stage = await openStage();
  plans = await RunPlans.open(stage.bus);
  controls = await RunControls.open(stage.bus);
});
beforeEach(async () => {
  await stage.store.pool.query("truncate runs cascade");
  nowMs = Date.now();
  const log = createLogger("test", { level: "silent" });
  mirror = new RunMirror({ store: stage.store, plans, controls, log, nowMs: () => nowMs });
});
afterAll(() => stage[Symbol.asyncDispose]());

const show = async () => mirror.show(await liveRuns(stage.store));
const setRuns = (values: object) => stage.store.db.updateTable("runs").set(values).execute();

test("a live run's plan and control are put, with the definition that was approved", async () => {
  const runId = await publishRun(stage.store, { isSending: true, requestsPerMinute: 600 });
  expect([...(await show())]).toEqual([runId]);
  const plan = await plans.get(WORKSPACE, runId);
  expect(plan).toMatchObject({ run_id: runId, definition: { basic_details: { name: "A campaign" } } });
  expect(await controls.get(WORKSPACE, runId)).toEqual({ v: 1, state: "sending", requests_per_minute: 600 });
});

test("a change of status or limit reaches the bus at once, although nobody else put it", async () => {
  const runId = await publishRun(stage.store, { isSending: true });
  await show();
  await setRuns({ status: "paused", requests_per_minute: 60 });
  await show();
  expect(await controls.get(WORKSPACE, runId)).toMatchObject({ state: "paused", requests_per_minute: 60 });
});

test("what the bus has lost is put again: the control within a second, the plan within ten", async () => {
  const runId = await publishRun(stage.store, { isSending: true });
  await show();
  await controls.remove(WORKSPACE, runId);
  await plans.remove(WORKSPACE, runId);
  nowMs += 1_000;
  await show();
  expect(await controls.get(WORKSPACE, runId)).not.toBeNull();
  nowMs += 9_000;
  await show();
  expect(await plans.get(WORKSPACE, runId)).not.toBeNull();
});

test("an ended run is forgotten after a minute, and put back when it is reopened", async () => {
  const runId = await publishRun(stage.store, { isSending: true });
  await show();
  await setRuns({ ended_at: new Date(nowMs), status: "sent" });
  nowMs += 59_000;
  await mirror.forgetEnded();
  expect(await plans.get(WORKSPACE, runId)).not.toBeNull();
  nowMs += 5_000;
  await mirror.forgetEnded();
  expect(await plans.get(WORKSPACE, runId)).toBeNull();
  expect(await controls.get(WORKSPACE, runId)).toBeNull();
  await setRuns({ ended_at: null, status: "sending" });
  await show();
  expect(await plans.get(WORKSPACE, runId)).not.toBeNull();
});

test("a run that cannot be shown keeps no other from being shown", async () => {
  const poisoned = await publishRun(stage.store, { isSending: true });
  const sound = await publishRun(stage.store, { isSending: true });
  const failing: ConstructorParameters<typeof RunMirror>[0]["plans"] = {
    get: (workspaceId, runId) => plans.get(workspaceId, runId),
    put: (plan) => (plan.run_id === poisoned ? Promise.reject(new Error("too large")) : plans.put(plan)),
    remove: (workspaceId, runId) => plans.remove(workspaceId, runId),
  };
  const log = createLogger("test", { level: "silent" });
  const other = new RunMirror({ store: stage.store, plans: failing, controls, log, nowMs: () => nowMs });
  expect([...(await other.show(await liveRuns(stage.store)))]).toEqual([sound]);
});
