// How many requests may be open to one origin at once. A pure state machine that is told of each answer. HOT: once per
// answer, without allocation.
//
//   A1. The limit stays between 1 and the connections there are.
//   A2. It grows by a fixed step in each round trip, while it is used; what we do not use we know nothing about.
//   A3. It halves at most once in a round trip: an answer to a request that left before the last halving says nothing new.
//   A4. Refusals draw on a tolerance which good answers fill: a 503 in a hundred changes nothing, one in ten does.
//   A5. Latency is the geometric mean of a window of answers, so that a few slow ones do not make it, against a baseline
//       that falls at once and rises over a minute. An origin that is as slow after a halving as before is not slow
//       because of us: its latency becomes the baseline.

const START_SHARE = 1 / 4;
const LEAST_START = 8;
/** Of the connections, in each round trip. */
const GROWTH_SHARE = 1 / 32;
const RESTART_LIMIT = 4;
const USED_SHARE = 3 / 4;

const FULL_TOLERANCE = 5;
const TOLERANCE_PER_ANSWER = 0.04;

const MIN_WINDOW = 32;
const RISE_FACTOR = 2;
/** Rises below this may as well be our own event loop. */
const RISE_FLOOR_MS = 50;
const BETTER_FACTOR = 0.8;
const BASELINE_RISE_MS = 60_000;
const BASELINE_FALL_SHARE = 0.2;
const SHORTEST_LATENCY_MS = 0.1;

export class AdaptiveConcurrency {
  readonly #max: number;
  readonly #step: number;
  #limit: number;
  #halvedAtMs = -Infinity;
  #tolerance = FULL_TOLERANCE;
  #windowCount = 0;
  #windowLogSum = 0;
  /** NaN before the first window. */
  #baselineMs = NaN;
  #baselineAtMs = 0;
  /** Latency that made us halve; NaN when it has fallen since. */
  #complaintMs = NaN;

  constructor(connections: number) {
    this.#max = connections;
    this.#step = Math.max(1, connections * GROWTH_SHARE);
    this.#limit = Math.min(connections, Math.max(LEAST_START, connections * START_SHARE));
  }

  /** Requests that may be open. */
  get limit(): number {
    return Math.floor(this.#limit);
  }

  /** An answer that the origin was well enough to give. `inFlight` counts the request that it answers. */
  accepted(startedMs: number, nowMs: number, inFlight: number): void {
    this.#tolerance = Math.min(FULL_TOLERANCE, this.#tolerance + TOLERANCE_PER_ANSWER);
    if (startedMs < this.#halvedAtMs) return; // A3
    if (inFlight >= this.#limit * USED_SHARE)
      this.#limit = Math.min(this.#max, this.#limit + this.#step / this.#limit); // A1, A2
    this.#observe(nowMs - startedMs, nowMs);
  }

  /** The origin, or the time limit, said: too much. `weight` is what it takes of the tolerance. */
  refused(weight: number, startedMs: number, nowMs: number): void {
    if (startedMs < this.#halvedAtMs) return; // A3
    this.#tolerance -= weight;
    if (this.#tolerance < 0) this.#halve(nowMs); // A4
  }

  /** Carefully again, after a time in which nothing was sent. */
  restart(): void {
    this.#limit = Math.min(this.#limit, RESTART_LIMIT);
    this.#forgetWindow();
  }

  #halve(nowMs: number): void {
    this.#limit = Math.max(1, this.#limit / 2); // A1
    this.#halvedAtMs = nowMs;
    this.#tolerance = FULL_TOLERANCE;
    this.#forgetWindow();
  }

  #forgetWindow(): void {
    this.#windowCount = 0;
    this.#windowLogSum = 0;
  }

  #observe(latencyMs: number, nowMs: number): void {
    this.#windowCount += 1;
    this.#windowLogSum += Math.log(Math.max(latencyMs, SHORTEST_LATENCY_MS));
    if (this.#windowCount < Math.max(MIN_WINDOW, this.#limit)) return;
    const recentMs = Math.exp(this.#windowLogSum / this.#windowCount);
    this.#forgetWindow();
    this.#judge(recentMs, nowMs);
  }

  /** A5. */
  #judge(recentMs: number, nowMs: number): void {
    const isRisen = recentMs > this.#baselineMs * RISE_FACTOR + RISE_FLOOR_MS;
    if (!isRisen) {
      this.#complaintMs = NaN;
      this.#follow(recentMs, nowMs);
    } else if (recentMs > this.#complaintMs * BETTER_FACTOR) {
      this.#complaintMs = NaN;
      this.#setBaseline(recentMs, nowMs);
    } else {
      this.#complaintMs = recentMs;
      this.#halve(nowMs);
    }
  }

  #follow(recentMs: number, nowMs: number): void {
    const awayMs = recentMs - this.#baselineMs;
    if (Number.isNaN(awayMs)) return this.#setBaseline(recentMs, nowMs);
    const share =
      awayMs < 0 ? BASELINE_FALL_SHARE : Math.min(1, (nowMs - this.#baselineAtMs) / BASELINE_RISE_MS);
    this.#setBaseline(this.#baselineMs + awayMs * share, nowMs);
  }

  #setBaseline(baselineMs: number, nowMs: number): void {
    this.#baselineMs = baselineMs;
    this.#baselineAtMs = nowMs;
  }
}
