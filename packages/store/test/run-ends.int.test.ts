import { afterAll, beforeAll, expect, test } from "vitest";
import {
  clearRun,
  doneBatches,
  endRun,
  longFedBatches,
  replanBatches,
  runsToClear,
  settledRuns,
  type Store,
} from "@sluice/store";
import type { RunId } from "@sluice/schema";
import { insertRun, openTestStore } from "./ledger-fixture.ts";

const NOW_MS = Date.now();
let store: Store;

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

const setTotals = (runId: RunId, totals: Record<string, number>) =>
  store.db.updateTable("run_totals").set(totals).where("run_id", "=", runId).execute();
const announceNothing = () => Promise.resolve();
const runOf = (runId: RunId) =>
  store.db.selectFrom("runs").selectAll().where("run_id", "=", runId).executeTakeFirstOrThrow();

test("a run ends exactly when its audience is cut and its ends add up to its recipients", async () => {
  const runId = await insertRun(store, { recipients: 10, isCut: false });
  await setTotals(runId, { delivered: 7, dead_lettered: 2 });
  expect(await settledRuns(store)).not.toContain(runId);

  await setTotals(runId, { skipped: 1 });
  expect(await settledRuns(store), "the audience may still grow").not.toContain(runId);

  await store.db
    .updateTable("runs")
    .set({ cut_finished_at: new Date() })
    .where("run_id", "=", runId)
    .execute();
  expect(await settledRuns(store)).toContain(runId);

  const ended = await endRun(store, runId, NOW_MS, announceNothing);
  expect(ended).toMatchObject({ status: "sent", recipients: 10, ends: { delivered: 7, dead_lettered: 2 } });
  expect(await endRun(store, runId, NOW_MS, announceNothing), "it ends once").toBeNull();
});

test("a run that was stopped before its audience was cut ends with nobody", async () => {
  const runId = await insertRun(store, { recipients: 0, isCut: false, status: "stopped", batches: 0 });
  expect(await settledRuns(store)).toContain(runId);
  expect(await endRun(store, runId, NOW_MS, announceNothing)).toMatchObject({
    status: "stopped",
    recipients: 0,
  });
});

test("a run whose end could not be announced has not ended", async () => {
  const runId = await insertRun(store, { recipients: 1 });
  await setTotals(runId, { delivered: 1 });
  await expect(endRun(store, runId, NOW_MS, () => Promise.reject(new Error("no bus")))).rejects.toThrow(
    "no bus",
  );
  expect(await runOf(runId)).toMatchObject({ status: "sending", ended_at: null });
});

test("an ended run loses its batches and keeps the names of their attributes", async () => {
  const runId = await insertRun(store, { recipients: 1, attributes: ["name", "city"] });
  await setTotals(runId, { delivered: 1 });
  await endRun(store, runId, NOW_MS, announceNothing);
  expect((await runsToClear(store, NOW_MS)).map((run) => run.runId)).toContain(runId);

  await clearRun(store, runId, NOW_MS, () => Promise.resolve());

  expect(await runOf(runId)).toMatchObject({ row_attributes: ["name", "city"] });
  const batches = store.db.selectFrom("run_batches").selectAll().where("run_id", "=", runId);
  expect(await batches.execute()).toEqual([]);
  expect((await runsToClear(store, NOW_MS)).map((run) => run.runId)).not.toContain(runId);
});

test("batches that were fed long ago and are not done are found, and planned again once", async () => {
  const runId = await insertRun(store, { batches: 3 });
  await store.db
    .updateTable("run_batches")
    .set({ state: "done" })
    .where("run_id", "=", runId)
    .where("batch_no", "=", 1)
    .execute();
  const found = (await longFedBatches(store, { ofTriggered: NOW_MS, ofOthers: NOW_MS })).find(
    (run) => run.runId === runId,
  );
  expect(found?.batchNos).toEqual([0, 2]);
  expect(await replanBatches(store, runId, [0, 1, 2], NOW_MS)).toEqual([0, 2]);
  expect(await replanBatches(store, runId, [0, 1, 2], NOW_MS)).toEqual([]);
  const done = (await doneBatches(store, null, 10)).filter((batch) => batch.runId === runId);
  expect(done.map((batch) => batch.batchNo)).toEqual([1]);
  expect((await doneBatches(store, done[0]!, 10)).filter((batch) => batch.runId === runId)).toEqual([]);
});
