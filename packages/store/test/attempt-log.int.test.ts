import type { AttemptRecord, RunId } from "@sluice/schema";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { gapAround } from "../src/time-partitions.ts";
import {
  ATTEMPT_LOG,
  dropPartition,
  endPartition,
  timePartitions,
  type AttemptSearch,
  openAppStore,
  searchAttempts,
  type Store,
  storeAttempts,
  tenantStore,
} from "../src/index.ts";
import { insertRun, openTestStore, WORKSPACE } from "./ledger-fixture.ts";

const CAMPAIGN = "0123456789abcdef01234567";
const HOUR_MS = 3_600_000;
const START_MS = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
let store: Store;
let seq = 0;

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  for (const partition of await timePartitions(store.pool, ATTEMPT_LOG))
    await dropPartition(store, ATTEMPT_LOG, partition);
});

const record = (change: Partial<AttemptRecord> = {}): AttemptRecord => ({
  at_ms: START_MS,
  user_id: "u",
  batch_no: 0,
  attempt: 1,
  status: 500,
  latency_ms: 12.3,
  error_code: "status 500",
  request: { method: "POST", url: "https://x/y", headers: [["a", "b"]], body: '{"z":1,"a":"\\u0000"}' },
  response: { headers: [], body: "no" },
  possible_duplicate: false,
  ...change,
});
const logged = (runId: RunId, changes: readonly Partial<AttemptRecord>[]) =>
  changes.map((change) => ({ workspaceId: WORKSPACE, runId, seq: ++seq, record: record(change) }));
const find = (search: Partial<AttemptSearch>) =>
  searchAttempts(store, { workspaceId: WORKSPACE, campaignId: CAMPAIGN, limit: 100, ...search });
const usersOf = async (search: Partial<AttemptSearch>): Promise<string[]> =>
  (await find(search)).attempts.map(({ user_id }) => user_id);

test("attempts are found by user, status, error, time and run; as they were recorded", async () => {
  const runId = await insertRun(store);
  const otherRun = await insertRun(store);
  await storeAttempts(store, [
    ...logged(runId, [
      { user_id: "a", at_ms: START_MS + 1 },
      { user_id: "b", at_ms: START_MS + 2, status: 0, error_code: "timeout", response: null },
      { user_id: "c", at_ms: START_MS + 3, status: 200, error_code: null },
      { user_id: "d", at_ms: START_MS + 4, status: 503, error_code: "status 503" },
    ]),
    ...logged(otherRun, [{ user_id: "e", at_ms: START_MS + 5, status: 404, error_code: "status 404" }]),
  ]);

  expect(await usersOf({})).toEqual(["e", "d", "c", "b", "a"]);
  expect(await usersOf({ runId })).toEqual(["d", "c", "b", "a"]);
  expect(await usersOf({ userId: "a" })).toEqual(["a"]);
  expect(await usersOf({ statuses: [503, 503] })).toEqual(["d"]);
  expect(await usersOf({ statuses: [500, 599] })).toEqual(["d", "a"]);
  expect(await usersOf({ statuses: [0, 0] })).toEqual(["b"]);
  expect(await usersOf({ error: "timeout" })).toEqual(["b"]);
  expect(await usersOf({ runId, error: true })).toEqual(["d", "b", "a"]);
  expect(await usersOf({ fromMs: START_MS + 2, toMs: START_MS + 4 })).toEqual(["c", "b"]);
  expect(await usersOf({ campaignId: "f".repeat(24) })).toEqual([]);
  expect(await usersOf({ workspaceId: "other" })).toEqual([]);
  const { at_ms: _, ...rest } = record({ user_id: "a" });
  expect((await find({ userId: "a" })).attempts).toEqual([
    { at: new Date(START_MS + 1).toISOString(), run_id: runId, ...rest },
  ]);
});

