// The simulated machine room: one virtual clock, one queue of events, one source of chance. The same seed gives the same
// history, event for event.
import type { Clock } from "../../src/clock.ts";

const HOPS_BETWEEN_EVENTS = 16;
const SETTLED = Promise.resolve();

export class World {
  readonly #events: Array<{ atMs: number; run: () => void }> = [];
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

  at(delayMs: number, run: () => void): void {
    const atMs = this.nowMs + delayMs;
    let place = this.#events.length;
    while (place > 0 && this.#events[place - 1]!.atMs > atMs) place -= 1; // equal times keep their order
    this.#events.splice(place, 0, { atMs, run });
  }

  /** @returns whether it was over in time. */
  async runUntil(isOver: () => boolean, limitMs: number): Promise<boolean> {
    while (!isOver() && this.nowMs < limitMs) {
      const event = this.#events.shift();
      if (event === undefined) return isOver();
      this.nowMs = Math.max(this.nowMs, event.atMs);
      event.run();
      for (let hop = 0; hop < HOPS_BETWEEN_EVENTS; hop++) await SETTLED; // what promises have to do
    }
    return isOver();
  }
}

type Kind = "timer" | "io";

/** One operating-system process: it can vanish, and it can be stopped and go on as if nothing had been (SIGSTOP, SIGCONT). */
export class SimProcess {
  readonly world: World;
  #backlog: Array<{ kind: Kind; run: () => void }> | null = null;
  #isAlive = true;

  constructor(world: World) {
    this.world = world;
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  get isRunning(): boolean {
    return this.#isAlive && this.#backlog === null;
  }

  get clock(): Clock {
    return {
      nowMs: () => Math.round(this.world.nowMs),
      monotonicMs: () => this.world.nowMs,
      sleep: (durationMs) => new Promise((resolve) => this.timer(durationMs, resolve)),
    };
  }

  timer(delayMs: number, run: () => void): void {
    this.world.at(delayMs, () => this.#run("timer", run));
  }

  /** Something that comes from outside: an answer, a connection. */
  io(delayMs: number, run: () => void): void {
    this.world.at(delayMs, () => this.#run("io", run));
  }

  crash(): void {
    this.#isAlive = false;
  }

  freeze(durationMs: number): void {
    if (!this.isRunning) return;
    this.#backlog = [];
    this.world.at(durationMs, () => this.#thaw());
  }

  #run(kind: Kind, run: () => void): void {
    if (!this.#isAlive) return;
    if (this.#backlog === null) run();
    else this.#backlog.push({ kind, run });
  }

  /** Which come first after SIGCONT depends on where the loop was stopped: both must do. */
  #thaw(): void {
    const backlog = this.#backlog ?? [];
    this.#backlog = null;
    const first: Kind = this.world.chance(0.5) ? "timer" : "io";
    const inOrder = [
      ...backlog.filter(({ kind }) => kind === first),
      ...backlog.filter(({ kind }) => kind !== first),
    ];
    for (const { kind, run } of inOrder) this.world.at(0, () => this.#run(kind, run));
  }
}
