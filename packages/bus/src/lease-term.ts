// What one process knows of a lease: whether it holds it, and whether another's is over. Pure; revisions come from the store,
// times from one's own monotonic clock, and no wall clock is trusted.
//
//   E1. Somebody else's lease is over when its revision has not changed for a full lease on OUR monotonic clock.
//   E2. The holder counts its lease from the START of its last acknowledged write and stops at 0.6 of it, so that a
//       slow or paused holder has stopped before a successor may begin.
//   E3. The epoch is the revision of the write that took the lease: it only grows, and fences what the leader says.

const HOLDER_SHARE = 0.6;

export class LeaseTerm {
  readonly #leaseMs: number;
  #revision = 0;
  #epoch = 0;
  #heldUntilMs = -Infinity;
  #seen = { revision: -1, sinceMs: 0 };

  constructor(leaseMs: number) {
    this.#leaseMs = leaseMs;
  }

  /** Of the last write that was acknowledged; what the next one expects. */
  get revision(): number {
    return this.#revision;
  }

  /** E3. */
  get epoch(): number {
    return this.#epoch;
  }

  isHeld(nowMs: number): boolean {
    return nowMs < this.#heldUntilMs; // E2
  }

  took(revision: number, startedMs: number): void {
    this.#epoch = revision;
    this.renewed(revision, startedMs);
  }

  renewed(revision: number, startedMs: number): void {
    this.#revision = revision;
    this.#heldUntilMs = startedMs + this.#leaseMs * HOLDER_SHARE;
  }

  /** Somebody's lease as it was just read. */
  isOver(revision: number, nowMs: number): boolean {
    if (revision !== this.#seen.revision) this.#seen = { revision, sinceMs: nowMs };
    return nowMs - this.#seen.sinceMs >= this.#leaseMs; // E1
  }
}
