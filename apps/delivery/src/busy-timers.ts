// What is looked at again and again while a thread has batches, and only then: a thread that waits for work sleeps.
export interface RepeatedWork {
  everyMs: number;
  work: () => void;
}

export class BusyTimers {
  readonly #repeated: readonly RepeatedWork[];
  #timers: NodeJS.Timeout[] = [];
  #users = 0;

  constructor(repeated: readonly RepeatedWork[]) {
    this.#repeated = repeated;
  }

  /** The timers run until every task that was begun has ended. */
  async during<T>(task: () => Promise<T>): Promise<T> {
    this.#users += 1;
    if (this.#users === 1)
      this.#timers = this.#repeated.map(({ everyMs, work }) => setInterval(work, everyMs));
    try {
      return await task();
    } finally {
      this.#users -= 1;
      if (this.#users === 0) for (const timer of this.#timers.splice(0)) clearInterval(timer);
    }
  }
}
