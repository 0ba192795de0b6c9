// Follows the stream of user events into Postgres, group by group, from wherever Postgres says that it is. Beside the ledger's
// projection and never in its way: connections of its own, and whatever fails here is tried again here.
//
//   E1. Any failure ends the reading, also that it has fallen silent; it begins again at the stored position. Nothing is kept
//       between two readings.
//   E2. A gap in the sequences is told of: messages left the stream by their age before they were stored.
//   E3. What is no message of events is told of and passed over, without its content.
//   E4. A stream that was made again, or lost its end, is read from where it stands: the group in hand is left to that.
import { type Bus, eventsHead, purgeEvents, type ReadEvents, readEvents } from "@sluice/bus";
import { type EventsRecord, openPosition, rewindPosition, type Store, storeEvents } from "@sluice/store";
import type { Logger } from "@sluice/telemetry";
import { pause } from "./duty.ts";
import type { EventMetrics } from "./event-metrics.ts";
import { type GroupLimits, inGroups } from "./in-groups.ts";

const LIMITS: GroupLimits<ReadEvents> = {
  maxWeight: 5_000,
  weightOf: ({ message }) => message?.entries.length ?? 1,
  maxItems: 500,
  lingerMs: 100,
  idleMs: 5_000,
};
const STAND_BY_MS = 200;
const FIRST_DELAY_MS = 200;
const LONGEST_DELAY_MS = 10_000;
/** From here on messages that are stored make room for others. */
const FULL_ENOUGH = 0.5;

export interface StoreUserEventsPorts {
  bus: Bus;
  store: Store;
  isOnDuty: () => boolean;
  metrics: EventMetrics;
  log: Logger;
}

export class UserEventStoring {
  readonly #ports: StoreUserEventsPorts;
  readonly #stopping = new AbortController();
  #over: Promise<void> = Promise.resolve();
  #storedSeq = 0;

  constructor(ports: StoreUserEventsPorts) {
    this.#ports = ports;
  }

  start(): void {
    this.#over = this.#followForEver(this.#stopping.signal);
  }

  /** What is in hand is stored first. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#over;
  }

  /** For the next round of whoever looks after bounds. */
  async makeRoom(): Promise<void> {
    const { bus, metrics } = this.#ports;
    const { fill } = await eventsHead(bus);
    metrics.fill.set(fill);
    if (fill > FULL_ENOUGH && this.#storedSeq > 0) await purgeEvents(bus, this.#storedSeq);
  }

  async #followForEver(signal: AbortSignal): Promise<void> {
    let failuresInRow = 0;
    while (!signal.aborted) {
      try {
        if (this.#ports.isOnDuty()) await this.#follow(signal, () => (failuresInRow = 0));
        await pause(STAND_BY_MS, signal);
      } catch (error) {
        this.#ports.metrics.failures.inc();
        this.#ports.log.warn({ error }, "events.failed");
        await pause(Math.min(FIRST_DELAY_MS * 2 ** failuresInRow++, LONGEST_DELAY_MS), signal);
      }
    }
  }

  async #follow(signal: AbortSignal, onStored: () => void): Promise<void> {
    const { bus, isOnDuty } = this.#ports;
    const { identity } = await eventsHead(bus);
    this.#storedSeq = await this.#findPosition(identity);
    const ending = new AbortController();
    const messages = readEvents(bus, this.#storedSeq + 1, AbortSignal.any([signal, ending.signal]));
    try {
      for await (const group of inGroups(messages, LIMITS)) {
        const head = await eventsHead(bus);
        if (head.identity !== identity || head.lastSeq < this.#storedSeq) return; // E4
        if (group.length > 0) await this.#store(identity, group);
        onStored();
        if (!isOnDuty()) return;
      }
    } finally {
      ending.abort();
      this.#storedSeq = 0;
    }
  }

  async #findPosition(identity: string): Promise<number> {
    const { bus, store, log } = this.#ports;
    const position = await openPosition(store, "EVENTS", identity);
    const head = await eventsHead(bus); // after the position was read: only a stream that went back can be behind it
    if (head.identity !== identity || head.lastSeq >= position) return position;
    log.error({ positionSeq: position, lastSeq: head.lastSeq }, "events_stream.went_back");
    await rewindPosition(store, "EVENTS", identity, { fromSeq: position, toSeq: head.lastSeq });
    return head.lastSeq;
  }

  async #store(identity: string, group: readonly ReadEvents[]): Promise<void> {
    const { store, metrics, log } = this.#ports;
    this.#tellGaps(group);
    const { stored, passedOver } = await storeEvents(store, identity, group.map(toRecord));
    const unreadable = group.filter(({ message }) => message === null);
    for (const { seq, subject } of unreadable) log.error({ seq, subject }, "events.unreadable"); // E3
    for (const { seq, cause } of passedOver) log.error({ seq, error: cause }, "events.passed_over");
    metrics.passedOver.inc(unreadable.length + passedOver.length);
    metrics.stored.inc(stored);
    metrics.pendingMessages.set(group.at(-1)?.pending ?? 0);
    this.#storedSeq = group.at(-1)?.seq ?? this.#storedSeq;
  }

  /** E2 */
  #tellGaps(group: readonly ReadEvents[]): void {
    let before = this.#storedSeq;
    for (const { seq } of group) {
      const missing = seq - before - 1;
      before = seq;
      // From the beginning of a stream nothing can be said: what is purged by now was stored by an earlier position.
      if (missing <= 0 || this.#storedSeq === 0) continue;
      this.#ports.metrics.lost.inc(missing);
      this.#ports.log.error({ beforeSeq: seq, messages: missing }, "events.lost");
    }
  }
}

const toRecord = ({ seq, storedAtMs, message }: ReadEvents): EventsRecord => ({
  seq,
  storedAtMs,
  content: message === null ? null : { workspaceId: message.workspace_id, entries: message.entries },
});
