// Word that there may be something to do. Whoever pauses is woken; who was at work when it rang does not pause at all.

/** Changes come in bursts: one look for all of them. */
const GATHER_MS = 20;

export class ChangeBell {
  #rings = 0;
  readonly #wakes = new Set<() => void>();

  /** Ask before looking, and give to `pause`: what rang since then has not been looked at. */
  get rings(): number {
    return this.#rings;
  }

  ring(): void {
    this.#rings += 1;
    for (const wake of this.#wakes) wake(); // which takes it out
  }

  /** Resolves when it has rung since then, when the time is over, or when `signal` aborts. */
  async pause(sinceRings: number, durationMs: number, signal: AbortSignal): Promise<void> {
    if (this.#rings === sinceRings) await this.#wait(durationMs, signal);
    if (this.#rings !== sinceRings) await sleepUntil(GATHER_MS, signal);
  }

  #wait(durationMs: number, signal: AbortSignal): Promise<void> {
    return sleepUntil(durationMs, signal, (wake) => {
      this.#wakes.add(wake);
      return () => this.#wakes.delete(wake);
    });
  }
}

/** By hand, and not a race of promises: a bell that never rings would keep one waiter for each pause. */
function sleepUntil(
  durationMs: number,
  signal: AbortSignal,
  listen: (wake: () => void) => () => void = () => () => undefined,
): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const wake = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", wake);
      unlisten();
      resolve();
    };
    const timer = setTimeout(wake, durationMs);
    signal.addEventListener("abort", wake);
    const unlisten = listen(wake);
  });
}
