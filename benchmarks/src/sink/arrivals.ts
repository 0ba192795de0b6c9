// When requests arrived: per second, per minute, and the most in any rolling 60 s.
// The rolling figure counts in steps of 10 ms, so it may be off by what arrives in one step; the verdict
// recomputes it exactly from the records.

const STEP_US = 10_000;
const WINDOW_STEPS = 6_000;
/** A day: beyond it seconds are no longer listed, and the totals go on. */
const MAX_SECONDS = 86_400;

export interface ArrivalFigures {
  total: number;
  /** Monotonic microseconds; 0 before the first request. */
  firstUs: number;
  lastUs: number;
  /** Full seconds and minutes since the first request; the last one is still running. */
  perSecond: readonly number[];
  perMinute: readonly number[];
  maxInRolling60s: number;
}

export class Arrivals {
  #total = 0;
  #firstUs = 0;
  #lastUs = 0;
  #perSecond: number[] = [];
  #steps = new Uint32Array(WINDOW_STEPS);
  #currentStep = 0;
  #inWindow = 0;
  #maxInWindow = 0;

  /** HOT: once per request. `nowUs` never goes back. */
  count(nowUs: number): void {
    if (this.#total === 0) {
      this.#firstUs = nowUs;
      this.#currentStep = Math.floor(nowUs / STEP_US);
    }
    this.#total += 1;
    this.#lastUs = nowUs;
    const second = Math.floor((nowUs - this.#firstUs) / 1_000_000);
    if (second < MAX_SECONDS) {
      while (this.#perSecond.length <= second) this.#perSecond.push(0);
      this.#perSecond[second] = (this.#perSecond[second] ?? 0) + 1;
    }
    this.#slideTo(Math.floor(nowUs / STEP_US));
    const index = this.#currentStep % WINDOW_STEPS;
    this.#steps[index] = (this.#steps[index] ?? 0) + 1;
    this.#inWindow += 1;
    if (this.#inWindow > this.#maxInWindow) this.#maxInWindow = this.#inWindow;
  }

  figures(): ArrivalFigures {
    const perMinute: number[] = [];
    for (const [second, count] of this.#perSecond.entries()) {
      const minute = Math.floor(second / 60);
      perMinute[minute] = (perMinute[minute] ?? 0) + count;
    }
    return {
      total: this.#total,
      firstUs: this.#firstUs,
      lastUs: this.#lastUs,
      perSecond: [...this.#perSecond],
      perMinute,
      maxInRolling60s: this.#maxInWindow,
    };
  }

  #slideTo(step: number): void {
    const leaving = Math.min(step - this.#currentStep, WINDOW_STEPS);
    for (let i = 1; i <= leaving; i++) {
      const index = (this.#currentStep + i) % WINDOW_STEPS;
      this.#inWindow -= this.#steps[index] ?? 0;
      this.#steps[index] = 0;
    }
    this.#currentStep = step;
  }
}
