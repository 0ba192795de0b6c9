// The ledger: compare-and-set appends by the holder of a batch, reads by successors and by the projection.
//
//   L1. An append succeeds only if the writer has seen the last entry of the subject.
//   L2. A timeout is ambiguous: it is thrown, and the writer reads the last entry to learn what happened.
import { JetStreamApiError, type JsMsg } from "@nats-io/jetstream";
import { LedgerEntry, MAX_BATCH_RECIPIENTS } from "@sluice/schema";
import type { Bus } from "./connect.ts";
import { readStream } from "./read-stream.ts";
import { LEDGER } from "./stream-names.ts";
import { type BatchRef, ledgerSubject, parseBatchRef } from "./subjects.ts";
import { readOrDoubt } from "./unreadable-entry.ts";

/** Wrong last sequence; newer replicated streams answer 10164 for the same conflict. */
const CONFLICTS: readonly number[] = [10071, 10164];
const NO_MESSAGE_FOUND = 10037;
const APPEND_TIMEOUT_MS = 1_500;
const MAX_IN_HAND = 500;

export interface StoredEntry {
  /** Sequence in the stream: what the next append must expect. */
  seq: number;
  entry: LedgerEntry;
}

export type Appended = { kind: "appended"; seq: number } | { kind: "conflict" };

/** @param recipients of the batch: all of them are in doubt when its last entry cannot be read (unreadable-entry.ts). */
export async function lastEntry(
  bus: Bus,
  ref: BatchRef,
  recipients = MAX_BATCH_RECIPIENTS,
): Promise<StoredEntry | null> {
  try {
    const message = await bus.jsm.streams.getMessage(LEDGER, { last_by_subj: ledgerSubject(ref) });
    return message === null ? null : await readOrDoubt(bus, ref, message, recipients);
  } catch (error) {
    if (error instanceof JetStreamApiError && error.code === NO_MESSAGE_FOUND) return null;
    throw error;
  }
}

/** @param expectedSeq sequence of the last entry of this batch; 0 when there must be none. */
export async function appendEntry(
  bus: Bus,
  ref: BatchRef,
  entry: LedgerEntry,
  expectedSeq: number,
): Promise<Appended> {
  try {
    const { seq } = await bus.js.publish(ledgerSubject(ref), JSON.stringify(entry), {
      timeout: APPEND_TIMEOUT_MS,
      expect: { lastSubjectSequence: expectedSeq },
    });
    return { kind: "appended", seq };
  } catch (error) {
    if (error instanceof JetStreamApiError && CONFLICTS.includes(error.code)) return { kind: "conflict" };
    throw error;
  }
}

export interface ReadEntry extends StoredEntry {
  ref: BatchRef;
  /** Unprojected entries behind this one. */
  pending: number;
}

export interface LedgerHead {
  /** Tells one life of the stream from the next: sequences start anew when it is made again. */
  identity: string;
  /** Sequence of the last message, also when it is purged by now; 0 when there was never one. */
  lastSeq: number;
}

export async function ledgerHead(bus: Bus): Promise<LedgerHead> {
  const { created, state } = await bus.jsm.streams.info(LEDGER);
  return { identity: created, lastSeq: state.last_seq };
}

/** A message on a ledger subject that is no entry. */
export interface UnreadableEntry {
  seq: number;
  subject: string;
  cause: unknown;
}

/**
 * Every entry from `fromSeq` on, in order, for ever; ends when `signal` aborts.
 * What is no entry is reported and passed over: one bad message must not hide all that follow.
 * @throws BusError READING_SILENT: read again behind the last entry.
 */
export async function* readLedger(
  bus: Bus,
  fromSeq: number,
  signal: AbortSignal,
  onUnreadable: (entry: UnreadableEntry) => void = () => undefined,
): AsyncGenerator<ReadEntry> {
  for await (const message of readStream(bus, { stream: LEDGER, fromSeq, maxInHand: MAX_IN_HAND }, signal)) {
    const entry = decode(message, onUnreadable);
    if (entry === null) continue;
    yield { ref: parseBatchRef(message.subject), seq: message.seq, entry, pending: message.info.pending };
  }
}

function decode(message: JsMsg, onUnreadable: (entry: UnreadableEntry) => void): LedgerEntry | null {
  try {
    return LedgerEntry.parse(message.json());
  } catch (cause) {
    onUnreadable({ seq: message.seq, subject: message.subject, cause });
    return null;
  }
}

/** Forgets a settled run. Its batches must be off the queue: a redelivery would find no sign that it is done. */
export async function purgeLedger(bus: Bus, workspaceId: string, runId: string): Promise<void> {
  await bus.jsm.streams.purge(LEDGER, { filter: `ledger.${workspaceId}.${runId}.>` });
}

/** Forgets one settled batch. It must be off the queue, as above. */
export async function purgeBatchLedger(bus: Bus, ref: BatchRef): Promise<void> {
  await bus.jsm.streams.purge(LEDGER, { filter: ledgerSubject(ref) });
}

/** Keeps only the last entry, which says that the batch is done. */
export async function compactLedger(bus: Bus, ref: BatchRef): Promise<void> {
  await bus.jsm.streams.purge(LEDGER, { filter: ledgerSubject(ref), keep: 1 });
}

export async function ledgerFill(bus: Bus): Promise<number> {
  const { state, config } = await bus.jsm.streams.info(LEDGER);
  return config.max_bytes > 0 ? state.bytes / config.max_bytes : 0;
}
