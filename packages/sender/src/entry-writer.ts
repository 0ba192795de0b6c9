// Writes the entries of one batch, one at a time, and knows until when the batch is ours.
//
//   W1. The lease counts from the START of the last acknowledged write, and we stop at 0.6 of it: a successor, who waits
//       a full lease without seeing a new entry, begins only after we have stopped.
//   W2. A timeout is ambiguous. The same entry is written again; on a conflict the last entry tells whether it is ours.
//   W3. A conflict with somebody else's entry means that the batch is lost: nothing more is written or sent.
import type { LedgerEntry } from "@sluice/schema";
import type { Clock } from "./clock.ts";

/** A batch whose last entry has not changed for so long may be taken over. */
export const LEASE_MS = 4_000;
export const HELD_MS = LEASE_MS * 0.6;
const PAUSE_AFTER_FAILURE_MS = 50;

export interface StoredEntry {
  seq: number;
  entry: LedgerEntry;
}

/** The ledger of one batch: compare-and-set. A timeout throws. */
export interface LedgerPort {
  last(): Promise<StoredEntry | null>;
  append(
    entry: LedgerEntry,
    expectedSeq: number,
  ): Promise<{ kind: "appended"; seq: number } | { kind: "conflict" }>;
}

export class EntryWriter {
  readonly #ledger: LedgerPort;
  readonly #clock: Clock;
  #seq: number;
  #heldUntilMs = -Infinity;

  constructor(ledger: LedgerPort, clock: Clock, seq: number) {
    this.#ledger = ledger;
    this.#clock = clock;
    this.#seq = seq;
  }

  /** W1, on the monotonic clock. */
  get heldUntilMs(): number {
    return this.#heldUntilMs;
  }

  get seq(): number {
    return this.#seq;
  }

  /** @returns whether the entry stands in the ledger; false means that the batch is lost (W3). */
  async write(entry: LedgerEntry): Promise<boolean> {
    const startedMs = this.#clock.monotonicMs();
    const giveUpMs = Math.max(this.#heldUntilMs, startedMs + HELD_MS);
    while (this.#clock.monotonicMs() < giveUpMs) {
      const result = await this.#tryOnce(entry);
      if (result === "lost") return false;
      if (result === "written") {
        this.#heldUntilMs = startedMs + HELD_MS;
        return true;
      }
      await this.#clock.sleep(PAUSE_AFTER_FAILURE_MS);
    }
    return false;
  }

  async #tryOnce(entry: LedgerEntry): Promise<"written" | "lost" | "unclear"> {
    try {
      const appended = await this.#ledger.append(entry, this.#seq);
      if (appended.kind === "appended") return this.#wrote(appended.seq);
      const last = await this.#ledger.last();
      return last !== null && isSame(last.entry, entry) ? this.#wrote(last.seq) : "lost"; // W2, W3
    } catch {
      return "unclear"; // W2: timeout or no connection
    }
  }

  #wrote(seq: number): "written" {
    this.#seq = seq;
    return "written";
  }
}

/** One holder never makes two entries that agree in all of these: `settled` or `claimed` moved, or time did. */
function isSame(a: LedgerEntry, b: LedgerEntry): boolean {
  return (
    a.owner === b.owner &&
    a.epoch === b.epoch &&
    a.claimed === b.claimed &&
    a.settled === b.settled &&
    a.at_ms === b.at_ms
  );
}
