// The lease in its store, and one process that asks for it as bus: lease.ts does, on simulated time and network. What it
// decides is the product's.
import { DEFAULT_LEASE_MS, LEASE_STEPS, LeaseTerm } from "@sluice/bus";
import type { SimProcess, World } from "@sluice/testkit";

const TIMEOUT_MS = 2_000;

export class SimLeaseStore {
  readonly #world: World;
  #revision = 0;
  #isHeld = false;
  /** Share of messages that are lost or late. */
  faultShare = 0;

  constructor(world: World) {
    this.#world = world;
  }

  /** @returns null when nobody has it. */
  read(): number | null {
    return this.#isHeld ? this.#revision : null;
  }

  /** Compare-and-set. @returns the new revision, or null. */
  write(expected: number | null): number | null {
    if (expected !== this.read()) return null;
    this.#isHeld = true;
    return ++this.#revision;
  }

  giveUp(revision: number): void {
    if (this.#isHeld && revision === this.#revision) this.#isHeld = false;
  }

  /** `onEnd` is called once: with the reply, or with nothing when none came in time. */
  ask<T>(process: SimProcess, serve: () => T, onEnd: (reply?: T) => void): void {
    let isOver = false;
    const end = (reply?: T): void => {
      if (isOver) return;
      isOver = true;
      onEnd(reply);
    };
    process.timer(TIMEOUT_MS, () => end());
    if (this.#isLost()) return;
    this.#world.at(this.#travelMs(), () => {
      const reply = serve();
      if (!this.#isLost()) process.io(this.#travelMs(), () => end(reply));
    });
  }

  #isLost(): boolean {
    return this.#world.chance(this.faultShare);
  }

  #travelMs(): number {
    return this.#world.chance(this.faultShare) ? this.#world.between(20, 3_000) : this.#world.between(0.5, 5);
  }
}

export class SimLease {
  readonly #process: SimProcess;
  readonly #store: SimLeaseStore;
  readonly #term = new LeaseTerm(DEFAULT_LEASE_MS);
  #isStopped = false;

  constructor(process: SimProcess, store: SimLeaseStore) {
    this.#process = process;
    this.#store = store;
    this.#step();
  }

  get epoch(): number {
    return this.#term.epoch;
  }

  isHeld(): boolean {
    return !this.#isStopped && this.#term.isHeld(this.#process.monotonicMs());
  }

  /** Gives the lease up, so that a successor need not wait. */
  stop(): void {
    const wasHeld = this.isHeld();
    this.#isStopped = true;
    if (wasHeld)
      this.#store.ask(
        this.#process,
        () => this.#store.giveUp(this.#term.revision),
        () => undefined,
      );
  }

  #step(): void {
    const again = (): void => this.#process.timer(DEFAULT_LEASE_MS / LEASE_STEPS, () => this.#step());
    if (this.#isStopped) return;
    if (this.isHeld()) this.#renew(again);
    else this.#tryToTake(again);
  }

  #renew(again: () => void): void {
    const startedMs = this.#process.monotonicMs();
    this.#write(this.#term.revision, again, (revision) => this.#term.renewed(revision, startedMs));
  }

  #tryToTake(again: () => void): void {
    this.#store.ask(
      this.#process,
      () => this.#store.read(),
      (seen) => {
        const nowMs = this.#process.monotonicMs();
        if (seen === undefined || (seen !== null && !this.#term.isOver(seen, nowMs))) return again();
        this.#write(seen, again, (revision) => this.#term.took(revision, nowMs));
      },
    );
  }

  #write(expected: number | null, again: () => void, onWritten: (revision: number) => void): void {
    this.#store.ask(
      this.#process,
      () => this.#store.write(expected),
      (revision) => {
        if (revision !== undefined && revision !== null) onWritten(revision);
        again();
      },
    );
  }
}
