// A triggered run goes on for months: what is old leaves it while it sends, and nothing that is young or on its way.
import { BatchQueue, lastEntry, publishBatch } from "@sluice/bus";
import type { RunId } from "@sluice/schema";
import { eventually } from "@sluice/testkit";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import {
  batchesOf,
  insertRun,
  openWorld,
  QUICK,
  refOf,
  runOf,
  settle,
  totalsOf,
  type World,
} from "./fixture.ts";

const HOUR_MS = 3_600_000;
const BY_AGE = { ...QUICK, triggeredBatchKeptMs: HOUR_MS, triggeredDeliveriesKeptMs: HOUR_MS };
const PATIENCE = { timeoutMs: 20_000 };
vi.setConfig({ testTimeout: 150_000 });
const ON_QUEUE = 1;
const YOUNG = 2;

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const ago = (ms: number): Date => new Date(Date.now() - ms);

async function triggeredRun(batches: number): Promise<RunId> {
  const runId = await insertRun(world.store, batches);
  await world.store.db.updateTable("runs").set({ is_triggered: true }).where("run_id", "=", runId).execute();
  return runId;
}

async function ageBatches(runId: RunId, batchNos: readonly number[]): Promise<void> {
  await world.store.pool.query(
    "update run_batches set fed_at = $3 where run_id = $1 and batch_no = any($2::integer[])",
    [runId, batchNos, ago(2 * HOUR_MS)],
  );
  await world.store.pool.query(
    "update deliveries set settled_at = $3 where run_id = $1 and batch_no = any($2::integer[])",
    [runId, batchNos, ago(2 * HOUR_MS)],
  );
}

async function rememberRequest(runId: RunId, requestId: string, acceptedAt: Date): Promise<void> {
  await world.store.pool.query(
    `insert into send_requests (run_id, request_id, send_id, content_digest, accepted_at)
     values ($1, $2, gen_random_uuid(), '\\x00', $3)`,
    [runId, requestId, acceptedAt],
  );
}

const namesIn = async (table: "deliveries" | "send_requests", column: string, runId: RunId) => {
  const { rows } = await world.store.pool.query<{ name: string }>(
    `select distinct ${column}::text as name from ${table} where run_id = $1 order by name`,
    [runId],
  );
  return rows.map(({ name }) => name);
};
const batchNosOf = async (runId: RunId) =>
  (await batchesOf(world.store, runId)).map(({ batch_no }) => batch_no);

test("what is old leaves a live triggered run, its counts stay; a batch on the queue keeps its ledger until it is off", async () => {
  await world.startLedger(BY_AGE);
  const runId = await triggeredRun(3);
  await publishBatch(world.bus, refOf(runId, ON_QUEUE), "{}");
  for (const batchNo of [0, ON_QUEUE, YOUNG]) await settle(world.bus, runId, batchNo);
  await eventually(async () => (await totalsOf(world.store, runId))?.delivered === 30, PATIENCE);

  await rememberRequest(runId, "of yesterday", ago(25 * HOUR_MS));
  await rememberRequest(runId, "of today", ago(HOUR_MS));
  await ageBatches(runId, [0, ON_QUEUE]);

  await eventually(async () => (await namesIn("send_requests", "request_id", runId)).length === 1, PATIENCE);
  await eventually(async () => (await batchNosOf(runId)).join() === `${ON_QUEUE},${YOUNG}`, PATIENCE);
  // Later in the same round than the batches.
  await eventually(async () => (await namesIn("deliveries", "batch_no", runId)).length === 1, PATIENCE);
  expect(await namesIn("send_requests", "request_id", runId)).toEqual(["of today"]);
  expect(await namesIn("deliveries", "batch_no", runId)).toEqual([`${YOUNG}`]);
  expect(await lastEntry(world.bus, refOf(runId, 0))).toBeNull();
  expect(await lastEntry(world.bus, refOf(runId, ON_QUEUE))).not.toBeNull();

  const message = await (await BatchQueue.open(world.bus)).next(PATIENCE.timeoutMs);
  await message?.finish();
  await eventually(async () => (await batchNosOf(runId)).join() === `${YOUNG}`, PATIENCE);
  expect(await lastEntry(world.bus, refOf(runId, ON_QUEUE))).toBeNull();
  expect(await lastEntry(world.bus, refOf(runId, YOUNG))).not.toBeNull();
  expect(await totalsOf(world.store, runId)).toMatchObject({ delivered: 30 });
  expect(await runOf(world.store, runId)).toMatchObject({ ended_at: null, status: "sending" });
});
