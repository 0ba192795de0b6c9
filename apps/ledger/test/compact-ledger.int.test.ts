import { appendEntry } from "@sluice/bus";
import { eventually } from "@sluice/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { entryOf, insertRun, openWorld, refOf, totalsOf, type World } from "./fixture.ts";

const SMALL_STREAM_BYTES = 64 * 1024;
const BATCHES = 10;
const BIG_SETTLED = Buffer.alloc(1_200).toString("base64");

let world: World;

beforeAll(async () => {
  world = await openWorld();
  await world.bus.jsm.streams.update("LEDGER", { max_bytes: SMALL_STREAM_BYTES });
});
afterAll(() => world[Symbol.asyncDispose]());

const streamState = async () => (await world.bus.jsm.streams.info("LEDGER")).state;

test("when the ledger stream is half full, done batches of a live run keep only their last entry", async () => {
  const runId = await insertRun(world.store, BATCHES + 1); // one batch never ends, and with it the run
  for (let batchNo = 0; batchNo < BATCHES; batchNo++) {
    let seq = 0;
    for (let part = 0; part < 2; part++) {
      const claim = { ...entryOf(batchNo), settled: BIG_SETTLED, done: false, outcomes: null };
      const appended = await appendEntry(world.bus, refOf(runId, batchNo), claim, seq);
      if (appended.kind === "appended") seq = appended.seq;
    }
    await appendEntry(world.bus, refOf(runId, batchNo), entryOf(batchNo), seq);
  }
  const before = await streamState();
  expect([before.messages, before.bytes > SMALL_STREAM_BYTES / 2]).toEqual([3 * BATCHES, true]);

  await world.startLedger();

  await eventually(async () => (await streamState()).messages === BATCHES);
  expect((await streamState()).bytes).toBeLessThan(SMALL_STREAM_BYTES / 2);
  expect((await totalsOf(world.store, runId))?.delivered).toBe(10 * BATCHES);
});
