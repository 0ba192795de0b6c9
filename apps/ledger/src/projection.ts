// Follows the ledger stream and projects it into Postgres, group by group, from wherever Postgres says that it is.
//
//   F1. Any failure ends the reading, also that it has fallen silent; it begins again at the stored position. Nothing is kept
//       between two readings.
//   F2. After a group is read and before it is projected, the stream's head is looked at: entries of a stream that was
//       made again are never taken for entries of the one before, and a stream that went back is noticed.
//   F3. What is no ledger entry is told of and passed over.
import { type Bus, ledgerHead, type ReadEntry, readLedger, type UnreadableEntry } from "@sluice/bus";
import { RunId } from "@sluice/schema";
import {
  LedgerIdentityError,
  type LedgerRecord,
  openLedgerPosition,
  projectEntries,
  rewindLedgerPosition,
  type Store,
} from "@sluice/store";
import type { Logger } from "@sluice/telemetry";
import { pause } from "./duty.ts";
import { type GroupLimits, inGroups } from "./in-groups.ts";
import type { LedgerMetrics } from "./ledger-metrics.ts";

// 20,000 outcomes are 2 MB of COPY text and 0.2 s of Postgres; at 200,000 a minute 200 ms gather about 700.
const LIMITS: GroupLimits<ReadEntry> = {
  maxWeight: 20_000,
  weightOf: ({ entry }) => entry.outcomes?.user_id.length ?? 0,
  maxItems: 2_000,
  lingerMs: 200,
  idleMs: 5_000,
};
const STAND_BY_MS = 200;
const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 5_000;

export interface ProjectionOptions {
  bus: Bus;
  store: Store;
  isOnDuty: () => boolean;
  /** Batches whose every recipient has an outcome are in Postgres. */
  onBatchesDone?: () => void;
  metrics: LedgerMetrics;
  log: Logger;
}

export class Projection {
  readonly #options: ProjectionOptions;
  readonly #stopping = new AbortController();
  #over: Promise<void> = Promise.resolve();
  /** Of the last message that was read, entry or not. */
  #readSeq = 0;
  /** All messages up to this one are in Postgres. */
  #projectedSeq = 0;
  /** Entries read and not yet projected. */
  #inHand = 0;
  #isReading = false;
  #failure: unknown = null;
  #failuresInRow = 0;

  constructor(options: ProjectionOptions) {
    this.#options = options;
  }

  start(): void {
    this.#over = this.#followForEver(this.#stopping.signal);
  }

