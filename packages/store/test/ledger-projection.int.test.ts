import { afterAll, beforeAll, expect, test } from "vitest";
import { openLedgerPosition, projectEntries, type Store } from "@sluice/store";
import { entryOf, insertRun, openTestStore, type TestOutcome, totalsOf } from "./ledger-fixture.ts";

const LIFE = "2026-01-01T00:00:00Z";
let store: Store;
let seq = 0;

beforeAll(async () => {
  store = await openTestStore();
  await openLedgerPosition(store, LIFE);
});
afterAll(() => store.close());

const record = (runId: string, outcomes: readonly TestOutcome[], state = {}) => ({
  seq: ++seq,
  runId,
  batchNo: 0,
  entry: entryOf(outcomes, state),
});

const deliveriesOf = (runId: string) =>
  store.db.selectFrom("deliveries").selectAll().where("run_id", "=", runId).orderBy("user_id").execute();
const batchOf = (runId: string) =>
  store.db.selectFrom("run_batches").selectAll().where("run_id", "=", runId).executeTakeFirstOrThrow();

test("each end becomes a row, each retry waits with its row, and the totals say how many", async () => {
  const runId = await insertRun(store, { recipients: 4 });
  const report = await projectEntries(store, LIFE, [
    record(
      runId,
      [
        { user: "a", end: "delivered" },
        { user: "b", end: "retry", reason: "status 503", dueAtMs: 5_000, row: ["b", "Zoë \\ \t"] },
      ],
      { done: false, claimed: 3 },
    ),
    record(
      runId,
      [
        {
          user: "c",
          end: "dead_lettered",
          reason: "status 404",
          isPossibleDuplicate: true,
          row: ["c", null],
        },
        { user: "d\\N", end: "skipped", reason: "no name", isRequested: false, attempts: 0 },
      ],
      { claimed: 4 },
    ),
  ]);

  expect(report).toEqual({ entries: 2, outcomes: 4, duplicates: 0, passedOver: [] });
  expect(await totalsOf(store, runId)).toMatchObject({
    delivered: 1,
    dead_lettered: 1,
    skipped: 1,
    retrying: 1,
    attempts: 3,
    possible_duplicates: 1,
    reasons: { "status 404": 1, "no name": 1 },
  });
  const rows = await deliveriesOf(runId);
  expect(rows.map((row) => [row.user_id, row.ending, row.row_json])).toEqual([
    ["a", "delivered", null],
    ["c", "dead_lettered", '["c",null]'],
    ["d\\N", "skipped", null],
  ]);
  const retries = await store.db.selectFrom("retries").selectAll().where("run_id", "=", runId).execute();
  expect(retries).toMatchObject([{ user_id: "b", attempts: 1 }]);
  expect(retries[0]!.due_at.getTime()).toBeGreaterThan(Date.now() - 60_000); // from now on, whatever the sender's clock
  expect(JSON.parse(retries[0]!.row_json)).toEqual(["b", "Zoë \\ \t"]);
  expect(await batchOf(runId)).toMatchObject({ state: "done", claimed: 4, settled: Buffer.from([3]) });
});

test("a retry keeps the mark of its attempt", async () => {
  const runId = await insertRun(store);
  const marked = { user: "a", end: "retry", reason: "status 503", isPossibleDuplicate: true } as const;
  const unmarked = { ...marked, user: "b", isPossibleDuplicate: false };
  await projectEntries(store, LIFE, [record(runId, [marked, unmarked])]);
  const retries = await store.db
    .selectFrom("retries")
    .select(["user_id", "possible_duplicate"])
    .where("run_id", "=", runId)
    .orderBy("user_id")
    .execute();
  expect(retries).toEqual([
    { user_id: "a", possible_duplicate: true },
    { user_id: "b", possible_duplicate: false },
  ]);
});

test("entries that are read again change nothing", async () => {
  const runId = await insertRun(store);
  const records = [
    record(runId, [
      { user: "a", end: "delivered" },
      { user: "b", end: "retry" },
    ]),
  ];
  await projectEntries(store, LIFE, records);
  const before = await totalsOf(store, runId);

  const report = await projectEntries(store, LIFE, [...records, record(runId, [], { outcomes: null })]);

  expect(report).toMatchObject({ entries: 1, outcomes: 0 });
  expect(await totalsOf(store, runId)).toEqual(before);
});

