// Work that is cheaper together: while one group is under way the next one gathers, so that groups grow with the load and
// nobody waits when there is none. HOT: once per item.
//
//   G1. A group begins after everything in it was asked for.
//   G2. What waits is bounded: beyond, an item is refused at once.
import { ApiError } from "../api-error.ts";

interface Pending<Item, Result> {
  item: Item;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
}

export interface GatheringOptions {
  maxGroup: number;
  maxWaiting: number;
}

export class Gathering<Item, Result> {
  readonly #work: (items: Item[]) => Promise<readonly Result[]>;
  readonly #options: GatheringOptions;
  #waiting: Array<Pending<Item, Result>> = [];
  #isWorking = false;

  /** @param work answers in the order of its items; when it rejects, all of them are rejected. */
  constructor(work: (items: Item[]) => Promise<readonly Result[]>, options: GatheringOptions) {
    this.#work = work;
    this.#options = options;
  }

  get isIdle(): boolean {
    return !this.#isWorking;
  }

  add(item: Item): Promise<Result> {
    if (this.#waiting.length >= this.#options.maxWaiting) return Promise.reject(tooManyWaiting()); // G2
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    this.#waiting.push({ item, resolve, reject });
    if (!this.#isWorking) void this.#workAll();
    return promise;
  }

  async #workAll(): Promise<void> {
    this.#isWorking = true;
    // Whoever is asked in the same turn of the event loop belongs to the first group.
    await new Promise(setImmediate);
    while (this.#waiting.length > 0) await this.#workOn(this.#waiting.splice(0, this.#options.maxGroup));
    this.#isWorking = false;
  }

  async #workOn(group: ReadonlyArray<Pending<Item, Result>>): Promise<void> {
    try {
      const results = await this.#work(group.map(({ item }) => item));
      for (const [index, { resolve }] of group.entries()) resolve(results[index] as Result);
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }
}

const tooManyWaiting = (): ApiError =>
  new ApiError(503, "Calls come faster than the database can answer. Try again in a second.", {
    retryAfterSeconds: 1,
  });
