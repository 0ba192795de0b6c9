// One clock for all who decide when something is due: Postgres's. A process asks it now and then, and counts on with its
// own monotonic clock. So a wall clock that is set to another time changes nothing, on whichever host: nothing starts early
// or late, nothing expires.
//
//   D1. An answer that took long says little about the present; it is not used.
import type { Store } from "./connect.ts";

/** The time is known to half of it. */
const LONGEST_ROUND_TRIP_MS = 500;

export class DatabaseClock {
  readonly #store: Store;
  readonly #monotonicMs: () => number;
  #offsetMs = Number.NaN;

  private constructor(store: Store, monotonicMs: () => number) {
    this.#store = store;
    this.#monotonicMs = monotonicMs;
  }

  /** @throws when Postgres does not answer, or not in time. */
  static async open(store: Store, monotonicMs = () => performance.now()): Promise<DatabaseClock> {
    const clock = new DatabaseClock(store, monotonicMs);
    await clock.sync();
    if (Number.isNaN(clock.#offsetMs)) throw new Error("Postgres took too long to say what time it is");
    return clock;
  }

  /** Milliseconds since 1970. */
  nowMs(): number {
    return Math.round(this.#monotonicMs() + this.#offsetMs);
  }

  async sync(): Promise<void> {
    const askedAtMs = this.#monotonicMs();
    const { rows } = await this.#store.pool.query<{ now_ms: number }>(
      "select extract(epoch from clock_timestamp())::float8 * 1000 as now_ms",
    );
    const answeredAtMs = this.#monotonicMs();
    const nowMs = rows[0]?.now_ms;
    if (nowMs === undefined || answeredAtMs - askedAtMs > LONGEST_ROUND_TRIP_MS) return; // D1
    this.#offsetMs = nowMs - (askedAtMs + answeredAtMs) / 2;
  }
}
