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

  /** Tried until it succeeds. */
  once(name: string, work: () => Promise<void>): void {
    this.#running.push(this.#try(name, work));
  }

  /** Lets the round that is under way end. */
  async stop(): Promise<void> {
    this.#ending.abort();
    await Promise.all(this.#running);
  }

  async #go(pauseMs: number, name: string, round: () => Promise<void>): Promise<void> {
    while (!this.#ending.signal.aborted) {
      const succeeded = await this.#succeeds(name, round);
      await this.#pause(succeeded ? pauseMs : AFTER_FAILURE_MS);
    }
  }

  async #try(name: string, work: () => Promise<void>): Promise<void> {
    while (!this.#ending.signal.aborted && !(await this.#succeeds(name, work)))
      await this.#pause(AFTER_FAILURE_MS);
  }

  async #succeeds(name: string, round: () => Promise<void>): Promise<boolean> {
    try {
      await round();
      return true;
    } catch (error) {
      this.#log.warn({ err: error, round: name }, "round.failed");
      return false;
    }
  }

  async #pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.#ending.signal }).catch(() => undefined);
  }
}
