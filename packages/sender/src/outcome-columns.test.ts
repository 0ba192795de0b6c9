import { MAX_BATCH_BYTES, MAX_BATCH_RECIPIENTS, OutcomeColumns, type RecipientOutcome } from "@sluice/schema";
import { expect, test } from "vitest";
import { BatchLedger } from "./batch-ledger.ts";
import { OutcomeBuffer } from "./outcome-columns.ts";

const outcome = (index: number, rest: Partial<RecipientOutcome> = {}): RecipientOutcome =>
  ({
    index,
    end: "delivered",
    status: 200,
    attempts: 1,
    requests: 1,
    latencyMs: 12.4,
    reason: null,
    isPossibleDuplicate: false,
    ...rest,
  }) as RecipientOutcome;

test("outcomes become columns that the schema accepts, and each is taken once", () => {
  const buffer = new OutcomeBuffer();
  buffer.add(outcome(0), ["a"]);
  buffer.add(outcome(1, { end: "retry", dueAtMs: 9.7, status: 503, reason: "status 503" }), ["b", 1]);
  buffer.add(outcome(2, { end: "dead_lettered", status: 503, reason: "status 503" }), ["c"]);
  expect(buffer.count).toBe(3);
  const taken = OutcomeColumns.parse(buffer.take());
  expect(taken).toMatchObject({
    index: [0, 1, 2],
    user_id: ["a", "b", "c"],
    end: ["delivered", "retry", "dead_lettered"],
    reason: [-1, 0, 0],
    reasons: ["status 503"],
    latency_ms: 12,
    retry_due_at_ms: [10],
    retry_rows: [["b", 1]],
    dead_letter_rows: [["c"]],
  });
  expect(buffer.take()).toBeNull();
});

test("a column of equal values is that value alone, however late one differs", () => {
  const buffer = new OutcomeBuffer();
  for (let i = 0; i < 3; i++) buffer.add(outcome(i), ["a"]);
  buffer.add(outcome(3, { status: 201, latencyMs: 0 }), ["b"]);
  const { status, latency_ms, end, attempts } = OutcomeColumns.parse(buffer.take());
  expect({ status, latency_ms, end, attempts }).toEqual({
    status: [200, 200, 200, 201],
    latency_ms: [12, 12, 12, 0],
    end: "delivered",
    attempts: 1,
  });
  buffer.add(outcome(4, { status: 0 }), ["c"]);
  expect(buffer.take()).toMatchObject({ status: 0, latency_ms: 12 });
});

test("positions of reasons start anew with each entry", () => {
  const buffer = new OutcomeBuffer();
  buffer.add(outcome(0, { end: "skipped", reason: "first" }), ["a"]);
  buffer.take();
  buffer.add(outcome(1, { end: "skipped", reason: "second" }), ["b"]);
  expect(buffer.take()).toMatchObject({ reason: 0, reasons: ["second"] });
});

test("the largest entry, every row of the largest batch dead-lettered at once, fits into a NATS message of 1 MB", () => {
  const recipients = MAX_BATCH_RECIPIENTS;
  const ledger = new BatchLedger({ owner: "o".repeat(40), recipients, previous: null, resume: null });
  const userId = "界".repeat(256);
  const filler = "x".repeat(Math.floor(MAX_BATCH_BYTES / recipients) - 768 - 8);
  for (let i = 0; i < recipients; i++) {
    const reason = "header X-Some-Name has a character that headers cannot carry";
    ledger.settle(outcome(i, { end: "dead_lettered", latencyMs: 10_000, attempts: 6, reason }), [
      userId,
      filler,
    ]);
  }
  const bytes = Buffer.byteLength(JSON.stringify(ledger.nextEntry(recipients, Date.now())));
  expect(bytes).toBeGreaterThan(MAX_BATCH_BYTES);
  expect(bytes).toBeLessThan(1_000_000);
});
