// The time as everybody has it: the limiter tells Postgres's with each grant, and we count on with our monotonic clock. So a
// host whose time is set to another makes no retry late and lets no batch expire early. Until the first grant it is the
// host's own.
import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "@sluice/sender";

export class TaughtClock implements Clock {
  readonly #wallMs: () => number;
  #offsetMs: number | null = null;

  constructor(wallMs: () => number = Date.now) {
    this.#wallMs = wallMs;
  }

  /** @param toldMs milliseconds since 1970, as of now */
  learn(toldMs: number): void {
    this.#offsetMs = toldMs - this.monotonicMs();
  }

  nowMs(): number {
    return this.#offsetMs === null ? this.#wallMs() : Math.round(this.monotonicMs() + this.#offsetMs);
  }

  monotonicMs(): number {
    return performance.now();
  }

  async sleep(durationMs: number, signal?: AbortSignal): Promise<void> {
    await sleep(durationMs, undefined, signal === undefined ? {} : { signal });
  }
}
