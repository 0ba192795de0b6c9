import type { LedgerEntry } from "@sluice/schema";
import { eventually, fakeClock } from "@sluice/testkit";
import { expect, test } from "vitest";
import { LEASE_MS, type StoredEntry } from "./entry-writer.ts";
import { tryToTake } from "./take-batch.ts";

const stored = (seq: number, rest: Partial<LedgerEntry> = {}): StoredEntry => ({
  seq,
  entry: {
    v: 1,
    epoch: 1,
    owner: "other",
    claimed: 5,
    settled: "",
    recipients: 10,
    done: false,
    released: false,
    at_ms: 0,
    outcomes: null,
    ...rest,
  },
});

/** @param later what the ledger holds after the lease was watched */
async function take(first: StoredEntry | null, later: StoredEntry | null = first) {
  const clock = fakeClock();
  const answers = [first, later];
  const last = () => Promise.resolve(answers.shift() ?? null);
  const append = () => Promise.reject(new Error("a takeover only reads"));
  const taking = tryToTake({ last, append }, clock, "me");
  const isWatching = await Promise.race([
    taking.then(() => false),
    eventually(() => clock.sleeperCount() > 0),
  ]);
  await clock.advance(LEASE_MS);
  return { takeover: await taking, isWatching };
}

test.each([
  ["nobody ever held", null, { kind: "free", seq: 0, previous: null }],
  ["its holder released", stored(3, { released: true }), { kind: "free", seq: 3 }],
  ["an earlier pass of our own held", stored(3, { owner: "me" }), { kind: "free", seq: 3 }],
  ["is done", stored(3, { done: true }), { kind: "done" }],
])("a batch that %s needs no waiting", async (_, first, expected) => {
  const { takeover, isWatching } = await take(first);
  expect(takeover).toMatchObject(expected);
  expect(isWatching).toBe(false);
});

test("a batch that is said to be new is taken without a look", async () => {
  const last = () => Promise.reject(new Error("not asked"));
  const taking = tryToTake({ last, append: last }, fakeClock(), "me", true);
  expect(await taking).toEqual({ kind: "free", seq: 0, previous: null });
});

test.each([
  ["is free when nothing was written for a full lease", stored(3), { kind: "free", seq: 3 }],
  ["is held when something was written", stored(4), { kind: "held" }],
  ["is done when its holder finished meanwhile", stored(4, { done: true }), { kind: "done" }],
  ["is given back when its ledger vanished", null, { kind: "held" }],
])("a batch that somebody holds %s", async (_, later, expected) => {
  const { takeover, isWatching } = await take(stored(3), later);
  expect(takeover).toMatchObject(expected);
  expect(isWatching).toBe(true);
});