test("pages follow one another without gap or overlap, also where many have the same time", async () => {
  const runId = await insertRun(store);
  await storeAttempts(
    store,
    logged(
      runId,
      Array.from({ length: 25 }, (_, i) => ({ user_id: `u${i}`, at_ms: START_MS + (i % 2) * HOUR_MS })),
    ),
  );
  const seen: string[] = [];
  for (
    let cursor = undefined as AttemptSearch["cursor"], isMore = true;
    isMore;
    isMore = cursor !== undefined
  ) {
    const page = await find({ runId, limit: 4, cursor });
    seen.push(...page.attempts.map(({ user_id }) => user_id));
    cursor = page.next ?? undefined;
  }
  expect(seen).toHaveLength(25);
  expect(new Set(seen).size).toBe(25);
});

test("storing the same attempts again changes nothing", async () => {
  const runId = await insertRun(store);
  const attempts = logged(runId, [{ user_id: "a" }, { user_id: "b" }]);
  await storeAttempts(store, attempts);
  await storeAttempts(store, attempts);
  expect(await usersOf({ runId })).toEqual(["b", "a"]);
});

test("a partition is an hour; one that is ended early leaves the rest of its hour to the next", async () => {
  const runId = await insertRun(store);
  await storeAttempts(store, logged(runId, [{ at_ms: START_MS + 90_000 }]));
  const [hour] = await timePartitions(store.pool, ATTEMPT_LOG);
  expect(hour).toMatchObject({ fromMs: START_MS, toMs: START_MS + HOUR_MS });
  expect(await endPartition(store, ATTEMPT_LOG, hour!)).toBe(true);
  await storeAttempts(store, logged(runId, [{ at_ms: START_MS + 100_000 }, { at_ms: START_MS + 130_000 }]));

  const [first, second] = await timePartitions(store.pool, ATTEMPT_LOG);
  expect(first).toMatchObject({ fromMs: START_MS, toMs: START_MS + 120_000 });
  expect(second).toMatchObject({ fromMs: START_MS + 120_000, toMs: START_MS + HOUR_MS });
  expect(first!.bytes).toBeGreaterThan(0);
  expect(await usersOf({ runId })).toHaveLength(3);
  expect(await endPartition(store, ATTEMPT_LOG, first!)).toBe(false);
  await dropPartition(store, ATTEMPT_LOG, first!);
  expect(await usersOf({ runId })).toHaveLength(1);
});

test("a gap lies within its hour and touches no neighbour", () => {
  const around = [
    { fromMs: START_MS, toMs: START_MS + 60_000 },
    { fromMs: START_MS + 600_000, toMs: START_MS + HOUR_MS },
  ];
  expect(gapAround(START_MS + 120_000, around, HOUR_MS)).toEqual({
    fromMs: START_MS + 60_000,
    toMs: START_MS + 600_000,
  });
  expect(gapAround(START_MS - 1, around, HOUR_MS)).toEqual({ fromMs: START_MS - HOUR_MS, toMs: START_MS });
});

test("the ledger's role makes and drops partitions, the api's role reads its workspace and can do neither", async () => {
  const runId = await insertRun(store);
  const databaseUrl = String(store.pool.options.connectionString);
  const ledger = await openAppStore("ledger", { databaseUrl, applicationName: "ledger" });
  const api = await openAppStore("api", { databaseUrl, applicationName: "api" });
  try {
    expect([ledger.role, api.role]).toEqual(["sluice_ledger", "sluice_api"]);
    await storeAttempts(ledger, logged(runId, [{}]));
    const search = { workspaceId: WORKSPACE, campaignId: CAMPAIGN, limit: 1 };
    expect((await searchAttempts(tenantStore(api, WORKSPACE), search)).attempts).toHaveLength(1);
    const [partition] = await timePartitions(api.pool, ATTEMPT_LOG);
    await expect(dropPartition(api, ATTEMPT_LOG, partition!)).rejects.toThrow(/permission denied/);
    await expect(api.pool.query(`select from ${partition!.name}`)).rejects.toThrow(/permission denied/);
    const { rows } = await tenantStore(api, "other").pool.query("select from attempt_log");
    expect(rows).toEqual([]);
    await dropPartition(ledger, ATTEMPT_LOG, partition!);
  } finally {
    await ledger.close();
    await api.close();
  }
});
