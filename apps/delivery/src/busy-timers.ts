// What is looked at again and again while a thread has batches, and only then: a thread that waits for work sleeps.
export interface RepeatedWork {
  everyMs: number;
  work: () => void;
  /** Also at once when the first task has begun: who waits for an answer need not wait for the timer before it asks. */
  isAlsoAtOnce?: boolean;
}

/** What costs something only while it is started. */
export interface Sampling {
  start(): void;
  stop(): void;
}

export class BusyTimers {
  readonly #repeated: readonly RepeatedWork[];
  readonly #sampling: Sampling | undefined;
  #timers: NodeJS.Timeout[] = [];
  #users = 0;

  constructor(repeated: readonly RepeatedWork[], sampling?: Sampling) {
    this.#repeated = repeated;
    this.#sampling = sampling;
  }

  /** The timers run until every task that was begun has ended. */
  async during<T>(task: () => Promise<T>): Promise<T> {
    this.#users += 1;
    const isFirst = this.#users === 1;
    if (isFirst) this.#start();
    try {
      const over = task();
      if (isFirst) for (const { work, isAlsoAtOnce } of this.#repeated) if (isAlsoAtOnce) work();
      return await over;
    } finally {
      this.#users -= 1;
      if (this.#users === 0) this.#stop();
    }
  }

  #start(): void {
    this.#timers = this.#repeated.map(({ everyMs, work }) => setInterval(work, everyMs));
    this.#sampling?.start();
  }

  #stop(): void {
    for (const timer of this.#timers.splice(0)) clearInterval(timer);
    this.#sampling?.stop();
  }
}
