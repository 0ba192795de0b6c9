// Whether an origin may be called at all. A pure state machine that is told of each answer; times are monotonic.
//
//       closed ── half of ≥ 50 requests in 10 s, or 20 in a row, failed ──► open ── period over, a probe leaves ──► half_open
//         ▲                                                                   ▲                                        │
//         └─────────────────── 5 probes answered, without a failure between ──┼──── a probe failed: period doubles ────┘
//       any ── 410 ──► gone: until a person resumes the run
//
//   K1. While it is not closed nothing leaves but probes: one at a time, at most one a second.
//   K2. An answer to a request that left before it half-opened changes nothing any more.
//   K3. `sinceMs` of what is not closed is when it stopped being closed: half-open times in between do not interrupt.
import { FailureWindow } from "./failure-window.ts";

export type BreakerState = "closed" | "open" | "half_open" | "gone";

const MIN_REQUESTS = 50;
const FAILURE_SHARE = 0.5;
const FAILURES_IN_A_ROW = 20;
const PROBE_EVERY_MS = 1_000;
const PROBES_TO_CLOSE = 5;
const FIRST_OPEN_MS = 1_000;
const LONGEST_OPEN_MS = 30_000;

export class Breaker {
  readonly #window = new FailureWindow();
  #state: BreakerState = "closed";
  #sinceMs: number;
  #failuresInARow = 0;
  #openMs = FIRST_OPEN_MS;
  #openUntilMs = 0;
  #halfOpenSinceMs = 0;
  #lastProbeMs = -Infinity;
  #isProbing = false;
  #answeredProbes = 0;

  constructor(nowMs: number) {
    this.#sinceMs = nowMs;
  }

  get state(): BreakerState {
    return this.#state;
  }

  /** K3. */
  get sinceMs(): number {
    return this.#sinceMs;
  }

  /** Of the last ten seconds. */
  failures(nowMs: number): number {
    this.#window.moveTo(nowMs);
    return this.#window.failures;
  }

  /** While not closed: whether a probe may leave. */
  mayProbe(nowMs: number): boolean {
    if (this.#state === "open") return nowMs >= this.#openUntilMs;
    return this.#state === "half_open" && !this.#isProbing && nowMs - this.#lastProbeMs >= PROBE_EVERY_MS; // K1
  }

  /** Call when a request leaves while not closed, and only after `mayProbe`. */
  probeLeft(nowMs: number): void {
    if (this.#state === "open") {
      this.#state = "half_open";
      this.#halfOpenSinceMs = nowMs;
      this.#answeredProbes = 0;
    }
    this.#isProbing = true;
    this.#lastProbeMs = nowMs;
  }

  succeeded(startedMs: number, nowMs: number): void {
    if (this.#state === "closed") {
      this.#failuresInARow = 0;
      this.#window.add(false, nowMs);
    } else if (this.#isProbe(startedMs)) {
      this.#isProbing = false;
      if (++this.#answeredProbes >= PROBES_TO_CLOSE) this.#close(nowMs);
    }
  }

  failed(startedMs: number, nowMs: number): void {
    if (this.#state === "closed") {
      this.#failuresInARow += 1;
      this.#window.add(true, nowMs);
      if (this.#isTooMuch()) this.#openFirst(nowMs);
    } else if (this.#isProbe(startedMs)) this.#open(nowMs);
  }

  /** The request said nothing about the origin: it never left, or was told to wait. */
  saidNothing(startedMs: number): void {
    if (this.#isProbe(startedMs)) this.#isProbing = false;
  }

  openForGood(nowMs: number): void {
    if (this.#state === "gone") return;
    if (this.#state === "closed") this.#sinceMs = nowMs;
    this.#state = "gone";
    this.#isProbing = false;
  }

  /** A person says that the origin is there again: carefully, with probes. */
  revive(nowMs: number): void {
    if (this.#state !== "gone") return;
    this.#state = "open";
    this.#openMs = FIRST_OPEN_MS;
    this.#openUntilMs = nowMs;
  }

  #isTooMuch(): boolean {
    const { requests, failures } = this.#window;
    if (this.#failuresInARow >= FAILURES_IN_A_ROW) return true;
    return requests >= MIN_REQUESTS && failures >= requests * FAILURE_SHARE;
  }

  /** K2. */
  #isProbe(startedMs: number): boolean {
    return this.#state === "half_open" && this.#isProbing && startedMs >= this.#halfOpenSinceMs;
  }

  #openFirst(nowMs: number): void {
    this.#sinceMs = nowMs;
    this.#openMs = FIRST_OPEN_MS / 2;
    this.#open(nowMs);
  }

  #open(nowMs: number): void {
    this.#state = "open";
    this.#isProbing = false;
    this.#openMs = Math.min(LONGEST_OPEN_MS, this.#openMs * 2);
    this.#openUntilMs = nowMs + this.#openMs;
  }

  #close(nowMs: number): void {
    this.#state = "closed";
    this.#sinceMs = nowMs;
    this.#failuresInARow = 0;
    this.#window.clear();
  }
}
