// How many of the last ten seconds' requests failed. Ten buckets of a second; HOT: once per answer, without allocation.

const BUCKET_MS = 1_000;
const BUCKETS = 10;

export class FailureWindow {
  readonly #requestsIn = new Uint32Array(BUCKETS);
  readonly #failuresIn = new Uint32Array(BUCKETS);
  #newest = -Infinity;
  #requests = 0;
  #failures = 0;

  get requests(): number {
    return this.#requests;
  }

  get failures(): number {
    return this.#failures;
  }

  add(isFailure: boolean, nowMs: number): void {
    this.moveTo(nowMs);
    const bucket = this.#newest % BUCKETS;
    this.#requestsIn[bucket] = (this.#requestsIn[bucket] ?? 0) + 1;
    this.#requests += 1;
    if (!isFailure) return;
    this.#failuresIn[bucket] = (this.#failuresIn[bucket] ?? 0) + 1;
    this.#failures += 1;
  }

  /** What is older leaves. */
  moveTo(nowMs: number): void {
    const newest = Math.floor(nowMs / BUCKET_MS);
    if (newest === this.#newest) return;
    if (newest - this.#newest >= BUCKETS) this.clear();
    else for (let at = this.#newest + 1; at <= newest; at++) this.#empty(at % BUCKETS);
    this.#newest = newest;
  }

  clear(): void {
    this.#requestsIn.fill(0);
    this.#failuresIn.fill(0);
    this.#requests = 0;
    this.#failures = 0;
  }

  #empty(bucket: number): void {
    this.#requests -= this.#requestsIn[bucket] ?? 0;
    this.#failures -= this.#failuresIn[bucket] ?? 0;
    this.#requestsIn[bucket] = 0;
    this.#failuresIn[bucket] = 0;
  }
}
