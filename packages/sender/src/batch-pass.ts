// One pass over one batch: from the takeover to the entry that ends it. Driven by the dispatcher, which says when a
// recipient may leave, and by its ticks.
//
//   P1. A recipient leaves only while the batch is held and only if an acknowledged entry claims it. The clock is read for
//       each one: the process may have been stopped since the one before.
//   P2. An outcome counts when it stands in the ledger. What is lost before that is in doubt for the successor.
//   P3. When the lease is over, everything in flight is aborted before any other thing happens.
//   P4. Without a token nothing leaves; whoever was refused for the token stays open, and is sent once more (reattempts.ts).
//   P5. A pass ends in one of four ways (PassEnd); the message is dealt with by that alone.
import type { Batch, LedgerEntry, RecipientOutcome } from "@sluice/schema";
import type { AttemptKeeper } from "./attempt-buffer.ts";
import type { BatchLedger } from "./batch-ledger.ts";
import { ClaimWindow } from "./claim-window.ts";
import type { AttemptResult } from "./attempt-result.ts";
import { classifyAttempt } from "./classify-response.ts";
import type { Clock } from "./clock.ts";
import type { OriginPool } from "./connection-pools.ts";
import type { EntryWriter } from "./entry-writer.ts";
import type { Exchange } from "./exchange.ts";
import { InFlight } from "./in-flight.ts";
import { outcomeOf } from "./next-step.ts";
import { PassAttempts } from "./pass-attempts.ts";
import type { OriginHealth } from "./origin-health.ts";
import { isGone } from "./origin-signal.ts";
import { PassEntries } from "./pass-entries.ts";
import { PassOutcomes, type RunMeter } from "./pass-outcomes.ts";
import { Reattempts } from "./reattempts.ts";
import { attemptsBefore, isReplayed, requestFor } from "./recipient-request.ts";
import { isReady, type RequestProof } from "./request-proof.ts";
import type { RunTemplate } from "./run-template.ts";

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

export class BatchPass {
  readonly batch: Batch;
  readonly #template: RunTemplate;
  readonly #ledger: BatchLedger;
  readonly #ports: PassPorts;
  readonly #outcomes: PassOutcomes;
  readonly #attempts: PassAttempts;
  readonly #inFlight: InFlight;
  readonly #reattempts: Reattempts;
  readonly #ended = Promise.withResolvers<PassEnd>();
  #isEnded = false;
  #halt: "paused" | "draining" | null = null;
  #cursor = 0;
  readonly #entries: PassEntries;

