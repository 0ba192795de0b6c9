import type { LedgerEntry } from "@sluice/schema";
import { fakeClock, type FakeClock } from "@sluice/testkit";
import { describe, expect, test } from "vitest";
import { EntryWriter, HELD_MS, type LedgerPort, type StoredEntry } from "./entry-writer.ts";

const entry = (rest: Partial<LedgerEntry> = {}): LedgerEntry => ({
  v: 1,
  epoch: 2,
  owner: "me",
  claimed: 5,
  settled: "",
  recipients: 10,
  done: false,
  released: false,
  at_ms: 7,
  outcomes: null,
  ...rest,
});

type Fate = "appended" | "reply_lost" | "request_lost";

/** Compare-and-set in memory; each append meets the next fate, then all go well. */
class ScriptedLedger implements LedgerPort {
  stored: StoredEntry | null;
  appends = 0;
  readonly #fates: Fate[];

  constructor(stored: StoredEntry | null, fates: Fate[]) {
    this.stored = stored;
    this.#fates = fates;
  }

  last(): Promise<StoredEntry | null> {
    return Promise.resolve(this.stored);
  }

  append(appended: LedgerEntry, expectedSeq: number): ReturnType<LedgerPort["append"]> {
    this.appends += 1;
    const fate = this.#fates.shift() ?? "appended";
    if (fate === "request_lost") return Promise.reject(new Error("timeout"));
    const seq = this.stored?.seq ?? 0;
    if (seq !== expectedSeq) return Promise.resolve({ kind: "conflict" });
    this.stored = { seq: seq + 1, entry: appended };
    if (fate === "reply_lost") return Promise.reject(new Error("timeout"));
    return Promise.resolve({ kind: "appended", seq: seq + 1 });
  }
}

async function writeThrough(ledger: LedgerPort, clock: FakeClock, seq = 0) {
  const writer = new EntryWriter(ledger, clock, seq);
  const results: boolean[] = [];
  void writer.write(entry()).then((isWritten) => results.push(isWritten));
  for (let i = 0; i < 60 && results.length === 0; i++) await clock.advance(50);
  return { writer, isWritten: results[0] };
}

describe("an entry", () => {
  test("that is acknowledged holds the batch for 0.6 of a lease from the start of its write", async () => {
    const { writer, isWritten } = await writeThrough(new ScriptedLedger(null, []), fakeClock());
    expect(isWritten).toBe(true);
    expect(writer.seq).toBe(1);
    expect(writer.heldUntilMs).toBe(HELD_MS);
  });

  test("whose reply is lost is recognised as our own: written, and counted from the first try", async () => {
    const ledger = new ScriptedLedger(null, ["reply_lost"]);
    const { writer, isWritten } = await writeThrough(ledger, fakeClock());
    expect(isWritten).toBe(true);
    expect(ledger.appends).toBe(2);
    expect(writer.seq).toBe(1);
    expect(writer.heldUntilMs).toBe(HELD_MS);
  });

  test("whose request is lost is written again", async () => {
    const ledger = new ScriptedLedger(null, ["request_lost", "request_lost"]);
    expect(await writeThrough(ledger, fakeClock())).toMatchObject({ isWritten: true });
    expect(ledger.appends).toBe(3);
  });

  test.each([
    ["another owner's", { owner: "other" }],
    ["our own of another takeover", { epoch: 1 }],
    ["our own of another moment", { at_ms: 6 }],
  ])("that finds %s in its place is lost", async (_, rest) => {
    const ledger = new ScriptedLedger({ seq: 4, entry: entry(rest) }, []);
    const { writer, isWritten } = await writeThrough(ledger, fakeClock(), 3);
    expect(isWritten).toBe(false);
    expect(writer.heldUntilMs).toBe(-Infinity);
    expect(ledger.appends).toBe(1);
  });

  test("is given up when the lease is over, however long the ledger does not answer", async () => {
    const clock = fakeClock();
    const ledger = new ScriptedLedger(
      null,
      Array.from({ length: 1_000 }, () => "request_lost" as const),
    );
    expect(await writeThrough(ledger, clock)).toMatchObject({ isWritten: false });
    expect(clock.monotonicMs()).toBeLessThanOrEqual(HELD_MS + 50);
  });
});
