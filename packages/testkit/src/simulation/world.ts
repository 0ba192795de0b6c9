// The simulated machine room: one virtual clock, one queue of events, one source of chance. The same seed gives the same
// history, event for event.
import { EventQueue } from "./event-queue.ts";

/** More than any chain of promises between two events is long. */
const HOPS_BETWEEN_EVENTS = 16;
const SETTLED = Promise.resolve();

export class World {
  readonly #events = new EventQueue();
  #state: number;
  nowMs = 0;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** mulberry32 */
  random = (): number => {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };

  chance(share: number): boolean {
    return this.random() < share;
  }

  between(low: number, high: number): number {
    return low + this.random() * (high - low);
  }

  /** A whole number, `high` excluded. */
  wholeBetween(low: number, high: number): number {
    return Math.floor(this.between(low, high));
  }

  pick<T>(items: readonly [T, ...T[]]): T {
    return items[this.wholeBetween(0, items.length)] ?? items[0];
  }

  at(delayMs: number, run: () => void): void {
    this.#events.add(this.nowMs + delayMs, run);
  }

  /** For what waits on promises. @returns whether it was over in time. */
  async runUntil(isOver: () => boolean, limitMs: number): Promise<boolean> {
    while (!isOver() && this.nowMs < limitMs && this.#step()) {
      for (let hop = 0; hop < HOPS_BETWEEN_EVENTS; hop++) await SETTLED; // what promises have to do
    }
    return isOver();
  }

  /** For what knows no promises. */
  run(limitMs: number): void {
    while (this.nowMs < limitMs && this.#step());
  }

  #step(): boolean {
    const event = this.#events.take();
    if (event === undefined) return false;
    this.nowMs = Math.max(this.nowMs, event.atMs);
    event.run();
    return true;
  }
}
