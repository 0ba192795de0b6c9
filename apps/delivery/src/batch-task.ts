// What the main thread hands to a sender thread, and what it gets back. Both sides type their messages from here.
import type { BatchRef } from "@sluice/bus";
import type { SeenOrigin } from "@sluice/sender";
import type { BatchResume, LedgerEntry, RunCounters } from "@sluice/schema";
import type { EgressPolicy } from "@sluice/sender";
import type { VaultKey } from "@sluice/vault";

/** Batches of all runs that a thread may hold: slow runs wait for permits, not for memory (about 1 MB each). */
export const MAX_BATCHES_PER_THREAD = 32;
/** Triggered sends, retries and runs with low limits come in small batches: so many in the place of one. */
export const SMALL_BATCHES_PER_PLACE = 4;

export interface ThreadData {
  natsUrl: string;
  processName: string;
  connectionsPerOrigin: number;
  egressPolicy: EgressPolicy;
  vaultKeys: readonly VaultKey[];
  /** null: nothing is logged. */
  attemptLog: { samplePerMinute: number; redactFields: readonly string[] } | null;
  /** One 32-bit word: 1 once the process drains. */
  drainFlag: SharedArrayBuffer;
}

export interface BatchTask {
  ref: BatchRef;
  data: Uint8Array;
  resume: BatchResume | null;
  /** Nobody had it before, as far as bus and Postgres remember. */
  isNew: boolean;
}

export type TaskEnd =
  | { kind: "done" }
  /** Not ours to send now: somebody holds it, the bus failed, or its plan is missing. */
  | { kind: "give_back"; delayMs: number; why: string }
  /** No batch, or another one than its subject says: take it off the queue. Postgres has it, and it is planned again. */
  | { kind: "unreadable"; why: string }
  /** Acknowledge, then append this entry: the run is paused. */
  | { kind: "paused"; entry: LedgerEntry; expectedSeq: number };

/** One wide line in the log for each batch. */
export interface TaskResult {
  end: TaskEnd;
  recipients: number;
  outcomes: Record<string, number>;
  ledgerWrites: number;
  durationMs: number;
}

/** Sent by each thread once a second on the broadcast channel of its process. */
export interface ThreadReport {
  thread: number;
  eventLoopLagP99Ms: number;
  droppedGrants: number;
  attemptsKept: number;
  attemptsDropped: number;
  /** Buckets whose watch fell silent since the report before. */
  silentReadings: string[];
  /** That have moved since the report before, each with all its counts. */
  runs: Array<RunCounters & { workspace_id: string }>;
  origins: SeenOrigin[];
}

export const reportChannel = (processName: string): string => `sluice-delivery-${processName}`;