test("two projections at once count each entry once", async () => {
  const runId = await insertRun(store, { recipients: 50 });
  const records = Array.from({ length: 50 }, (_, i) => record(runId, [{ user: `u${i}`, end: "delivered" }]));

  const reports = await Promise.all([
    projectEntries(store, LIFE, records),
    projectEntries(store, LIFE, records),
  ]);

  expect(reports.map((report) => report.outcomes).sort((a, b) => a - b)).toEqual([0, 50]);
  expect(await totalsOf(store, runId)).toMatchObject({ delivered: 50, attempts: 50 });
});

test("a recipient that has its end already keeps it, is not counted again, and stops nobody else", async () => {
  const runId = await insertRun(store, { recipients: 2 });
  await projectEntries(store, LIFE, [record(runId, [{ user: "a", end: "delivered" }])]);

  const report = await projectEntries(store, LIFE, [
    record(runId, [
      { user: "a", end: "dead_lettered", reason: "timeout" },
      { user: "b", end: "delivered" },
    ]),
  ]);

  expect(report).toMatchObject({ outcomes: 1, duplicates: 1, passedOver: [] });
  expect((await deliveriesOf(runId)).map((row) => row.ending)).toEqual(["delivered", "delivered"]);
  expect(await totalsOf(store, runId)).toMatchObject({
    delivered: 2,
    dead_lettered: 0,
    attempts: 2,
    reasons: {},
  });
});

test("an entry that cannot be stored is passed over and told of; those around it are stored", async () => {
  const runId = await insertRun(store, { recipients: 2 });
  const first = record(runId, [{ user: "a", end: "delivered" }]);
  const gone = record("01890000-0000-7000-8000-00000000dead", [{ user: "a", end: "delivered" }]);
  const crooked = record(runId, [{ user: "x", end: "delivered" }]);
  crooked.entry.outcomes!.user_id = [];
  const negative = record(runId, [{ user: "y", end: "delivered" }]);
  negative.entry.outcomes!.status = [-70_000];

  const report = await projectEntries(store, LIFE, [
    first,
    gone,
    crooked,
    negative,
    record(runId, [{ user: "b", end: "delivered" }]),
  ]);

  expect(report.passedOver.map(({ reason }) => reason)).toEqual([
    "run is not in the database",
    "columns disagree",
    "postgres refused it",
  ]);
  expect(await totalsOf(store, runId)).toMatchObject({ delivered: 2 });
  expect(await openLedgerPosition(store, LIFE)).toBe(seq);
});

test("a batch that its holder gave up is planned again, with what is known of it", async () => {
  const runId = await insertRun(store, { recipients: 2 });
  await projectEntries(store, LIFE, [
    record(runId, [{ user: "a", end: "delivered" }], {
      done: false,
      released: true,
      claimed: 2,
      settled: "AQ==",
    }),
  ]);
  expect(await batchOf(runId)).toMatchObject({ state: "planned", claimed: 2, settled: Buffer.from([1]) });
});

test("a stream that was made again is read from its start; entries of another life are refused", async () => {
  const runId = await insertRun(store);
  const old = record(runId, [{ user: "a", end: "delivered" }]);
  await projectEntries(store, LIFE, [old]);

  expect(await openLedgerPosition(store, "second life")).toBe(0);
  await expect(projectEntries(store, LIFE, [record(runId, [])])).rejects.toMatchObject({
    code: "LEDGER_IDENTITY_CHANGED",
  });
  const again = { ...record(runId, [{ user: "b", end: "delivered" }]), seq: 1 };
  expect(await projectEntries(store, "second life", [again])).toMatchObject({ outcomes: 1 });
  expect(await openLedgerPosition(store, "second life")).toBe(1);
  seq = 0;
  expect(await openLedgerPosition(store, LIFE)).toBe(0);
});

test("when the stream was lost, everybody on the bus without an outcome is in doubt; who was not on it is not", async () => {
  const runId = await insertRun(store, { recipients: 9, batches: 3 });
  await projectEntries(store, LIFE, [
    record(runId, [{ user: "a", end: "delivered" }], { done: false, claimed: 1, settled: "AQ==" }),
  ]);
  const batches = store.db.updateTable("run_batches").where("run_id", "=", runId);
  await batches.set({ state: "planned" }).where("batch_no", "=", 2).execute();

  await openLedgerPosition(store, "third life");
  const rows = await store.db
    .selectFrom("run_batches")
    .select(["batch_no", "claimed", "recipients", "settled"])
    .where("run_id", "=", runId)
    .orderBy("batch_no")
    .execute();
  const [held, waiting, notFed] = rows;
  expect(held).toMatchObject({ claimed: held?.recipients, settled: Buffer.from([1]) });
  expect(waiting).toMatchObject({ claimed: waiting?.recipients, settled: null });
  expect(notFed).toMatchObject({ claimed: 0 });
});
