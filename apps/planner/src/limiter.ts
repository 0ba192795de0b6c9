// LIMIT: every 100 ms the leader hands each asking sender its permits: the timer, and the bus on both sides. Which permits, is
// in slot-grants.ts; the arithmetic in campaigns: throttle.ts.
import type { RunLimit } from "@sluice/campaigns";
import { type Bus, onDemands, publishGrant } from "@sluice/bus";
import type { PlannerMetrics } from "./metrics.ts";
import { type LeaderLease, SlotGrants } from "./slot-grants.ts";

export interface LimiterOptions {
  bus: Bus;
  lease: LeaderLease;
  metrics: PlannerMetrics;
  /** Senders are told: the time that all processes go by. */
  nowMs: () => number;
  monotonicMs?: () => number;
}

export class Limiter {
  readonly #options: LimiterOptions;
  readonly #monotonicMs: () => number;
  readonly #grants: SlotGrants;
  readonly #stopListening: () => void;
  #timer: NodeJS.Timeout;

  constructor(options: LimiterOptions) {
    this.#options = options;
    this.#monotonicMs = options.monotonicMs ?? (() => performance.now());
    this.#grants = new SlotGrants(options.lease);
    const listener = onDemands(options.bus, (demand) => this.#grants.hear(demand, this.#monotonicMs()));
    this.#stopListening = () => listener.stop();
    this.#timer = setTimeout(() => this.#tick(), 0);
  }

  /** Every run that may send now. */
  setLimits(limits: readonly RunLimit[]): void {
    this.#grants.setLimits(limits);
  }

  /**
   * Runs that are about to begin get their first permit at once.
   * @param epoch of the lease that this process held when it read that they have not begun
   */
  expect(runIds: readonly string[], epoch: number): void {
    this.#grants.expect(runIds, epoch);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#stopListening();
  }

  #tick(): void {
    const { bus, metrics, nowMs } = this.#options;
    const { grants, permits, lostSlots } = this.#grants.due(this.#monotonicMs());
    for (const { sender, grant } of grants) publishGrant(bus, sender, { ...grant, now_ms: nowMs() });
    metrics.leads(this.#grants.isLeading);
    metrics.lost(lostSlots);
    metrics.granted(permits);
    this.#timer = setTimeout(() => this.#tick(), this.#grants.msUntilNext(this.#monotonicMs()));
  }
}