  /** What is in hand is projected first. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#over;
  }

  /** Whether all messages up to this one are in Postgres. False while another process does the work. */
  isCaughtUpTo(seq: number): boolean {
    if (!this.#isReading) return false;
    return this.#projectedSeq >= seq || (this.#inHand === 0 && this.#readSeq >= seq);
  }

  /** @throws why the last reading failed, while none has succeeded since. */
  assertHealthy(): Promise<void> {
    if (this.#failure === null) return Promise.resolve();
    return Promise.reject(new Error("the ledger is not being projected", { cause: this.#failure }));
  }

  async #followForEver(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const delayMs = await this.#followOnce(signal);
      await pause(delayMs, signal);
    }
  }

  /** @returns how long to wait before the next reading. */
  async #followOnce(signal: AbortSignal): Promise<number> {
    const { isOnDuty, metrics, log } = this.#options;
    if (!isOnDuty()) {
      this.#failure = null;
      return STAND_BY_MS;
    }
    try {
      await this.#follow(signal);
      return STAND_BY_MS;
    } catch (error) {
      this.#failure = error;
      metrics.failures.inc({ duty: "project" });
      log.warn({ error }, "projection.failed");
      return Math.min(FIRST_DELAY_MS * 2 ** this.#failuresInRow++, LONGEST_DELAY_MS);
    }
  }

  async #follow(signal: AbortSignal): Promise<void> {
    const { isOnDuty } = this.#options;
    const { identity, lastSeq } = await this.#findPosition();
    this.#readSeq = lastSeq;
    this.#projectedSeq = lastSeq;
    this.#inHand = 0;
    const ending = new AbortController();
    const entries = this.#read(lastSeq + 1, AbortSignal.any([signal, ending.signal]));
    this.#isReading = true;
    try {
      for await (const group of inGroups(entries, LIMITS)) {
        await this.#assertSameStream(identity); // F2
        if (group.length > 0) await this.#project(identity, group);
        this.#failure = null;
        this.#failuresInRow = 0;
        if (!isOnDuty()) return;
      }
    } finally {
      this.#isReading = false;
      ending.abort();
    }
  }

  async #findPosition(): Promise<{ identity: string; lastSeq: number }> {
    const { bus, store, log } = this.#options;
    const { identity } = await ledgerHead(bus);
    const position = await openLedgerPosition(store, identity);
    const head = await ledgerHead(bus); // after the position was read: only a stream that went back can be behind it
    if (head.identity !== identity || head.lastSeq >= position) return { identity, lastSeq: position };
    log.error({ positionSeq: position, lastSeq: head.lastSeq }, "ledger_stream.went_back");
    await rewindLedgerPosition(store, identity, { fromSeq: position, toSeq: head.lastSeq });
    return { identity, lastSeq: head.lastSeq };
  }

  async #assertSameStream(identity: string): Promise<void> {
    const readSeq = this.#readSeq; // before the head is asked for: reading goes on meanwhile
    const head = await ledgerHead(this.#options.bus);
    if (head.identity !== identity) throw new LedgerIdentityError("the ledger stream was made again");
    if (head.lastSeq < readSeq) throw new LedgerIdentityError("the ledger stream lost its last entries");
  }

  async *#read(fromSeq: number, signal: AbortSignal): AsyncGenerator<ReadEntry> {
    const passOver = (unreadable: UnreadableEntry): void => this.#passOver(unreadable);
    for await (const entry of readLedger(this.#options.bus, fromSeq, signal, passOver)) {
      this.#readSeq = entry.seq;
      this.#inHand++;
      yield entry;
    }
  }

  #passOver({ seq, subject, cause }: UnreadableEntry): void {
    this.#readSeq = Math.max(this.#readSeq, seq);
    this.#options.metrics.passedOver.inc({ reason: "unreadable" });
    this.#options.log.error({ seq, subject, error: cause }, "ledger_entry.passed_over"); // F3
  }

  #records(group: readonly ReadEntry[]): LedgerRecord[] {
    const records: LedgerRecord[] = [];
    for (const { ref, seq, entry } of group) {
      if (RunId.safeParse(ref.runId).success)
        records.push({ seq, runId: ref.runId, batchNo: ref.batchNo, entry });
      else this.#passOver({ seq, subject: `ledger.${ref.workspaceId}.${ref.runId}`, cause: "no run id" });
    }
    return records;
  }

  async #project(identity: string, group: readonly ReadEntry[]): Promise<void> {
    const { store, metrics, log } = this.#options;
    const endTimer = metrics.projectionSeconds.startTimer();
    const report = await projectEntries(store, identity, this.#records(group));
    endTimer();
    this.#inHand -= group.length;
    this.#projectedSeq = group.at(-1)?.seq ?? this.#projectedSeq;
    if (group.some(({ entry }) => entry.done)) this.#options.onBatchesDone?.();
    metrics.entries.inc(report.entries);
    metrics.outcomes.inc(report.outcomes);
    metrics.pendingEntries.set((group.at(-1)?.pending ?? 0) + this.#inHand);
    if (report.duplicates > 0) {
      metrics.duplicates.inc(report.duplicates);
      log.error({ outcomes: report.duplicates }, "outcomes.duplicated");
    }
    for (const { record, reason, cause } of report.passedOver) {
      metrics.passedOver.inc({ reason });
      const { seq, runId, batchNo } = record;
      log.error({ seq, runId, batchNo, reason, error: cause }, "ledger_entry.passed_over");
    }
  }
}
