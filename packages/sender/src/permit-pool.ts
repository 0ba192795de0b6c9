// Permits of one sender thread. Each attempt takes one; a permit that is not used soon after it came is lost, so that
// no burst can follow a silence.
//
//   P1. A grant is usable for PERMIT_LIFETIME_MS after arrival, on our monotonic clock.
//   P2. A grant that travelled more than MAX_GRANT_LATENESS_MS longer than the quickest one is dropped: after a stall
//       the stale ones arrive in a heap, and would leave as a burst.
//   P3. A grant of an older leader is dropped.
import type { PermitGrant, RunId } from "@sluice/schema";

// The limiter's slot arithmetic counts on these two: 600 slots + lifetime + lateness fit into its window.
export const PERMIT_LIFETIME_MS = 300;
export const MAX_GRANT_LATENESS_MS = 200;

interface Granted {
  permits: number;
  expiresAtMs: number;
}

export class PermitPool {
  readonly #byRun = new Map<RunId, Granted[]>();
  #epoch = -1;
  #quickestOffsetMs = Infinity;
  #droppedCount = 0;

  get droppedCount(): number {
    return this.#droppedCount;
  }

  /** @returns whether there is something new to send with. */
  receive(grant: PermitGrant, nowMs: number): boolean {
    if (grant.epoch < this.#epoch) return false; // P3
    if (grant.epoch > this.#epoch) this.#follow(grant.epoch);
    const offsetMs = nowMs - grant.sent_at_monotonic_ms;
    this.#quickestOffsetMs = Math.min(this.#quickestOffsetMs, offsetMs);
    if (offsetMs - this.#quickestOffsetMs > MAX_GRANT_LATENESS_MS) {
      this.#droppedCount += 1;
      return false; // P2
    }
    for (const { run_id, permits } of grant.grants) this.#add(run_id, permits, nowMs + PERMIT_LIFETIME_MS);
    return grant.grants.length > 0;
  }

  take(runId: RunId, nowMs: number): boolean {
    const granted = this.#byRun.get(runId) ?? [];
    for (let oldest = granted[0]; oldest !== undefined; oldest = granted[0]) {
      if (oldest.permits > 0 && oldest.expiresAtMs > nowMs) {
        oldest.permits -= 1;
        return true;
      }
      granted.shift(); // P1
    }
    this.#byRun.delete(runId);
    return false;
  }

  #add(runId: RunId, permits: number, expiresAtMs: number): void {
    if (permits <= 0) return;
    const granted = this.#byRun.get(runId);
    if (granted === undefined) this.#byRun.set(runId, [{ permits, expiresAtMs }]);
    else granted.push({ permits, expiresAtMs });
  }

  #follow(epoch: number): void {
    this.#epoch = epoch;
    this.#quickestOffsetMs = Infinity; // another process, another monotonic clock
    this.#byRun.clear();
  }
}
