// What must hold of the limiter, checked at each request that reaches the endpoint and each grant that leaves a leader.
//
//   K1. Of a run, of an origin and of the workspace, no rolling minute holds more than its limit (rolling-window.ts).
//   K2. Whoever grants is the only one that holds the lease at that moment.
//   K3. In a life without faults at least 98 % of what the limits together leave is used; triggered sends come first.
//   K4. When a leader dies, requests come again within ten seconds.
import type { LimitBook, Limited } from "./limit-book.ts";
import { WORKSPACE } from "./limit-book.ts";
import { RollingWindow } from "./rolling-window.ts";
import type { SimPlanner } from "./sim-planner.ts";

const FAIL_OVER_MS = 10_000;
/** Requests with permits of the leader that died. */
const STILL_COMING_MS = 1_000;
const LEAST_USED = 0.98;
/** Below this the limit itself lets more time pass between two requests. */
const LEAST_STEADY_PER_MINUTE = 100;
/** Permits that are under way at the edges of the minute, one for each count. */
const ROUNDING = 3;
/** When the minute begins in which the use is measured: every leader's first window is over. */
const MEASURED_FROM_MS = 63_000;

export class LimitJudge {
  readonly violations: string[] = [];
  readonly #nowMs: () => number;
  readonly #windows = new Map<string, RollingWindow>();
  #requests = 0;
  #awaitedSinceMs: number | null = null;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  get requests(): number {
    return this.#requests;
  }

  limited({ key, perMinute }: Limited): void {
    this.#window(key).set(perMinute, this.#nowMs());
  }

  granting(planners: readonly SimPlanner[], by: SimPlanner): void {
    for (const other of planners)
      if (other !== by && other.holdsLease) this.#accuse("K2 two leaders at once");
  }

  arrived({ runId, origin }: { runId: string; origin: string }): void {
    this.#requests += 1;
    this.#endOutage();
    for (const key of [runId, origin, WORKSPACE]) {
      const problem = this.#window(key).arrived(this.#nowMs());
      if (problem !== null) this.#accuse(`K1 ${key}: ${problem}`);
    }
  }

  /** The leader died, and another can take over. */
  leaderDied(book: LimitBook): void {
    if (book.reachable(() => true) >= LEAST_STEADY_PER_MINUTE) this.#awaitedSinceMs ??= this.#nowMs();
  }

  checkUse(book: LimitBook): void {
    this.#checkUseOf(book, "all", () => true);
    this.#checkUseOf(book, "triggered", ({ isTriggered }) => isTriggered);
  }

  /** At the end of the life: it may be that nothing came at all. */
  checkFailOver(): void {
    this.#endOutage();
  }

  #checkUseOf(book: LimitBook, what: string, isAsked: (run: { isTriggered: boolean }) => boolean): void {
    const asked = book.runs.filter(isAsked).map(({ runId }) => this.#window(runId));
    const used = asked.reduce(
      (sum, window) => sum + window.countBetween(MEASURED_FROM_MS, MEASURED_FROM_MS + 60_000),
      0,
    );
    const least = LEAST_USED * book.reachable(isAsked) - ROUNDING;
    if (used < least) this.#accuse(`K3 ${what}: ${used} used of ${Math.ceil(least)}`);
  }

  #endOutage(): void {
    if (this.#awaitedSinceMs === null) return;
    const lostMs = this.#nowMs() - this.#awaitedSinceMs;
    if (lostMs < STILL_COMING_MS) return;
    if (lostMs > FAIL_OVER_MS) this.#accuse(`K4 nothing for ${Math.round(lostMs)} ms`);
    this.#awaitedSinceMs = null;
  }

  #window(key: string): RollingWindow {
    const known = this.#windows.get(key);
    if (known !== undefined) return known;
    const window = new RollingWindow();
    this.#windows.set(key, window);
    return window;
  }

  #accuse(what: string): void {
    if (this.violations.length < 20) this.violations.push(`${what}, at ${Math.round(this.#nowMs())} ms`);
  }
}
