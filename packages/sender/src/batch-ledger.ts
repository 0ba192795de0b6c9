// What one holder knows of one batch: who is claimed, who is settled, who is in doubt. A pure state machine; the
// entries that it makes are written by entry-writer.ts.
//
//   B1. A recipient may be sent only when an ACKNOWLEDGED entry claims it: `claimed` moves in `acknowledge`, never before.
//   B2. Claimed by a former holder and not settled: in doubt. It may have been sent.
//   B3. An entry tells all that a successor must know; the outcomes in it are those since the entry before.
import type { BatchResume, LedgerEntry, RecipientOutcome, RecipientRow } from "@sluice/schema";
import { OutcomeBuffer } from "./outcome-columns.ts";
import { SettledBits } from "./settled-bits.ts";

export interface BatchLedgerStart {
  owner: string;
  recipients: number;
  /** The last entry on the batch's subject, from whoever held it. */
  previous: LedgerEntry | null;
  /** What Postgres knows of the batch, should the ledger have lost it. */
  resume: BatchResume | null;
}

export class BatchLedger {
  readonly #owner: string;
  readonly #epoch: number;
  readonly #settled: SettledBits;
  readonly #inheritedClaim: number;
  readonly #pending = new OutcomeBuffer();
  #claimed = 0;

  /** Throws when the previous entry is about a batch of another size: its bits would mean other people. */
  constructor({ owner, recipients, previous, resume }: BatchLedgerStart) {
    if (previous !== null && previous.recipients !== recipients)
      throw new RangeError(`the ledger knows ${previous.recipients} recipients, the batch has ${recipients}`);
    this.#owner = owner;
    this.#epoch = (previous?.epoch ?? 0) + 1;
    const inherited = previous ?? resume;
    this.#settled = new SettledBits(recipients, inherited?.settled);
    this.#inheritedClaim = inherited?.claimed ?? 0;
  }

  /** B1: recipients below this index may be sent. */
  get claimed(): number {
    return this.#claimed;
  }

  get inheritedClaim(): number {
    return this.#inheritedClaim;
  }

  get recipients(): number {
    return this.#settled.size;
  }

  get openCount(): number {
    return this.#settled.size - this.#settled.count;
  }

  get pendingCount(): number {
    return this.#pending.count;
  }

  get isComplete(): boolean {
    return this.#settled.isComplete;
  }

  isSettled(index: number): boolean {
    return this.#settled.has(index);
  }

  /** B2 */
  isInDoubt(index: number): boolean {
    return index < this.#inheritedClaim && !this.#settled.has(index);
  }

  settle(outcome: RecipientOutcome, row: RecipientRow): void {
    if (this.#settled.has(outcome.index)) return;
    this.#settled.add(outcome.index);
    this.#pending.add(outcome, row);
  }

  /** Takes the pending outcomes into an entry. The caller writes it, then says `acknowledge`. */
  nextEntry(claimUpTo: number, nowMs: number): LedgerEntry {
    const claimed = Math.max(this.#claimed, this.#inheritedClaim, Math.min(claimUpTo, this.recipients));
    return this.#entry(claimed, nowMs, false);
  }

  /** Gives the batch up. Only with nothing in flight: what we claimed and did not send is then certain to be unsent. */
  releasingEntry(nowMs: number): LedgerEntry {
    return this.#entry(this.#inheritedClaim, nowMs, true);
  }

  acknowledge(entry: LedgerEntry): void {
    this.#claimed = entry.claimed;
  }

  #entry(claimed: number, nowMs: number, isReleased: boolean): LedgerEntry {
    return {
      v: 2,
      epoch: this.#epoch,
      owner: this.#owner,
      claimed,
      settled: this.#settled.toBase64(),
      recipients: this.recipients,
      done: this.#settled.isComplete,
      released: isReleased,
      at_ms: Math.round(nowMs),
      outcomes: this.#pending.take(),
    };
  }
}
