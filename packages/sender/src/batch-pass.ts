// One pass over one batch: from the takeover to the entry that ends it. Driven by the dispatcher, which says when a
// recipient may leave, and by its ticks.
//
//   P1. A recipient leaves only while the batch is held and only if an acknowledged entry claims it. The clock is read for
//       each one: the process may have been stopped since the one before.
//   P2. An outcome counts when it stands in the ledger. What is lost before that is in doubt for the successor.
//   P3. When the lease is over, everything in flight is aborted before any other thing happens.
//   P4. Without a token nothing leaves; whoever was refused for the token stays open (pass-recipients.ts).
//   P5. A pass ends in one of four ways (PassEnd); the message is dealt with by that alone.
import type { Batch, LedgerEntry } from "@sluice/schema";
import type { BatchLedger } from "./batch-ledger.ts";
import { ClaimWindow } from "./claim-window.ts";
import type { OriginHealth } from "./origin-health.ts";
import { PassEntries } from "./pass-entries.ts";
import type { PassOutcomes } from "./pass-outcomes.ts";
import type { PassEnd, PassPorts } from "./pass-ports.ts";
import { PassRecipients } from "./pass-recipients.ts";
import type { RunTemplate } from "./run-template.ts";

export class BatchPass {
  readonly batch: Batch;
  readonly #template: RunTemplate;
  readonly #ledger: BatchLedger;
  readonly #ports: PassPorts;
  readonly #recipients: PassRecipients;
  readonly #entries: PassEntries;
  readonly #ended = Promise.withResolvers<PassEnd>();
  #isEnded = false;
  #halt: "paused" | "draining" | null = null;

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
      claimFrom: () => (this.#halt === null ? this.#recipients.cursor : null),
      onWritten: (entry, isWritten) => this.#onWritten(entry, isWritten),
    });
    this.#recipients = new PassRecipients(batch, template, ledger, {
      ...ports,
      isHeld: () => this.#isHeld(),
      onSettled: () => this.#entries.writeIfComplete(),
      onPassed: () => this.#entries.passed(),
      onAnswered: () => this.#onAnswered(),
    });
  }

  get counts(): PassOutcomes["counts"] {
    return this.#recipients.outcomes.counts;
  }

  get hasFreeConnection(): boolean {
    return this.#recipients.inFlight.hasRoom;
  }

  /** Of the origin; null: it must not be called. */
  get health(): OriginHealth | null {
    return this.#ports.pool?.health ?? null;
  }

  get inFlightCount(): number {
    return this.#recipients.inFlight.size;
  }

  /** Recipients that could be sent if permits and connections allowed. */
  get waitingCount(): number {
    return this.#halt === null && !this.#isEnded ? this.#ledger.openCount - this.inFlightCount : 0;
  }

  /** HOT. Without a token nobody is sent, and no permit is asked for. */
  get isAuthorized(): boolean {
    return this.#recipients.isAuthorized;
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
    if (!this.#isEnded && this.#template.inDoubtPolicy === "at_most_once")
      this.#recipients.outcomes.endDoubtful();
    this.#entries.write();
    return this.#ended.promise;
  }

  /** HOT: before each recipient. */
  canSend(): boolean {
    return this.#halt === null && this.#isHeld() && this.#recipients.hasNext(); // P1
  }

  /** HOT. @returns "sent" when a request left, "settled" when the recipient ended without one. Call only after `canSend`. */
  sendNext(): "sent" | "settled" {
    return this.#recipients.sendNext();
  }

  /** Several times a second: leases, deadlines, the expiry, and outcomes that have waited long enough. */
  tick(): void {
    if (this.#isEnded) return;
    if (this.#entries.count > 0 && !this.#isHeld()) return; // P3
    const nowMs = this.#ports.clock.monotonicMs();
    this.#recipients.tick(nowMs);
    if (this.#ports.clock.nowMs() >= this.batch.expires_at_ms) this.endOpen("expired", "expired");
    this.#entries.tick(nowMs);
  }

  /** Ends every recipient that is neither settled nor in flight. Of one in doubt we cannot say that it was not sent. */
  endOpen(end: "cancelled" | "expired" | "dead_lettered", reason: string): void {
    if (this.#isEnded) return;
    this.#recipients.endOpen(end, reason);
    this.#entries.writeIfComplete();
  }

  /** Sends nothing new; ends when what is in flight has ended. */
  halt(why: "paused" | "draining"): void {
    this.#halt ??= why;
    this.#recipients.stop();
    this.#endIfHalted();
  }

  /** P1, P3: the moment at which the lease is found to be over ends the pass, whoever finds it. */
  #isHeld(): boolean {
    if (this.#isEnded) return false;
    if (this.#ports.clock.monotonicMs() < this.#ports.writer.heldUntilMs) return true;
    if (this.#entries.count > 0) this.#end({ kind: "lost" });
    return false;
  }

  #onAnswered(): void {
    this.#entries.writeIfComplete(); // P2
    this.#endIfHalted();
    this.#ports.onReady();
  }

  #onWritten(entry: LedgerEntry, isWritten: boolean): void {
    if (this.#isEnded) return;
    if (!isWritten) return this.#end({ kind: "lost" });
    this.#ledger.acknowledge(entry);
    if (entry.done) return this.#end({ kind: "done" });
    if (entry.released) return this.#end({ kind: "handed_back" });
    this.#entries.writeIfComplete();
    this.#endIfHalted();
    this.#ports.onReady();
    this.#entries.claimIfUsedUp();
  }

  #endIfHalted(): void {
    if (this.#halt === null || this.#isEnded || this.#entries.isOnItsWay || this.inFlightCount > 0) return;
    if (this.#ledger.isComplete) return this.#entries.write();
    const entry = this.#ledger.releasingEntry(this.#ports.clock.nowMs());
    if (this.#halt === "draining") this.#entries.send(entry);
    else this.#end({ kind: "paused", entry, expectedSeq: this.#ports.writer.seq });
  }

  #end(end: PassEnd): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#entries.end();
    this.#recipients.inFlight.abortAll("SLUICE_LEASE_LOST"); // P3
    this.#ended.resolve(end);
  }
}
