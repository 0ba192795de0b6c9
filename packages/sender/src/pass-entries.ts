// The ledger entries of one pass: when the next is written, and how far it claims.
//
//   W1. One entry is on its way at a time; what comes meanwhile goes with the next.
//   W2. After the end nothing is written.
import type { LedgerEntry } from "@sluice/schema";
import type { BatchLedger } from "./batch-ledger.ts";
import type { ClaimWindow } from "./claim-window.ts";
import type { Clock } from "./clock.ts";
import type { EntryWriter } from "./entry-writer.ts";

export interface PassEntriesPorts {
  clock: Clock;
  writer: EntryWriter;
  ledger: BatchLedger;
  window: ClaimWindow;
  /** The next recipient to be sent; null: nothing more is sent, and nothing more claimed. */
  claimFrom(): number | null;
  onWritten(entry: LedgerEntry, isWritten: boolean): void;
}

/**
 * Outcomes are written when all are there, or when the first of them has waited so long: a kill loses no more than that
 * time's. Writing also whenever 250 had gathered made three entries of a batch that is sent in 50 ms, and spared nobody much.
 */
const WAIT_MS = 100;
/** Written although there is nothing to say, to keep the lease: four times within it. */
const HEARTBEAT_MS = 600;

export class PassEntries {
  readonly #ports: PassEntriesPorts;
  #isOnItsWay = false;
  #isEnded = false;
  #lastWriteMs = -Infinity;
  /** Since when there are outcomes to write, as ticks have seen it. */
  #waitingSinceMs: number | null = null;
  #count = 0;

  constructor(ports: PassEntriesPorts) {
    this.#ports = ports;
  }

  get isOnItsWay(): boolean {
    return this.#isOnItsWay;
  }

  /** Acknowledged ones. */
  get count(): number {
    return this.#count;
  }

  /** W2 */
  end(): void {
    this.#isEnded = true;
  }

  /** HOT: one more recipient was sent, or ended without a request. */
  passed(): void {
    this.#ports.window.passed();
    if (this.#isClaimShort()) this.write();
  }

  tick(nowMs: number): void {
    if (this.#ports.ledger.pendingCount > 0) this.#waitingSinceMs ??= nowMs;
    const isWaiting = this.#waitingSinceMs !== null && nowMs - this.#waitingSinceMs >= WAIT_MS;
    if (isWaiting || nowMs - this.#lastWriteMs >= HEARTBEAT_MS) this.write();
  }

  writeIfComplete(): void {
    const { ledger } = this.#ports;
    if (ledger.isComplete) this.write();
  }

  /** Sending went on while the entry travelled, and has used the claim up. */
  claimIfUsedUp(): void {
    const from = this.#ports.claimFrom();
    if (from !== null && this.#ports.ledger.claimed <= from && this.#isClaimShort()) this.write();
  }

  write(): void {
    if (this.#isOnItsWay || this.#isEnded) return; // W1, W2
    const { clock, ledger, window } = this.#ports;
    const from = this.#ports.claimFrom();
    const claimUpTo = from === null ? 0 : from + window.next(clock.monotonicMs());
    this.send(ledger.nextEntry(claimUpTo, clock.nowMs()));
  }

  send(entry: LedgerEntry): void {
    this.#isOnItsWay = true;
    this.#lastWriteMs = this.#ports.clock.monotonicMs();
    this.#waitingSinceMs = null;
    void this.#ports.writer.write(entry).then((isWritten) => this.#written(entry, isWritten));
  }

  #written(entry: LedgerEntry, isWritten: boolean): void {
    this.#isOnItsWay = false;
    if (isWritten && !this.#isEnded) this.#count += 1;
    this.#ports.onWritten(entry, isWritten);
  }

  #isClaimShort(): boolean {
    const { ledger, window } = this.#ports;
    const from = this.#ports.claimFrom() ?? ledger.recipients;
    return ledger.claimed < ledger.recipients && window.isShort(ledger.claimed - from);
  }
}
