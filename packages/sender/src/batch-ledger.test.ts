import { LedgerEntry, type RecipientOutcome } from "@sluice/schema";
import { describe, expect, test } from "vitest";
import { BatchLedger } from "./batch-ledger.ts";
import { SettledBits } from "./settled-bits.ts";

const delivered = (index: number): RecipientOutcome => ({
  index,
  end: "delivered",
  status: 200,
  attempts: 1,
  requests: 1,
  latencyMs: 1,
  reason: null,
  isPossibleDuplicate: false,
});
const fresh = (recipients = 10) => new BatchLedger({ owner: "me", recipients, previous: null, resume: null });

function previous(claimed: number, settled: readonly number[], rest: Partial<LedgerEntry> = {}): LedgerEntry {
  const bits = new SettledBits(10);
  for (const index of settled) bits.add(index);
  const state = { claimed, settled: bits.toBase64(), recipients: 10 };
  const flags = { done: false, released: false, at_ms: 0, outcomes: null };
  return { v: 1, epoch: 3, owner: "other", ...state, ...flags, ...rest };
}

describe("claims", () => {
  test("count only when their entry is acknowledged", () => {
    const ledger = fresh();
    const entry = LedgerEntry.parse(ledger.nextEntry(4, 0));
    expect(entry).toMatchObject({ epoch: 1, owner: "me", claimed: 4, done: false });
    expect(ledger.claimed).toBe(0);
    ledger.acknowledge(entry);
    expect(ledger.claimed).toBe(4);
  });

  test("never go back, and never beyond the last recipient", () => {
    const ledger = fresh();
    ledger.acknowledge(ledger.nextEntry(6, 0));
    expect(ledger.nextEntry(2, 0).claimed).toBe(6);
    expect(ledger.nextEntry(1_000, 0).claimed).toBe(10);
  });

  test("of a former holder are kept, so that a third one still finds them in doubt", () => {
    const start = { owner: "me", recipients: 10, previous: previous(5, [0, 1]), resume: null };
    expect(new BatchLedger(start).nextEntry(1, 0)).toMatchObject({ claimed: 5, epoch: 4 });
  });
});

describe("in doubt", () => {
  const ledger = new BatchLedger({
    owner: "me",
    recipients: 10,
    previous: previous(5, [0, 1]),
    resume: null,
  });

  test("is whoever a former holder claimed and nobody settled", () => {
    const doubtful = Array.from({ length: 10 }, (_, i) => i).filter((i) => ledger.isInDoubt(i));
    expect(doubtful).toEqual([2, 3, 4]);
  });

  test("ends with an outcome", () => {
    ledger.settle(delivered(2), ["u2"]);
    expect(ledger.isInDoubt(2)).toBe(false);
  });

  test("comes from what Postgres knows when the ledger is lost, and from the ledger when both speak", () => {
    const resume = { claimed: 9, settled: new SettledBits(10).toBase64() };
    const lost = new BatchLedger({ owner: "me", recipients: 10, previous: null, resume });
    expect(lost.isInDoubt(8)).toBe(true);
    const both = new BatchLedger({ owner: "me", recipients: 10, previous: previous(5, []), resume });
    expect(both.isInDoubt(8)).toBe(false);
  });
});

test("a released batch is claimed no further than before, so that nobody unsent is in doubt", () => {
  const ledger = fresh();
  ledger.acknowledge(ledger.nextEntry(8, 0));
  ledger.settle(delivered(0), ["u0"]);
  const entry = ledger.releasingEntry(0);
  expect(entry).toMatchObject({ released: true, claimed: 0 });
  const next = new BatchLedger({ owner: "next", recipients: 10, previous: entry, resume: null });
  expect(next.isSettled(0)).toBe(true);
  expect(next.isInDoubt(1)).toBe(false);
});

test("an outcome travels in one entry, and the last one makes the batch done", () => {
  const ledger = fresh(2);
  ledger.settle(delivered(0), ["u0"]);
  ledger.settle(delivered(0), ["u0"]);
  expect(ledger.nextEntry(2, 0)).toMatchObject({ done: false, outcomes: { index: [0] } });
  ledger.settle(delivered(1), ["u1"]);
  expect(ledger.nextEntry(2, 0)).toMatchObject({ done: true, outcomes: { index: [1] } });
  expect(ledger.nextEntry(2, 0).outcomes).toBeNull();
});

test("an entry about a batch of another size is refused: its bits would mean other people", () => {
  const start = { owner: "me", recipients: 9, previous: previous(5, []), resume: null };
  expect(() => new BatchLedger(start)).toThrow("the ledger knows 10 recipients, the batch has 9");
});
