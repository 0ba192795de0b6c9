// What one sender thread knows of one origin of one workspace, and so how much may leave to it now: the breaker says
// whether, the adaptive concurrency how many, a hold until when not. HOT: asked before and told after each request.
//
//   H1. Every request that left is told as ended once; `inFlight` is what is between.
//   H2. `Retry-After` of a 429 or 503 holds the whole origin, an hour at most. What is in flight goes on.
//   H3. After a hold or an open breaker the concurrency starts small again.
import type { AttemptResult } from "./attempt-result.ts";
import { AdaptiveConcurrency } from "./adaptive-concurrency.ts";
import { Breaker, type BreakerState } from "./breaker.ts";
import type { Clock } from "./clock.ts";
import { parseRetryAfterMs } from "./next-step.ts";
import { type OriginSignal, originSignal } from "./origin-signal.ts";

export type OriginState = BreakerState | "held";

export interface OriginReport {
  state: OriginState;
  /** In this state; not closed counts as one, whether open or half-open. */
  forMs: number;
  /** How many requests may be in flight. */
  concurrency: number;
  inFlight: number;
  /** In the last ten seconds. */
  failures: number;
}

/** An explicit "too many requests" counts for two that fail. */
const RATE_LIMITED_WEIGHT = 2;
const OVERLOADED_WEIGHT = 1;
/** A permit that is asked for now is there within two slots, and usable for three from then on. */
const PERMIT_AHEAD_MS = 250;
const PROBE_AHEAD_MS = 100;
const IDLE_FACTOR = 4;

export class OriginHealth {
  readonly #clock: Clock;
  readonly #concurrency: AdaptiveConcurrency;
  readonly #breaker: Breaker;
  /** Closed and not held: then no clock need be read. */
  #isFlowing = true;
  #heldSinceMs = -Infinity;
  #heldUntilMs = -Infinity;
  #inFlight = 0;
  #endedSinceLook = 0;
  #lookedAtMs: number;
  #endedPerMs = 0;

