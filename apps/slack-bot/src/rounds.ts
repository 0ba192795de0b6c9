// Work that comes round: one round after the other, a failed one is told and the next one tries again.
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "@sluice/telemetry";

const AFTER_FAILURE_MS = 2_000;

export class Rounds {
  readonly #log: Logger;
  readonly #ending = new AbortController();
  readonly #running: Promise<void>[] = [];

  constructor(log: Logger) {
    this.#log = log;
  }

  every(pauseMs: number, name: string, round: () => Promise<void>): void {
    this.#running.push(this.#go(pauseMs, name, round));
  }

  /** Lets the round that is under way end. */
  async stop(): Promise<void> {
    this.#ending.abort();
    await Promise.all(this.#running);
  }

  async #go(pauseMs: number, name: string, round: () => Promise<void>): Promise<void> {
    const { signal } = this.#ending;
    while (!signal.aborted) {
      const failed = await round().then(
        () => false,
        (error: unknown) => {
          this.#log.warn({ err: error, round: name }, "round.failed");
          return true;
        },
      );
      await sleep(failed ? AFTER_FAILURE_MS : pauseMs, undefined, { signal }).catch(() => undefined);
    }
  }
}
