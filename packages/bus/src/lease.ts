// A leader by key-value lease, without trusting any wall clock.
//
//   E1. Somebody else's lease is over when its revision has not changed for a full lease on OUR monotonic clock.
//   E2. The holder counts its lease from the START of its last acknowledged write and stops at 0.6 of it, so that a
//       slow or paused holder has stopped before a successor may begin.
//   E3. The epoch is the revision of the write that took the lease: it only grows, and fences what the leader says.
import type { KV } from "@nats-io/kv";
import type { Bus } from "./connect.ts";
import { LEASES_BUCKET } from "./stream-names.ts";

const HOLDER_SHARE = 0.6;
const RENEWALS_PER_LEASE = 5;

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
  #revision = 0;
  #epoch = 0;
  #heldUntilMs = -Infinity;
  #seen = { revision: -1, sinceMs: 0 };
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  private constructor(kv: KV, options: LeaseOptions) {
    this.#kv = kv;
    this.#key = options.key;
    this.#holder = options.holder;
    this.#leaseMs = options.leaseMs ?? 4_000;
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
    return !this.#stopped && this.#monotonicMs() < this.#heldUntilMs; // E2
  }

  get epoch(): number {
    return this.#epoch;
  }

  /** Gives the lease up, so that a successor need not wait. */
  async stop(): Promise<void> {
    const wasHeld = this.isHeld();
    this.#stopped = true;
    clearTimeout(this.#timer);
    if (wasHeld) await this.#kv.delete(this.#key, { previousSeq: this.#revision }).catch(() => undefined);
  }

  #schedule(): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(
      () => void this.#step().finally(() => this.#schedule()),
      this.#leaseMs / RENEWALS_PER_LEASE,
    );
  }

  /** A failure of the bus is no answer: the lease runs out by itself, or the next step takes it. */
  async #step(): Promise<void> {
    try {
      await (this.isHeld() ? this.#renew() : this.#tryToTake());
    } catch {
      // Conflict or timeout. E2 makes doing nothing safe.
    }
  }

  async #renew(): Promise<void> {
    const startedMs = this.#monotonicMs();
    this.#revision = await this.#kv.update(this.#key, this.#holder, this.#revision);
    this.#heldUntilMs = startedMs + this.#leaseMs * HOLDER_SHARE;
  }

  async #tryToTake(): Promise<void> {
    const entry = await this.#kv.get(this.#key);
    const startedMs = this.#monotonicMs();
    if (entry === null || entry.operation !== "PUT") {
      this.#take(await this.#kv.create(this.#key, this.#holder), startedMs);
    } else if (this.#isOver(entry.revision)) {
      this.#take(await this.#kv.update(this.#key, this.#holder, entry.revision), startedMs);
    }
  }

  #take(revision: number, startedMs: number): void {
    this.#revision = revision;
    this.#epoch = revision;
    this.#heldUntilMs = startedMs + this.#leaseMs * HOLDER_SHARE;
  }

  #isOver(revision: number): boolean {
    const nowMs = this.#monotonicMs();
    if (revision !== this.#seen.revision) this.#seen = { revision, sinceMs: nowMs };
    return nowMs - this.#seen.sinceMs >= this.#leaseMs; // E1
  }
}
