import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { batchQueueDepth, BatchQueue } from "@sluice/bus";
import type { RunId } from "@sluice/schema";
import { BatchFeeder } from "../src/feed-batches.ts";
import { insertBatches, openStage, publishRun, type Stage } from "./stage.ts";

let stage: Stage;
let feeder: BatchFeeder;
beforeAll(async () => {
  stage = await openStage();
});
beforeEach(async () => {
  await stage.store.pool.query("truncate runs cascade");
  await stage.bus.jsm.streams.purge("BATCHES");
  feeder = new BatchFeeder({ bus: stage.bus, store: stage.store, mayFeed: () => true, nowMs: Date.now });
});
afterAll(() => stage[Symbol.asyncDispose]());

async function sendingRun(batches: number, requestsPerMinute?: number): Promise<RunId> {
  const runId = await publishRun(stage.store, {
    isSending: true,
    ...(requestsPerMinute === undefined ? {} : { requestsPerMinute }),
  });
  await insertBatches(stage.store, runId, batches);
  return runId;
}

async function fedBatches(runId: RunId): Promise<number[]> {
  const { rows } = await stage.store.pool.query<{ batch_no: number }>(
    "select batch_no from run_batches where run_id = $1 and state = 'fed' order by batch_no",
    [runId],
  );
  return rows.map((row) => row.batch_no);
}

const messages = async (): Promise<number> => (await batchQueueDepth(stage.bus)).messages;
const firstNumbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

test("a run is fed in order, no further than its pace allows, and goes on when batches are done", async () => {
  const runId = await sendingRun(20, 500); // 6 seconds are 50 requests: 5 batches of 10
  expect(await feeder.feed(new Set([runId]))).toBe(5);
  expect(await fedBatches(runId)).toEqual(firstNumbers(5));
  expect(await feeder.feed(new Set([runId]))).toBe(0);
  await stage.store.pool.query("update run_batches set state = 'done' where batch_no < 2");
  expect(await feeder.feed(new Set([runId]))).toBe(2);
  expect(await fedBatches(runId)).toEqual([2, 3, 4, 5, 6]);
  expect(await messages()).toBe(7);
});

test("retries that are due do not wait until the whole audience has had its first attempt", async () => {
  const runId = await sendingRun(20, 500);
  await stage.store.pool.query("update run_batches set is_retry = true where batch_no >= 18");
  expect(await feeder.feed(new Set([runId]))).toBe(5);
  expect(await fedBatches(runId)).toEqual([0, 1, 2, 18, 19]);
});

test("a planner that died before it marked what it published does no harm: the batch is there once", async () => {
  const runId = await sendingRun(3);
  await feeder.feed(new Set([runId]));
  await stage.store.pool.query("update run_batches set state = 'planned'");
  expect(await feeder.feed(new Set([runId]))).toBe(3);
  expect(await fedBatches(runId)).toEqual([0, 1, 2]);
  expect(await messages()).toBe(3);
});

test("a run without a limit has at most 64 batches on the bus", async () => {
  const runId = await sendingRun(100);
  expect(await feeder.feed(new Set([runId]))).toBe(64);
  expect(await messages()).toBe(64);
});

test("a batch that was on the bus before carries what is known of it", async () => {
  const runId = await sendingRun(1);
  await stage.store.pool.query("update run_batches set claimed = 4, settled = '\\x0f00'");
  await feeder.feed(new Set([runId]));
  const message = await (await BatchQueue.open(stage.bus)).next(2_000);
  expect(message?.resume).toEqual({ claimed: 4, settled: Buffer.from([0x0f, 0]).toString("base64") });
  expect(Buffer.from(message?.data ?? []).toString()).toBe("batch 0");
  await message?.finish();
});

test("only runs that senders can see are fed, and nobody is when the lease is lost", async () => {
  const runId = await sendingRun(3);
  expect(await feeder.feed(new Set())).toBe(0);
  const deposed = new BatchFeeder({
    bus: stage.bus,
    store: stage.store,
    mayFeed: () => false,
    nowMs: Date.now,
  });
  expect(await deposed.feed(new Set([runId]))).toBe(0);
  expect(await messages()).toBe(0);
});

async function withStreamOf(maxBytes: number, work: () => Promise<void>): Promise<void> {
  await stage.store.pool.query("update run_batches set payload = $1", ["x".repeat(100_000)]);
  const before = (await stage.bus.jsm.streams.info("BATCHES")).config;
  await stage.bus.jsm.streams.update("BATCHES", { ...before, max_bytes: maxBytes });
  try {
    await work();
  } finally {
    await stage.bus.jsm.streams.update("BATCHES", before);
  }
}

const sendTo = (runId: RunId, origin: string) =>
  stage.store.pool.query("update runs set origin = $2 where run_id = $1", [runId, origin]);

test("runs take turns when the stream has little room, and feeding stops at half of it", async () => {
  const runs = [await sendingRun(40), await sendingRun(40), await sendingRun(40)];
  await Promise.all(runs.map((runId, i) => sendTo(runId, `https://${i}.example`)));
  await withStreamOf(4_000_000, async () => {
    await feeder.feed(new Set(runs));
    const fed = await Promise.all(runs.map(fedBatches));
    expect(fed.map(({ length }) => length)).toEqual([8, 8, 8]); // the turn that passes the half is the last
    expect(await feeder.feed(new Set(runs))).toBe(0);
  });
});

test("twenty runs to an origin that takes nothing leave room on the bus for a run to another one, also to a new leader", async () => {
  const stuck: RunId[] = [];
  for (let i = 0; i < 20; i++) stuck.push(await sendingRun(10));
  await Promise.all(stuck.map((runId) => sendTo(runId, "https://hung.example")));
  const good = await sendingRun(40);
  await sendTo(good, "https://good.example");
  await withStreamOf(20_000_000, async () => {
    await feeder.feed(new Set(stuck));
    await feeder.feed(new Set(stuck));
    const { bytes } = await batchQueueDepth(stage.bus);
    expect(bytes).toBeLessThan(5_900_000); // half of the half, and the turn that passes it
    const successor = new BatchFeeder({
      bus: stage.bus,
      store: stage.store,
      mayFeed: () => true,
      nowMs: Date.now,
    });
    expect(await successor.feed(new Set([...stuck, good]))).toBeGreaterThanOrEqual(8);
    expect(await fedBatches(good)).not.toEqual([]);
    await stage.store.pool.query(
      "update run_batches set state = 'done' where run_id = $1 and state = 'fed'",
      [good],
    );
    await stage.bus.jsm.streams.purge("BATCHES", { filter: `batches.*.${good}.*` });
    expect(await feeder.feed(new Set([...stuck, good]))).toBeGreaterThanOrEqual(8);
  });
});
