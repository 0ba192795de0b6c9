import { expect, test } from "vitest";
import type { LedgerEntry, OutcomeColumns } from "@sluice/schema";
import { copyLines, copyText, isProjectable, type LedgerRecord } from "./ledger-projection-rows.ts";

const columns: OutcomeColumns = {
  index: [0, 1, 2],
  user_id: ["a\tb", "back\\slash", "c"],
  end: ["delivered", "retry", "dead_lettered"],
  status: [200, 503, 404],
  attempts: [1, 1, 70_000],
  requested: [1, 1, 1],
  latency_ms: [20, 30, 40],
  reason: [-1, 0, 1],
  reasons: ["status 503", "status 404"],
  possible_duplicate: [0, 0, 1],
  retry_due_at_ms: [1_000],
  retry_rows: [["back\\slash", 'say "hi"\n']],
  dead_letter_rows: [["c", null]],
};

const record = (outcomes: OutcomeColumns | null, entry: Partial<LedgerEntry> = {}): LedgerRecord => ({
  seq: 1,
  runId: "run",
  batchNo: 7,
  entry: {
    v: 1,
    epoch: 1,
    owner: "p",
    claimed: 3,
    settled: "",
    recipients: 3,
    done: true,
    released: false,
    at_ms: 0,
    outcomes,
    ...entry,
  },
});

test("ends and retries become lines of two tables, escaped, with the rows that a later attempt needs", () => {
  const { deliveries, retries } = copyLines([record(columns), record(null)], 0);
  expect(deliveries.map((piece) => piece.split("\n"))).toEqual([
    [
      "run\ta\\tb\tdelivered\t200\t1\t20\t\\N\tf\t7\t1970-01-01T00:00:00.000Z\t\\N",
      'run\tc\tdead_lettered\t404\t32767\t40\tstatus 404\tt\t7\t1970-01-01T00:00:00.000Z\t["c",null]',
      "",
    ],
  ]);
  expect(retries).toEqual([
    `run\tback\\\\slash\t1970-01-01T00:00:01.000Z\t1\tstatus 503\tf\t["back\\\\\\\\slash","say \\\\"hi\\\\"\\\\n"]\n`,
  ]);
});

test("a retry keeps the mark of a possible duplicate", () => {
  const marked = record({ ...columns, possible_duplicate: [0, 1, 0] });
  expect(copyLines([marked], 0).retries[0]).toContain("\tstatus 503\tt\t[");
});

test("a retry waits as long as its sender said, from the projection's present, whatever the sender's clock", () => {
  const twoHoursAhead = record({ ...columns, retry_due_at_ms: [7_200_500] }, { at_ms: 7_200_000 });
  expect(copyLines([twoHoursAhead], 60_000).retries[0]).toContain("1970-01-01T00:01:00.500Z");
  const dueInThePast = record({ ...columns, retry_due_at_ms: [5] }, { at_ms: 10 });
  expect(copyLines([dueInThePast], 60_000).retries[0]).toContain("1970-01-01T00:01:00.000Z");
});

test("a character that Postgres cannot hold is replaced", () => {
  expect(copyText("a\0b")).toBe("a\uFFFDb");
});

test.each([
  ["a column is shorter than the others", record({ ...columns, status: [200] })],
  ["a retry has no row", record({ ...columns, retry_rows: [] })],
  ["a dead letter has no row", record({ ...columns, dead_letter_rows: [] })],
  ["a retry is due at no time that exists", record({ ...columns, retry_due_at_ms: [9e15] })],
  ["the entry was written at no time that exists", record(columns, { at_ms: 9e15 })],
  ["the batch has no number", { ...record(columns), batchNo: Number.NaN }],
])("an entry is not projected when %s", (_, bad) => {
  expect(isProjectable(bad)).toBe(false);
  expect(isProjectable(record(columns))).toBe(true);
});
