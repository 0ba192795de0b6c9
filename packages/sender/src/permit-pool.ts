// Permits of one sender thread. Each attempt takes one; a permit that is not used soon after it came is lost, so that
// no burst can follow a silence.
//
//   P1. A grant is usable for PERMIT_LIFETIME_MS after arrival, on our monotonic clock.
//   P2. A grant that travelled more than MAX_GRANT_LATENESS_MS longer than the quickest one is dropped: after a stall
//       the stale ones arrive in a heap, and would leave as a burst.
//   P3. A grant of an older leader is dropped.
//   P4. Nobody knows how late a leader's first grant is. When those that follow at once are much quicker, it stood in a heap:
//       they are dropped instead of it.
import { MAX_GRANT_LATENESS_MS, PERMIT_LIFETIME_MS, type PermitGrant, type RunId } from "@sluice/schema";

/** How far two hosts' monotonic clocks may drift apart: NTP slews by at most 500 ppm. */
const CLOCK_DRIFT = 0.0005;

/** P4: longer than a heap takes to arrive, and so long that as many slots are given up as came late. */
const SETTLING_MS = 300;

interface Granted {
  permits: number;
  expiresAtMs: number;
}

export class PermitPool {
  readonly #byRun = new Map<RunId, Granted[]>();
  #epoch = -1;
  #quickestOffsetMs = Infinity;
  /** Of the leader's first grant. */
  #first: { offsetMs: number; atMs: number } | null = null;
  #lastGrantMs = 0;
  #droppedCount = 0;

  get droppedCount(): number {
    return this.#droppedCount;
  }

  /** Runs with permits that may still be usable. */
  get runCount(): number {
    return this.#byRun.size;
  }

  /** @returns whether there is something new to send with. */
  receive(grant: PermitGrant, nowMs: number): boolean {
    if (grant.epoch < this.#epoch) return false; // P3
    if (grant.epoch > this.#epoch) this.#follow(grant.epoch);
    this.#forgetExpired(nowMs);
    if (this.#isLate(grant.sent_at_monotonic_ms, nowMs)) {
      this.#droppedCount += 1;
      return false;
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

  /** Permits of a run that are usable now. */
  inHand(runId: RunId, nowMs: number): number {
    const usable = (this.#byRun.get(runId) ?? []).filter(({ expiresAtMs }) => expiresAtMs > nowMs);
    return usable.reduce((sum, { permits }) => sum + permits, 0);
  }

  #isLate(sentAtMs: number, nowMs: number): boolean {
    const offsetMs = nowMs - sentAtMs;
    this.#followQuickest(offsetMs, nowMs);
    this.#first ??= { offsetMs, atMs: nowMs };
    const isSettling = nowMs - this.#first.atMs < SETTLING_MS;
    if (isSettling && this.#first.offsetMs - offsetMs > MAX_GRANT_LATENESS_MS) return true; // P4
    return offsetMs - this.#quickestOffsetMs > MAX_GRANT_LATENESS_MS; // P2
  }

  /** The quickest grant must not stay quickest for ever: two hosts' clocks drift apart. */
  #followQuickest(offsetMs: number, nowMs: number): void {
    const driftMs = (nowMs - this.#lastGrantMs) * CLOCK_DRIFT;
    this.#quickestOffsetMs = Math.min(this.#quickestOffsetMs + driftMs, offsetMs);
    this.#lastGrantMs = nowMs;
  }

  /** Grants that nobody takes, of a run that ended or whose connections are all in use, must not gather. */
  #forgetExpired(nowMs: number): void {
    for (const [runId, granted] of this.#byRun) {
      const usable = granted.filter(({ permits, expiresAtMs }) => permits > 0 && expiresAtMs > nowMs);
      if (usable.length > 0) this.#byRun.set(runId, usable);
      else this.#byRun.delete(runId);
    }
  }

  #add(runId: RunId, permits: number, expiresAtMs: number): void {
    if (permits <= 0) return;
    const granted = this.#byRun.get(runId);
    if (granted === undefined) this.#byRun.set(runId, [{ permits, expiresAtMs }]);
    else granted.push({ permits, expiresAtMs });
  }

  #follow(epoch: number): void {
    this.#epoch = epoch;
    this.#first = null;
    this.#quickestOffsetMs = Infinity; // another process, another monotonic clock
    this.#byRun.clear();
  }
}
