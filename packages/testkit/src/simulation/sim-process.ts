// One operating-system process on one host: it can vanish, and it can be stopped and go on as if nothing had been (SIGSTOP,
// SIGCONT). Its monotonic clock has its own zero and runs a little fast or slow; its timers run by that clock.
import type { World } from "./world.ts";

export interface HostClock {
  /** What the monotonic clock shows when the world begins. */
  startMs: number;
  /** 0.0005: 500 ppm too fast. */
  drift: number;
}

type Kind = "timer" | "io";

const TRUE_CLOCK: HostClock = { startMs: 0, drift: 0 };

export class SimProcess {
  readonly world: World;
  readonly #host: HostClock;
  #backlog: Array<{ kind: Kind; run: () => void }> | null = null;
  #isAlive = true;

  constructor(world: World, host: HostClock = TRUE_CLOCK) {
    this.world = world;
    this.#host = host;
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  get isRunning(): boolean {
    return this.#isAlive && this.#backlog === null;
  }

  readonly clock = {
    /** Wall clock, kept right by others. */
    nowMs: (): number => Math.round(this.world.nowMs),
    monotonicMs: (): number => this.monotonicMs(),
    sleep: (durationMs: number): Promise<void> =>
      new Promise((resolve) => {
        this.timer(durationMs, resolve);
      }),
  };

  monotonicMs(): number {
    return this.#host.startMs + this.world.nowMs * (1 + this.#host.drift);
  }

  timer(delayMs: number, run: () => void): void {
    this.world.at(delayMs / (1 + this.#host.drift), () => this.#run("timer", run));
  }

  /** Something that comes from outside: an answer, a message, a connection. */
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
