// The last entry of a batch cannot be read: damaged, or of a version that we do not know. The batch must not stand still
// for ever, and nobody may be sent to twice in silence.
//
//   U1. Its sequence is what the next append must expect: whoever wrote it, and lives, keeps the batch.
//   U2. It may claim everybody, so everybody is in doubt who is not settled in the entry before it: each tells the whole.
import { JetStreamApiError, type StoredMsg } from "@nats-io/jetstream";
import { LedgerEntry } from "@sluice/schema";
import type { Bus } from "./connect.ts";
import { LEDGER } from "./stream-names.ts";
import { type BatchRef, ledgerSubject } from "./subjects.ts";

const NO_MESSAGE_FOUND = 10037;

export async function readOrDoubt(
  bus: Bus,
  ref: BatchRef,
  message: StoredMsg,
  recipients: number,
): Promise<{ seq: number; entry: LedgerEntry }> {
  const { seq } = message;
  const entry = read(message);
  if (entry !== null) return { seq, entry };
  const before = await lastReadableBefore(bus, ref, seq);
  return { seq, entry: everybodyInDoubt(before, recipients) };
}

function read(message: StoredMsg): LedgerEntry | null {
  try {
    return LedgerEntry.parse(message.json());
  } catch {
    return null;
  }
}

/** A batch has a few dozen entries. */
async function lastReadableBefore(bus: Bus, ref: BatchRef, endSeq: number): Promise<LedgerEntry | null> {
  let last: LedgerEntry | null = null;
  for (let seq = 1; seq < endSeq;) {
    const message = await entryFrom(bus, ref, seq);
    if (message === null || message.seq >= endSeq) return last;
    last = read(message) ?? last;
    seq = message.seq + 1;
  }
  return last;
}

async function entryFrom(bus: Bus, ref: BatchRef, seq: number): Promise<StoredMsg | null> {
  const request = { seq, next_by_subj: ledgerSubject(ref) }; // the client sends it on, its types do not know it
  try {
    return await bus.jsm.streams.getMessage(LEDGER, request);
  } catch (error) {
    if (error instanceof JetStreamApiError && error.code === NO_MESSAGE_FOUND) return null;
    throw error;
  }
}

/** Owned by nobody: a successor waits a full lease, as for anybody else's entry. */
const everybodyInDoubt = (before: LedgerEntry | null, recipients: number): LedgerEntry => ({
  v: 1,
  epoch: before?.epoch ?? 0,
  owner: "unreadable",
  claimed: recipients,
  settled: before?.settled ?? "",
  recipients,
  done: false,
  released: false,
  at_ms: 0,
  outcomes: null,
});
