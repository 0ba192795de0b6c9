import { afterAll, beforeAll, expect, test } from "vitest";
import { Batch } from "@sluice/schema";
import {
  batchDueRetries,
  clearRun,
  deadLetters,
  endRun,
  exportDeliveries,
  openLedgerPosition,
  projectEntries,
  replayDeadLetters,
  runsWithDueRetries,
  type Store,
} from "@sluice/store";
import { entryOf, insertRun, openTestStore, totalsOf, WORKSPACE } from "./ledger-fixture.ts";

const NOW_MS = Date.now();
let store: Store;
let seq = 0;

beforeAll(async () => {
  store = await openTestStore();
  await openLedgerPosition(store, "life");
});
afterAll(() => store.close());

async function runWithDeadLetters(options = {}) {
  const runId = await insertRun(store, { recipients: 4, ...options });
  const entry = entryOf([
    { user: "a", end: "delivered" },
    { user: "b", end: "dead_lettered", reason: "status 404", attempts: 1, row: ["b", "Bo"] },
    { user: "c", end: "dead_lettered", reason: "status 503", attempts: 5, row: ["c", "Cy"] },
    { user: "d", end: "dead_lettered", reason: "status 503", attempts: 5, row: ["d", "Di"] },
  ]);
  await projectEntries(store, "life", [{ seq: ++seq, runId, batchNo: 0, entry }]);
  return runId;
}

test("dead letters are listed page by page, and only to their workspace", async () => {
  const runId = await runWithDeadLetters();
  const first = await deadLetters(store, WORKSPACE, runId, { limit: 2 });
  expect(first.dead_letters.map((letter) => [letter.user_id, letter.reason, letter.attempts])).toEqual([
    ["b", "status 404", 1],
    ["c", "status 503", 5],
  ]);
  const second = await deadLetters(store, WORKSPACE, runId, { limit: 2, after: first.next! });
  expect(second.dead_letters.map((letter) => letter.user_id)).toEqual(["d"]);
  expect(second.next).toBeNull();
  expect((await deadLetters(store, "other", runId)).dead_letters).toEqual([]);
});

test("an export has one line per recipient, in order", async () => {
  const runId = await runWithDeadLetters();
  const lines = await Array.fromAsync(exportDeliveries(store, runId));
  expect(lines.map((line) => `${line.user_id} ${line.end}`)).toEqual([
    "a delivered",
    "b dead_lettered",
    "c dead_lettered",
    "d dead_lettered",
  ]);
  expect(lines[1]).toEqual({
    user_id: "b",
    end: "dead_lettered",
    status: 503,
    attempts: 1,
    reason: "status 404",
    possible_duplicate: false,
  });
});

test("a replay reopens a run whose batches are gone, and its dead letters are sent again with the same values", async () => {
  const runId = await runWithDeadLetters({ expiresAt: new Date(NOW_MS - 1_000) });
  await endRun(store, runId, NOW_MS, () => Promise.resolve());
  await clearRun(store, runId, NOW_MS, () => Promise.resolve());

  const request = { workspaceId: WORKSPACE, runId, nowMs: NOW_MS };
  expect(await replayDeadLetters(store, request)).toEqual({ replayed: 3 });

  const run = await store.db
    .selectFrom("runs")
    .selectAll()
    .where("run_id", "=", runId)
    .executeTakeFirstOrThrow();
  expect(run).toMatchObject({ status: "sending", ended_at: null, cleared_at: null });
  expect(run.expires_at.getTime()).toBeGreaterThanOrEqual(NOW_MS + 24 * 3_600_000);
  expect(await totalsOf(store, runId)).toMatchObject({
    delivered: 1,
    dead_lettered: 0,
    retrying: 3,
    attempts: 4,
    reasons: {},
  });

  const due = (await runsWithDueRetries(store, NOW_MS)).find((candidate) => candidate.runId === runId)!;
  await batchDueRetries(store, due, NOW_MS);
  const { payload } = await store.db
    .selectFrom("run_batches")
    .select("payload")
    .where("run_id", "=", runId)
    .executeTakeFirstOrThrow();
  const batch = Batch.parse(JSON.parse(payload));
  expect(batch).toMatchObject({ batch_no: 1, attributes: ["name"], attempts: [0, 0, 0] });
  expect(new Set(batch.rows.map((row) => JSON.stringify(row)))).toEqual(
    new Set(['["b","Bo"]', '["c","Cy"]', '["d","Di"]']),
  );
  expect(await replayDeadLetters(store, request), "they are no dead letters any more").toEqual({
    replayed: 0,
  });
});

test("a replay of chosen users leaves the other dead letters as they are", async () => {
  const runId = await runWithDeadLetters();
  const request = { workspaceId: WORKSPACE, runId, userIds: ["c", "a", "nobody"], nowMs: NOW_MS };
  expect(await replayDeadLetters(store, request)).toEqual({ replayed: 1 });
  expect(await totalsOf(store, runId)).toMatchObject({
    delivered: 1,
    dead_lettered: 2,
    retrying: 1,
    reasons: { "status 404": 1, "status 503": 1 },
  });
});

test("a replay is refused for a run of another workspace, and while the run is being stopped", async () => {
  const runId = await runWithDeadLetters({ status: "stopped" });
  const replay = (workspaceId: string) => replayDeadLetters(store, { workspaceId, runId, nowMs: NOW_MS });
  await expect(replay("other")).rejects.toMatchObject({ code: "RUN_NOT_FOUND" });
  await expect(replay(WORKSPACE)).rejects.toMatchObject({ code: "RUN_STOPPING" });
});
