// What a pass over a batch needs, and how it ends.
import type { LedgerEntry } from "@sluice/schema";
import type { Clock } from "./clock.ts";
import type { OriginPool } from "./connection-pools.ts";
import type { EntryWriter } from "./entry-writer.ts";
import type { RunMeter } from "./pass-outcomes.ts";
import type { RequestProof } from "./request-proof.ts";
import type { AttemptKeeper } from "./run-attempts.ts";

/** The message is dealt with by that alone. */
export type PassEnd =
  /** Every recipient has an outcome in the ledger: acknowledge. */
  | { kind: "done" }
  /** The lease ran out, or somebody took the batch over: give back. */
  | { kind: "lost" }
  /** Stopped on purpose while the process drains, and the ledger says so: give back at once. */
  | { kind: "handed_back" }
  /** The run is paused: acknowledge, THEN append this entry, so that the batch is planned again when both are done. */
  | { kind: "paused"; entry: LedgerEntry; expectedSeq: number };

export interface PassPorts {
  clock: Clock;
  random: () => number;
  writer: EntryWriter;
  /** null: the origin must not be called. The caller ends every recipient. */
  pool: OriginPool | null;
  meter: RunMeter;
  /** null: requests go without authorization and signature. */
  proof: RequestProof | null;
  /** null: no attempt is logged. */
  attempts: AttemptKeeper | null;
  /** Something can be sent again: the dispatcher should look. */
  onReady: () => void;
}
