// A leader by key-value lease: asks, renews and gives up. When it is held, and when over, is in lease-term.ts.
import type { KV } from "@nats-io/kv";
import type { Bus } from "./connect.ts";
import { LeaseTerm } from "./lease-term.ts";
import { LEASES_BUCKET } from "./stream-names.ts";

/** How often a holder renews, and another looks. */
export const LEASE_STEPS = 5;
export const DEFAULT_LEASE_MS = 4_000;

export interface LeaseOptions {
  key: string;
  /** Process that asks. */
  holder: string;
  leaseMs?: number;
  monotonicMs?: () => number;
}

export class Lease {
  readonly #kv: KV;
  readonly #key: string;
  readonly #holder: string;
  readonly #leaseMs: number;
  readonly #monotonicMs: () => number;
  readonly #term: LeaseTerm;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  private constructor(kv: KV, options: LeaseOptions) {
    this.#kv = kv;
    this.#key = options.key;
    this.#holder = options.holder;
    this.#leaseMs = options.leaseMs ?? DEFAULT_LEASE_MS;
    this.#term = new LeaseTerm(this.#leaseMs);
    this.#monotonicMs = options.monotonicMs ?? (() => performance.now());
  }

  /** Starts to ask for the lease, and goes on asking and renewing until `stop`. */
  static async start(bus: Bus, options: LeaseOptions): Promise<Lease> {
    const lease = new Lease(await bus.kvm.open(LEASES_BUCKET), options);
    await lease.#step();
    lease.#schedule();
    return lease;
  }

  isHeld(): boolean {
    return !this.#stopped && this.#term.isHeld(this.#monotonicMs());
  }

  get epoch(): number {
    return this.#term.epoch;
  }

  /** Gives the lease up, so that a successor need not wait. */
  async stop(): Promise<void> {
    const wasHeld = this.isHeld();
    this.#stopped = true;
    clearTimeout(this.#timer);
    if (wasHeld)
      await this.#kv.delete(this.#key, { previousSeq: this.#term.revision }).catch(() => undefined);
  }

  #schedule(): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(
      () => void this.#step().finally(() => this.#schedule()),
      this.#leaseMs / LEASE_STEPS,
    );
  }

  /** A failure of the bus is no answer: the lease runs out by itself, or the next step takes it. */
  async #step(): Promise<void> {
    try {
      await (this.isHeld() ? this.#renew() : this.#tryToTake());
    } catch {
      // Conflict or timeout. The holder stops before its lease is over, which makes doing nothing safe.
    }
  }

  async #renew(): Promise<void> {
    const startedMs = this.#monotonicMs();
    const revision = await this.#kv.update(this.#key, this.#holder, this.#term.revision);
    this.#term.renewed(revision, startedMs);
  }

  async #tryToTake(): Promise<void> {
    const entry = await this.#kv.get(this.#key);
    const startedMs = this.#monotonicMs();
    if (entry === null || entry.operation !== "PUT") {
      this.#term.took(await this.#kv.create(this.#key, this.#holder), startedMs);
    } else if (this.#term.isOver(entry.revision, this.#monotonicMs())) {
      this.#term.took(await this.#kv.update(this.#key, this.#holder, entry.revision), startedMs);
    }
  }
}
