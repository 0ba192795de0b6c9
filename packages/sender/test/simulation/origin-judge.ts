// What one holder may do to the origin, judged by what it heard and not by what it believes.
//
//   J6. Nothing leaves without a permit that came in time and is not used up.
//   J7. While the breaker is not closed, probes leave: one at a time, a second apart; after a 410 nothing, until somebody resumes.
//       After twenty failures in a row the same holds, whatever the breaker says, until something succeeds.
//   J8. Nothing leaves before the end of the longest `Retry-After` that was heard.
//   J9. While the breaker is closed, no more is in flight than the adaptive limit says; and never more than connections.
import { MAX_GRANT_LATENESS_MS, PERMIT_LIFETIME_MS } from "@sluice/schema";
import type { AttemptResult } from "../../src/attempt-result.ts";
import type { OriginReport } from "../../src/origin-health.ts";

const PROBE_EVERY_MS = 1_000;
const FAILURES_IN_A_ROW = 20;
/** Twice what a sender allows two hosts' clocks. */
const CLOCK_DRIFT = 0.001;
/** Rounding, and what drift makes of a second. */
const TOLERANCE_MS = 10;

export interface OriginJudgeOptions {
  connections: number;
  monotonicMs: () => number;
  accuse: (what: string) => void;
}

export class OriginJudge {
  readonly #options: OriginJudgeOptions;
  #permits: Array<{ left: number; untilMs: number }> = [];
  #quickestMs = Infinity;
  #lastGrantMs = 0;
  #lastLeftMs = -Infinity;
  #inFlight = 0;
  readonly #probes = new Set<number>();
  #heldUntilMs = -Infinity;
  #failuresInARow = 0;

  constructor(options: OriginJudgeOptions) {
    this.#options = options;
  }

  granted(permits: number, sentAtMs: number): void {
    const nowMs = this.#options.monotonicMs();
    const driftMs = (nowMs - this.#lastGrantMs) * CLOCK_DRIFT;
    this.#quickestMs = Math.min(this.#quickestMs + driftMs, nowMs - sentAtMs);
    this.#lastGrantMs = nowMs;
    if (nowMs - sentAtMs - this.#quickestMs > MAX_GRANT_LATENESS_MS + TOLERANCE_MS) return;
    this.#permits.push({ left: permits, untilMs: nowMs + PERMIT_LIFETIME_MS });
  }

  /** @param report as it is before the request is counted */
  leaving({ state, concurrency }: OriginReport): void {
    const nowMs = this.#options.monotonicMs();
    this.#takePermit(nowMs);
    if (nowMs < this.#heldUntilMs) this.#accuse("J8 before the end of a hold");
    if (state === "gone") this.#accuse("J7 after a 410");
    if (state === "open" || state === "half_open") {
      if (this.#probes.size > 0) this.#accuse("J7 two probes at once");
      this.#probes.add(nowMs);
    }
    const isStopped = state === "open" || state === "half_open" || this.#failuresInARow >= FAILURES_IN_A_ROW;
    if (isStopped && nowMs - this.#lastLeftMs < PROBE_EVERY_MS - TOLERANCE_MS)
      this.#accuse("J7 while the breaker is open");
    this.#lastLeftMs = nowMs;
    this.#inFlight += 1;
    const limit = state === "closed" ? concurrency : this.#options.connections;
    if (this.#inFlight > limit) this.#accuse("J9 above the adaptive limit");
  }

  ended(result: AttemptResult, startedMs: number): void {
    this.#inFlight -= 1;
    this.#probes.delete(startedMs);
    if (result.kind === "failure") {
      if (result.code !== "SLUICE_LEASE_LOST") this.#failuresInARow += 1;
      return;
    }
    const { status, retryAfter } = result;
    if (status >= 500) this.#failuresInARow += 1;
    else if (status !== 429) this.#failuresInARow = 0;
    if (retryAfter === undefined || (status !== 429 && status !== 503)) return;
    const untilMs = this.#options.monotonicMs() + Number(retryAfter) * 1_000;
    this.#heldUntilMs = Math.max(this.#heldUntilMs, untilMs - 0.001);
  }

  /** A person says that the endpoint takes requests again. */
  revived(): void {
    this.#heldUntilMs = -Infinity;
  }

  #takePermit(nowMs: number): void {
    this.#permits = this.#permits.filter(({ left, untilMs }) => left > 0 && untilMs > nowMs);
    const oldest = this.#permits[0];
    if (oldest === undefined) this.#accuse("J6 without a permit");
    else oldest.left -= 1;
  }

  #accuse(what: string): void {
    this.#options.accuse(what);
  }
}
