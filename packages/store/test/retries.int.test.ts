import { afterAll, beforeAll, expect, test } from "vitest";
import { Batch, type RunId } from "@sluice/schema";
import { batchDueRetries, runsWithDueRetries, type Store } from "@sluice/store";
import { insertRun, openTestStore, totalsOf } from "./ledger-fixture.ts";

const NOW_MS = Date.now();
let store: Store;

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

async function wait(runId: RunId, users: readonly string[], dueAtMs: number, attempts = 1): Promise<void> {
  for (const user of users) {
    const row = { user_id: user, due_at: new Date(dueAtMs), attempts, reason: "status 503" };
    await store.db
      .insertInto("retries")
      .values({ run_id: runId, ...row, row_json: `["${user}", 1.50, "Zo\\u00eb"]` })
      .execute();
  }
  await store.db
    .updateTable("run_totals")
    .set((eb) => ({ retrying: eb("retrying", "+", users.length) }))
    .where("run_id", "=", runId)
    .execute();
}

const dueRun = async (runId: RunId, nowMs = NOW_MS) =>
  (await runsWithDueRetries(store, nowMs)).find((run) => run.runId === runId);

const batchesOf = async (runId: RunId) =>
  (
    await store.db
      .selectFrom("run_batches")
      .selectAll()
      .where("run_id", "=", runId)
      .orderBy("batch_no")
      .execute()
  ).slice(1);

test("due recipients become one planned batch with the same values; the others go on waiting", async () => {
  const runId = await insertRun(store, { attributes: ["score", "name"] });
  await wait(runId, ["a", "b"], NOW_MS - 1, 2);
  await wait(runId, ["later"], NOW_MS + 60_000);

  expect(await batchDueRetries(store, (await dueRun(runId))!, NOW_MS)).toEqual({ batches: 1, recipients: 2 });

  const [batch] = await batchesOf(runId);
  expect(batch).toMatchObject({ batch_no: 1, state: "planned", recipients: 2 });
  expect(batch!.payload).toContain('["a", 1.50, "Zo\\u00eb"]');
  expect(Batch.parse(JSON.parse(batch!.payload))).toMatchObject({
    run_id: runId,
    attributes: ["score", "name"],
    attempts: [2, 2],
  });
  expect(await totalsOf(store, runId)).toMatchObject({ retrying: 1 });
  expect(await dueRun(runId)).toBeUndefined();
});

test("the mark of a possible duplicate waits with the retry, and goes with it", async () => {
  const runId = await insertRun(store);
  await wait(runId, ["a"], NOW_MS - 2);
  await wait(runId, ["b"], NOW_MS - 1);
  await store.db
    .updateTable("retries")
    .set({ possible_duplicate: true })
    .where("run_id", "=", runId)
    .where("user_id", "=", "b")
    .execute();

  await batchDueRetries(store, (await dueRun(runId))!, NOW_MS);

  const { rows, possible_duplicates } = Batch.parse(JSON.parse((await batchesOf(runId))[0]!.payload));
  const marked = rows.filter((_, i) => possible_duplicates?.[i] === 1).map(([user]) => user);
  expect(marked).toEqual(["b"]);
});

test("two processes that batch at once take each recipient once and number their batches apart", async () => {
  const runId = await insertRun(store);
  await wait(
    runId,
    Array.from({ length: 40 }, (_, i) => `u${i}`),
    NOW_MS - 1,
  );
  const run = (await dueRun(runId))!;

  const done = await Promise.all([
    batchDueRetries(store, run, NOW_MS, 25),
    batchDueRetries(store, run, NOW_MS, 25),
  ]);
  const rest = await batchDueRetries(store, run, NOW_MS);

  expect([...done, rest].reduce((sum, { recipients }) => sum + recipients, 0)).toBe(40);
  const rows = (await batchesOf(runId)).flatMap(({ payload }) => Batch.parse(JSON.parse(payload)).rows);
  expect(new Set(rows.map(([user]) => user)).size).toBe(40);
  expect(await totalsOf(store, runId)).toMatchObject({ retrying: 0 });
});

test("of a stopped or expired run everything is due at once; of a paused run nothing", async () => {
  const soon = NOW_MS + 60_000;
  const stopped = await insertRun(store, { status: "stopped" });
  const expired = await insertRun(store, { expiresAt: new Date(NOW_MS - 1) });
  const paused = await insertRun(store, { status: "paused" });
  for (const runId of [stopped, expired]) await wait(runId, ["a"], soon);
  await wait(paused, ["a"], NOW_MS - 1);

  expect(await dueRun(stopped)).toMatchObject({ isOver: true });
  expect(await dueRun(expired)).toMatchObject({ isOver: true });
  expect(await dueRun(paused)).toBeUndefined();
  expect(await batchDueRetries(store, (await dueRun(stopped))!, NOW_MS)).toMatchObject({ recipients: 1 });
});
