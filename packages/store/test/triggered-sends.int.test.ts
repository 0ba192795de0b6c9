import { randomBytes } from "node:crypto";
import { type Batch, mintUuidV7, recipientKey, type RunId } from "@sluice/schema";
import {
  acceptSends,
  attributeValues,
  leaveToPlanner,
  oldDoneBatches,
  plannedBatches,
  removeDoneBatches,
  removeOldDeliveries,
  removeOldRequests,
  sendsOfRequests,
  type SendToAccept,
  settledRuns,
} from "@sluice/store";
import { afterAll, beforeAll, expect, test } from "vitest";
import { insertRun, openTestStore, WORKSPACE } from "./ledger-fixture.ts";

let store: Awaited<ReturnType<typeof openTestStore>>;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

const envelope = { beforeBatchNo: '{"v":1,"batch_no":', beforeRows: ',"rows":[', afterRows: "]}" };

async function triggeredRun(status = "sending"): Promise<RunId> {
  const runId = await insertRun(store, { recipients: 0, batches: 0, status });
  await store.db.updateTable("runs").set({ is_triggered: true }).where("run_id", "=", runId).execute();
  return runId;
}

function send(userId: string, requestId?: string): SendToAccept {
  const sendId = mintUuidV7(Date.now(), randomBytes(10));
  const request = requestId === undefined ? null : { id: requestId, digest: Buffer.from(userId) };
  return { sendId, row: JSON.stringify([recipientKey(userId, sendId), userId]), request };
}

const accept = (runId: RunId, sends: readonly SendToAccept[], isPublishedAtOnce = true) =>
  acceptSends(store, { runId, sends, envelope, isPublishedAtOnce, now: new Date() });

const countersOf = (runId: RunId) =>
  store.db
    .selectFrom("runs")
    .select(["next_batch_no", "recipients", "targeted"])
    .where("run_id", "=", runId)
    .executeTakeFirstOrThrow();

test("a group becomes one batch, and the counters of the run move with it", async () => {
  const runId = await triggeredRun();
  const sends = [send("u1"), send("u2"), send("u1")];

  const { isOpen, batch, acceptedIds } = await accept(runId, sends);

  expect(isOpen).toBe(true);
  expect([...acceptedIds].toSorted()).toEqual(sends.map(({ sendId }) => sendId).toSorted());
  expect(batch).toMatchObject({ batchNo: 0, isFed: true });
  expect((JSON.parse(batch!.payload) as Batch).rows.map(([, user]) => user)).toEqual(["u1", "u2", "u1"]);
  expect(await countersOf(runId)).toEqual({ next_batch_no: 1, recipients: 3, targeted: 3 });
});

test("a request id is taken once, within a group and across groups", async () => {
  const runId = await triggeredRun();
  const [first, twin] = [send("u1", "r1"), send("u1", "r1")];

  const together = await accept(runId, [first, twin, send("u2")]);
  const later = await accept(runId, [send("u1", "r1")]);

  expect(together.acceptedIds.size).toBe(2);
  expect(later).toMatchObject({ isOpen: true, batch: null });
  const remembered = await sendsOfRequests(store, runId, ["r1", "r2"]);
  expect([...remembered.keys()]).toEqual(["r1"]);
  expect(together.acceptedIds).toContain(remembered.get("r1")!.sendId);
  expect(await countersOf(runId)).toEqual({ next_batch_no: 1, recipients: 2, targeted: 2 });
});

test("groups that come at the same time have numbers of their own", async () => {
  const runId = await triggeredRun();

  const groups = await Promise.all(
    Array.from({ length: 20 }, (_, i) => accept(runId, [send(`u${i}`), send("all", "same")])),
  );

  expect(groups.map(({ batch }) => batch!.batchNo).toSorted((a, b) => a - b)).toEqual([...Array(20).keys()]);
  expect(await countersOf(runId)).toEqual({ next_batch_no: 20, recipients: 21, targeted: 21 });
});

test.each(["paused", "stopped"])("a run that is %s takes nothing in", async (status) => {
  const runId = await triggeredRun(status);

  expect(await accept(runId, [send("u1", "r1")])).toMatchObject({ isOpen: false, batch: null });
  expect(await sendsOfRequests(store, runId, ["r1"])).toEqual(new Map());
});

test("what is not published at once, or could not be, is planned for the planner to feed", async () => {
  const [waiting, starting, refused] = [
    await triggeredRun(),
    await triggeredRun("planned"),
    await triggeredRun(),
  ];

  expect((await accept(waiting, [send("u1")], false)).batch).toMatchObject({ isFed: false });
  expect((await accept(starting, [send("u1")])).batch).toMatchObject({ isFed: false });
  await accept(refused, [send("u1")]);
  await leaveToPlanner(store, refused, 0);

  for (const runId of [waiting, starting, refused])
    expect(await plannedBatches(store, runId, 9)).toHaveLength(1);
});

test("only users that the workspace knows have values, and absent ones are null", async () => {
  const attributes = JSON.stringify({ name: "Asha", big: 12 });
  await store.db.insertInto("users").values({ workspace_id: WORKSPACE, user_id: "u1", attributes }).execute();

  const values = await attributeValues(store, WORKSPACE, ["u1", "nobody"], ["name", "absent", "big"]);

  expect([...values]).toEqual([["u1", '"Asha", null, 12']]);
});

test("a triggered run does not end when everything is settled, but when it is stopped", async () => {
  const runId = await triggeredRun();
  expect(await settledRuns(store)).not.toContain(runId);
  await store.db.updateTable("runs").set({ status: "stopped" }).where("run_id", "=", runId).execute();
  expect(await settledRuns(store)).toContain(runId);
});

test("what is old leaves a run that goes on, and nothing else does", async () => {
  const runId = await triggeredRun();
  await accept(runId, [send("u1", "old")]);
  await accept(runId, [send("u2")]);
  await store.db.updateTable("run_batches").set({ state: "done" }).where("batch_no", "=", 0).execute();
  await store.pool.query(
    `insert into deliveries select $1, 'u' || i, 'delivered', 200, 1, 1, null, false, 0, now() - i * interval '1 day', null
     from generate_series(1, 3) i`,
    [runId],
  );
  const soon = Date.now() + 1_000;

  const old = await oldDoneBatches(store, soon, 10);
  expect(old.filter((batch) => batch.runId === runId)).toEqual([
    { workspaceId: WORKSPACE, runId, batchNo: 0 },
  ]);
  await removeDoneBatches(store, runId, [0, 1]);
  expect(await removeOldDeliveries(store, Date.now() - 36 * 3_600_000, 10)).toBe(2);
  expect(await removeOldRequests(store, 0, 10)).toBe(0);
  expect(await removeOldRequests(store, soon, 100)).toBeGreaterThan(0);

  const left = store.db.selectFrom("run_batches").select("batch_no").where("run_id", "=", runId);
  expect(await left.execute()).toEqual([{ batch_no: 1 }]);
});
