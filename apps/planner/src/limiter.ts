// LIMIT: every 100 ms the leader hands each asking sender its permits. The arithmetic is in campaigns: throttle.ts.
//
//   L1. Only the holder of the lease grants. With each new epoch every count starts anew, a slot after it was taken.
//   L2. A grant carries the beginning of its slot, not the time at which it left: our own lateness uses up what senders
//       accept, and so stays within the margin.
//   L3. Limits are the last that were read: a database that is away stops no run, and starts none.
//   L4. That a run has not sent yet is believed only of this reign: a leader in between may have begun it.
import { type GrantedPermits, type RunLimit, SlotAllocator } from "@sluice/campaigns";
import { type Bus, onDemands, publishGrant } from "@sluice/bus";
import { DemandBoard } from "./demand-board.ts";
import type { PlannerMetrics } from "./metrics.ts";
import { SlotClock } from "./slot-clock.ts";

export interface LimiterOptions {
  bus: Bus;
  /** Of the leader. */
  lease: { isHeld(): boolean; readonly epoch: number };
  metrics: PlannerMetrics;
  /** Senders are told: the time that all processes go by. */
  nowMs: () => number;
  monotonicMs?: () => number;
}

interface Reign {
  epoch: number;
  clock: SlotClock;
  allocator: SlotAllocator;
}

/** While another process leads. */
const LOOK_AGAIN_MS = 100;

export class Limiter {
  readonly #options: LimiterOptions;
  readonly #monotonicMs: () => number;
  readonly #board = new DemandBoard();
  readonly #stopListening: () => void;
  #limits: readonly RunLimit[] = [];
  #reign: Reign | null = null;
  #timer: NodeJS.Timeout;

  constructor(options: LimiterOptions) {
    this.#options = options;
    this.#monotonicMs = options.monotonicMs ?? (() => performance.now());
    // Heard by those who do not lead as well: a new leader knows at once who asks.
    const listener = onDemands(options.bus, (demand) => this.#board.hear(demand, this.#monotonicMs()));
    this.#stopListening = () => listener.stop();
    this.#timer = setTimeout(() => this.#tick(), 0);
  }

  /** Every run that may send now. */
  setLimits(limits: readonly RunLimit[]): void {
    this.#limits = limits; // L3
  }

  /**
   * Runs that are about to begin get their first permit at once.
   * @param epoch of the lease that this process held when it read that they have not begun
   */
  expect(runIds: readonly string[], epoch: number): void {
    if (this.#reign?.epoch === epoch) this.#reign.allocator.expect(runIds); // L4
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#stopListening();
  }

  #tick(): void {
    const nowMs = this.#monotonicMs();
    const reign = this.#currentReign(nowMs);
    this.#options.metrics.leads(reign !== null);
    if (reign !== null) this.#grantDueSlots(reign, nowMs);
    const waitMs = reign === null ? LOOK_AGAIN_MS : reign.clock.msUntilNext(this.#monotonicMs());
    this.#timer = setTimeout(() => this.#tick(), waitMs);
  }

  /** L1. */
  #currentReign(nowMs: number): Reign | null {
    const { lease } = this.#options;
    if (!lease.isHeld()) this.#reign = null;
    else if (this.#reign?.epoch !== lease.epoch) {
      this.#reign = { epoch: lease.epoch, clock: new SlotClock(nowMs), allocator: new SlotAllocator() };
    }
    return this.#reign;
  }

  #grantDueSlots({ epoch, clock, allocator }: Reign, nowMs: number): void {
    const { slots, lost } = clock.take(nowMs);
    this.#options.metrics.lost(lost);
    if (slots.length === 0) return;
    const requests = this.#board.requests(nowMs);
    for (const slot of slots) this.#publish(epoch, slot, allocator.allocate(slot, this.#limits, requests));
  }

  #publish(epoch: number, slot: number, granted: readonly GrantedPermits[]): void {
    const { bus, metrics, nowMs } = this.#options;
    for (const [sender, ofSender] of Map.groupBy(granted, (grant) => grant.sender)) {
      publishGrant(bus, sender, {
        v: 1,
        epoch,
        slot,
        sent_at_monotonic_ms: SlotClock.beginsAtMs(slot), // L2
        now_ms: nowMs(),
        grants: ofSender.map(({ runId, permits }) => ({ run_id: runId, permits })),
      });
    }
    metrics.granted(granted.reduce((sum, { permits }) => sum + permits, 0));
  }
}
