import { afterAll, beforeAll, expect, test } from "vitest";
import { lastEntry, publishBatch, queuedBatchNumbers } from "@sluice/bus";
import { Batch } from "@sluice/schema";
import { eventually } from "@sluice/testkit";
import type { RunningLedger } from "../src/start-ledger.ts";
import {
  batchesOf,
  entryOf,
  insertRun,
  mintRunId,
  openWorld,
  QUICK,
  refOf,
  runOf,
  settle,
  totalsOf,
  type World,
  WORKSPACE,
} from "./fixture.ts";

let world: World;
let ledger: RunningLedger;

beforeAll(async () => {
  world = await openWorld();
  ledger = await world.startLedger(QUICK);
});
afterAll(() => world[Symbol.asyncDispose]());

test("a run whose batches are settled ends, is announced with its funnel, and leaves the bus", async () => {
  const { store, bus } = world;
  const notices = bus.nc.subscribe(`notices.${WORKSPACE}`, { max: 1 });
  const runId = await insertRun(store, 3);
  await settle(bus, runId, 0);
  await settle(bus, runId, 1, entryOf(1, "dead_lettered"));
  await eventually(async () => (await totalsOf(store, runId))?.dead_lettered === 10);
  expect(await runOf(store, runId)).toMatchObject({ status: "sending", ended_at: null });

  await settle(bus, runId, 2);

  await eventually(async () => (await runOf(store, runId)).status === "sent");
  for await (const notice of notices) {
    expect(notice.json()).toMatchObject({
      kind: "run_ended",
      run_id: runId,
      text: "sent: 30 targeted, 30 recipients: 20 delivered, 10 dead-lettered (30 requests)",
    });
  }
  await eventually(async () => (await runOf(store, runId)).cleared_at !== null);
  expect(await lastEntry(bus, refOf(runId, 0))).toBeNull();
  expect(await batchesOf(store, runId)).toEqual([]);
  expect(await totalsOf(store, runId)).toMatchObject({ delivered: 20, dead_lettered: 10, attempts: 30 });
});

test("a retry that is due becomes a batch; stopping the run makes the others due at once", async () => {
  const { store, bus } = world;
  const runId = await insertRun(store, 2);
  const inAnHour = Date.now() + 3_600_000;
  await settle(bus, runId, 0, entryOf(0, "retry", Date.now()));
  await settle(bus, runId, 1, entryOf(1, "retry", inAnHour));

  const due = await eventually(async () => (await batchesOf(store, runId))[2]);
  expect(Batch.parse(JSON.parse(due.payload))).toMatchObject({
    batch_no: 2,
    attributes: ["name"],
    attempts: Array.from({ length: 10 }, () => 1),
  });
  await eventually(async () => (await totalsOf(store, runId))?.retrying === 10);

  await store.db.updateTable("runs").set({ status: "stopped" }).where("run_id", "=", runId).execute();
  const cancelled = await eventually(async () => (await batchesOf(store, runId))[3]);
  expect(cancelled).toMatchObject({ state: "planned", recipients: 10 });

  await settle(bus, runId, 2, entryOf(0, "cancelled"));
  await settle(bus, runId, 3, entryOf(1, "cancelled"));
  await eventually(async () => (await runOf(store, runId)).ended_at !== null);
  expect(await runOf(store, runId)).toMatchObject({ status: "stopped" });
  expect(await totalsOf(store, runId)).toMatchObject({ cancelled: 20, retrying: 0 });
});

test("a batch that the bus has lost is planned again; one that waits on the queue is not", async () => {
  const { store, bus } = world;
  const runId = mintRunId();
  await publishBatch(bus, refOf(runId, 0), "{}");
  await eventually(async () => (await queuedBatchNumbers(bus, WORKSPACE, runId)).has(0));
  await insertRun(store, 2, { run_id: runId });

  await eventually(async () => (await batchesOf(store, runId))[1]?.state === "planned");
  expect((await batchesOf(store, runId))[0]).toMatchObject({ state: "fed" });
});

test("garbage on the ledger's subjects is passed over, and what follows is projected", async () => {
  const { store, bus } = world;
  const runId = await insertRun(store, 1);
  await bus.js.publish(`ledger.${WORKSPACE}.${runId}.7`, "no entry");
  await bus.js.publish(`ledger.${WORKSPACE}.${runId}.8`, JSON.stringify({ v: 2 }));
  await bus.js.publish("ledger.nonsense", JSON.stringify(entryOf(0)));
  await settle(bus, runId, 0);

  await eventually(async () => (await totalsOf(store, runId))?.delivered === 10);
  const metrics = await (await fetch(`${ledger.url}/metrics`)).text();
  expect(metrics).toMatch(/sluice_ledger_passed_over_total\{.*reason="unreadable".*\} 3/);
  expect(metrics).toMatch(/sluice_ledger_on_duty\{.*\} 1/);
  expect((await fetch(`${ledger.url}/healthz`)).status).toBe(200);
});