  constructor(clock: Clock, connections: number) {
    this.#clock = clock;
    this.#concurrency = new AdaptiveConcurrency(connections);
    this.#lookedAtMs = clock.monotonicMs();
    this.#breaker = new Breaker(this.#lookedAtMs);
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  /** HOT: before each request. */
  get hasRoom(): boolean {
    if (this.#isFlowing) return this.#inFlight < this.#concurrency.limit;
    const nowMs = this.#clock.monotonicMs();
    return this.#flowsAgain(nowMs) ? this.#inFlight < this.#concurrency.limit : this.#mayProbe(nowMs);
  }

  /** HOT. Call only while there is room. */
  left(nowMs: number): void {
    this.#inFlight += 1;
    if (!this.#isFlowing) this.#breaker.probeLeft(nowMs);
  }

  /** HOT: once for each request that left (H1). */
  ended(result: AttemptResult, startedMs: number): void {
    const nowMs = this.#clock.monotonicMs();
    this.#tell(originSignal(result), startedMs, nowMs);
    if (result.kind === "response" && result.retryAfter !== undefined) this.#maybeHold(result, nowMs);
    this.#inFlight -= 1;
    this.#endedSinceLook += 1;
  }

  /** 410: until a person resumes the run. */
  openForGood(): void {
    this.#isFlowing = false;
    this.#breaker.openForGood(this.#clock.monotonicMs());
  }

  /** A person says that it takes requests again: what it gave up for good is probed, and what it asked to wait for is over. */
  revive(): void {
    const nowMs = this.#clock.monotonicMs();
    this.#breaker.revive(nowMs);
    this.#heldUntilMs = Math.min(this.#heldUntilMs, nowMs);
  }

  /**
   * Permits that could be used by the time they come: free connections, and those that will be free by then at the
   * present rate. Measures that rate since the last call: call once in each slot.
   */
  usablePermits(): number {
    const nowMs = this.#clock.monotonicMs();
    const expected = this.#expectedEnds(nowMs);
    if (!this.#isFlowing && !this.#flowsAgain(nowMs)) return this.#mayProbe(nowMs + PROBE_AHEAD_MS) ? 1 : 0;
    const { limit } = this.#concurrency;
    // Idle connections: it is permits that are short, and the origin may take far more than the present rate.
    const isIdle = this.#inFlight < limit / 2;
    return Math.max(0, limit - this.#inFlight) + expected * (isIdle ? IDLE_FACTOR : 1);
  }

  /** How long nothing but probes may leave; 0 while it flows. */
  get deferredForMs(): number {
    const { state, forMs } = this.report();
    return state === "closed" ? 0 : forMs;
  }

  report(): OriginReport {
    const nowMs = this.#clock.monotonicMs();
    const isHeld = this.#breaker.state === "closed" && nowMs < this.#heldUntilMs;
    const sinceMs = isHeld ? this.#heldSinceMs : this.#breaker.sinceMs;
    return {
      state: isHeld ? "held" : this.#breaker.state,
      forMs: Math.round(nowMs - sinceMs),
      concurrency: this.#breaker.state === "closed" && !isHeld ? this.#concurrency.limit : 0,
      inFlight: this.#inFlight,
      failures: this.#breaker.failures(nowMs),
    };
  }

  #flowsAgain(nowMs: number): boolean {
    this.#isFlowing = this.#breaker.state === "closed" && nowMs >= this.#heldUntilMs;
    return this.#isFlowing;
  }

  #mayProbe(nowMs: number): boolean {
    return nowMs >= this.#heldUntilMs && this.#breaker.mayProbe(nowMs);
  }

  #tell(signal: OriginSignal, startedMs: number, nowMs: number): void {
    switch (signal) {
      case "well":
        this.#concurrency.accepted(startedMs, nowMs, this.#inFlight);
        return this.#breaker.succeeded(startedMs, nowMs);
      case "rate_limited":
        this.#concurrency.refused(RATE_LIMITED_WEIGHT, startedMs, nowMs);
        return this.#breaker.saidNothing(startedMs);
      case "overloaded":
        this.#concurrency.refused(OVERLOADED_WEIGHT, startedMs, nowMs);
        return this.#fail(startedMs, nowMs);
      case "failing":
        return this.#fail(startedMs, nowMs);
      case "silent":
        return this.#breaker.saidNothing(startedMs);
      default:
        return signal satisfies never;
    }
  }

  #fail(startedMs: number, nowMs: number): void {
    this.#breaker.failed(startedMs, nowMs);
    if (this.#breaker.state !== "closed" && this.#isFlowing) this.#stopFlowing();
  }

  /** H2. What is neither seconds nor a date, or lies in the past, counts as nothing. */
  #maybeHold({ status, retryAfter }: Extract<AttemptResult, { kind: "response" }>, nowMs: number): void {
    if (retryAfter === undefined || (status !== 429 && status !== 503)) return;
    const holdMs = parseRetryAfterMs(retryAfter, this.#clock.nowMs());
    if (holdMs === 0) return;
    if (nowMs >= this.#heldUntilMs) this.#heldSinceMs = nowMs;
    this.#heldUntilMs = Math.max(this.#heldUntilMs, nowMs + holdMs);
    this.#stopFlowing();
  }

  #stopFlowing(): void {
    this.#isFlowing = false;
    this.#concurrency.restart(); // H3
  }

  #expectedEnds(nowMs: number): number {
    const sinceMs = Math.max(1, nowMs - this.#lookedAtMs);
    const endedPerMs = this.#endedSinceLook / sinceMs;
    const expected = Math.max(endedPerMs, this.#endedPerMs) * PERMIT_AHEAD_MS; // one slow slot is no slow origin
    this.#lookedAtMs = nowMs;
    this.#endedSinceLook = 0;
    this.#endedPerMs = endedPerMs;
    return Math.ceil(expected);
  }
}