  constructor(batch: Batch, template: RunTemplate, ledger: BatchLedger, ports: PassPorts) {
    this.batch = batch;
    this.#template = template;
    this.#ledger = ledger;
    this.#ports = ports;
    this.#entries = new PassEntries({
      clock: ports.clock,
      writer: ports.writer,
      ledger,
      window: new ClaimWindow(template.pace),
      claimFrom: () => (this.#halt === null ? this.#cursor : null),
      onWritten: (entry, isWritten) => this.#onWritten(entry, isWritten),
    });
    this.#outcomes = new PassOutcomes(batch, ledger, ports.meter);
    this.#reattempts = new Reattempts(ports.proof?.authorization ?? null, template.retryPolicy.max_attempts);
    this.#attempts = new PassAttempts(batch, template, ports.attempts);
    this.#inFlight = new InFlight({
      pool: ports.pool,
      mayLeave: () => this.#isHeld(),
      bytesToKeep: (status) => this.#attempts.bytesToKeep(status),
      onAnswer: (exchange, result) => this.#onAnswer(exchange, result),
    });
  }

  get counts(): PassOutcomes["counts"] {
    return this.#outcomes.counts;
  }

  get hasFreeConnection(): boolean {
    return this.#inFlight.hasRoom;
  }

  /** Of the origin; null: it must not be called. */
  get health(): OriginHealth | null {
    return this.#ports.pool?.health ?? null;
  }

  get inFlightCount(): number {
    return this.#inFlight.size;
  }

  /** Recipients that could be sent if permits and connections allowed. */
  get waitingCount(): number {
    return this.#halt === null && !this.#isEnded ? this.#ledger.openCount - this.#inFlight.size : 0;
  }

  /** HOT. Without a token nobody is sent, and no permit is asked for. */
  get isAuthorized(): boolean {
    const { proof } = this.#ports;
    return proof === null || isReady(proof);
  }

  get isHalted(): boolean {
    return this.#halt !== null;
  }

  get writeCount(): number {
    return this.#entries.count;
  }

  /** Writes the first entry, which claims. Resolves when the pass has ended. */
  run(): Promise<PassEnd> {
    this.tick();
    if (!this.#isEnded && this.#template.inDoubtPolicy === "at_most_once") this.#outcomes.endDoubtful();
    this.#entries.write();
    return this.#ended.promise;
  }

  /** HOT: before each recipient. */
  canSend(): boolean {
    if (this.#halt !== null || !this.#isHeld() || !this.isAuthorized) return false; // P1
    if (this.#reattempts.next() !== null) return true;
    while (this.#cursor < this.#ledger.claimed && this.#ledger.isSettled(this.#cursor)) this.#cursor += 1;
    return this.#cursor < this.#ledger.claimed; // P1
  }

  /** HOT. @returns "sent" when a request left, "settled" when the recipient ended without one. Call only after `canSend`. */
  sendNext(): "sent" | "settled" {
    const again = this.#reattempts.next();
    if (again !== null) {
      this.#reattempts.sending(again.index);
      return this.#send(again.index, again.attempt);
    }
    const index = this.#cursor++;
    const sent = this.#send(index, attemptsBefore(this.batch, index) + 1);
    this.#entries.passed();
    return sent;
  }

  #send(index: number, attempt: number): "sent" | "settled" {
    const { clock, proof } = this.#ports;
    const isPossibleDuplicate = this.#isPossibleDuplicate(index);
    const sending = { attempt, isPossibleDuplicate, proof, nowMs: clock.nowMs() };
    const next = requestFor(this.batch, index, this.#template, sending);
    if (next.kind === "request") {
      this.#ports.meter.attempted();
      this.#inFlight.send(index, next.attempt, next.request, this.#ports.clock.monotonicMs());
    } else {
      this.#outcomes.settleWithoutRequest(index, next.kind, next.reason);
      this.#entries.writeIfFull();
    }
    return next.kind === "request" ? "sent" : "settled";
  }

  /** Several times a second: leases, deadlines, the expiry, and outcomes that have waited long enough. */
  tick(): void {
    if (this.#isEnded) return;
    if (this.#entries.count > 0 && !this.#isHeld()) return; // P3
    const nowMs = this.#ports.clock.monotonicMs();
    this.#inFlight.abortOverdue(nowMs, this.#template.timeoutMs);
    for (const outcome of this.#reattempts.takeGivenUp()) this.#outcomes.settle(outcome);
    if (this.#ports.clock.nowMs() >= this.batch.expires_at_ms) this.endOpen("expired", "expired");
    this.#entries.tick(nowMs);
  }

  /** Ends every recipient that is neither settled nor in flight. Of one in doubt we cannot say that it was not sent. */
  endOpen(end: "cancelled" | "expired" | "dead_lettered", reason: string): void {
    if (this.#isEnded) return;
    for (const outcome of this.#reattempts.close()) this.#outcomes.settle(outcome); // they had their answer
    this.#outcomes.endOpen(end, reason, (index) => this.#inFlight.has(index));
    this.#entries.writeIfFull();
  }

  /** Sends nothing new; ends when what is in flight has ended. */
  halt(why: "paused" | "draining"): void {
    this.#halt ??= why;
    for (const outcome of this.#reattempts.takeAll()) this.#outcomes.settle(this.#dueNow(outcome));
    this.#endIfHalted();
  }

  /** P1, P3: the moment at which the lease is found to be over ends the pass, whoever finds it. */
  #isHeld(): boolean {
    if (this.#isEnded) return false;
    if (this.#ports.clock.monotonicMs() < this.#ports.writer.heldUntilMs) return true;
    if (this.#entries.count > 0) this.#end({ kind: "lost" });
    return false;
  }

  #onAnswer(exchange: Exchange, result: AttemptResult): void {
    if (!this.#isHeld()) return; // P2, P3
    const { index, attempt, startedMs } = exchange;
    const { clock, random, meter } = this.#ports;
    const latencyMs = clock.monotonicMs() - startedMs;
    meter.answered(latencyMs);
    const nowMs = clock.nowMs();
    const outcome = outcomeOf(classifyAttempt(result, this.#template.rules), {
      index,
      attempt,
      latencyMs,
      isPossibleDuplicate: this.#isPossibleDuplicate(index),
      nowMs,
      expiresAtMs: this.batch.expires_at_ms,
      policy: this.#template.retryPolicy,
      random,
    });
    if (isGone(outcome)) this.health?.openForGood();
    if (!this.#reattempts.isOwed(exchange, result)) this.#outcomes.settle(outcome);
    else if (this.#halt === null) this.#reattempts.keep(outcome, startedMs);
    else this.#outcomes.settle(this.#dueNow(outcome));
    this.#attempts.ended(exchange, result, outcome, nowMs);
    this.#entries.writeIfFull();
    this.#endIfHalted();
    this.#ports.onReady();
  }

  /** Refused for its token, and nothing more is sent here: the next pass sends it with a new one. */
  #dueNow(outcome: RecipientOutcome): RecipientOutcome {
    return { ...outcome, end: "retry", dueAtMs: this.#ports.clock.nowMs() };
  }

  #isPossibleDuplicate(index: number): boolean {
    return this.#ledger.isInDoubt(index) || isReplayed(this.batch, index);
  }

  #onWritten(entry: LedgerEntry, isWritten: boolean): void {
    if (this.#isEnded) return;
    if (!isWritten) return this.#end({ kind: "lost" });
    this.#ledger.acknowledge(entry);
    if (entry.done) return this.#end({ kind: "done" });
    if (entry.released) return this.#end({ kind: "handed_back" });
    this.#entries.writeIfFull();
    this.#endIfHalted();
    this.#ports.onReady();
    this.#entries.claimIfUsedUp();
  }

  #endIfHalted(): void {
    if (this.#halt === null || this.#isEnded || this.#entries.isOnItsWay || this.#inFlight.size > 0) return;
    if (this.#ledger.isComplete) return this.#entries.write();
    const entry = this.#ledger.releasingEntry(this.#ports.clock.nowMs());
    if (this.#halt === "draining") this.#entries.send(entry);
    else this.#end({ kind: "paused", entry, expectedSeq: this.#ports.writer.seq });
  }

  #end(end: PassEnd): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#entries.end();
    this.#inFlight.abortAll("SLUICE_LEASE_LOST"); // P3
    this.#ended.resolve(end);
  }
}
