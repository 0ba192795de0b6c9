// Many small things become few large ones: while one group is being stored, the next one gathers.
//
//   G1. An item is answered after its group is stored, with its own result; a group that fails fails for each of its items.
//   G2. One group of a queue at a time: its items keep their order, and groups grow when there is more to do.

interface Waiting<Item, Result> {
  item: Item;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
}

export interface GroupOptions<Item, Result> {
  /** @returns results in the order of the items. */
  store: (group: readonly Item[]) => Promise<readonly Result[]>;
  weightOf: (item: Item) => number;
  /** Of one group; a single item may go beyond. */
  maxWeight: number;
}

export class GroupQueue<Item, Result> {
  readonly #options: GroupOptions<Item, Result>;
  readonly #onIdle: () => void;
  #waiting: Waiting<Item, Result>[] = [];
  #storing: Promise<void> | null = null;

  constructor(options: GroupOptions<Item, Result>, onIdle: () => void = () => undefined) {
    this.#options = options;
    this.#onIdle = onIdle;
  }

  add(item: Item): Promise<Result> {
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    this.#waiting.push({ item, resolve, reject });
    this.#storing ??= this.#storeAll();
    return promise;
  }

  async settled(): Promise<void> {
    await this.#storing;
  }

  async #storeAll(): Promise<void> {
    while (this.#waiting.length > 0) await this.#storeGroup(this.#takeGroup());
    this.#storing = null; // in one step with the look at what waits: nobody comes in between
    this.#onIdle();
  }

  #takeGroup(): Waiting<Item, Result>[] {
    const { weightOf, maxWeight } = this.#options;
    let weight = 0;
    const end = this.#waiting.findIndex(({ item }, index) => {
      weight += weightOf(item);
      return index > 0 && weight > maxWeight;
    });
    return this.#waiting.splice(0, end < 0 ? this.#waiting.length : end);
  }

  /** G1 */
  async #storeGroup(group: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.#options.store(group.map(({ item }) => item));
      group.forEach(({ resolve, reject }, index) => {
        const result = results[index];
        if (result === undefined) reject(new Error("a group gave fewer results than it had items"));
        else resolve(result);
      });
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }
}

/** Queues by name: there are as many as have something to do. */
export class GroupQueues<Item, Result> {
  readonly #queues = new Map<string, GroupQueue<Item, Result>>();
  readonly #optionsFor: (name: string) => GroupOptions<Item, Result>;

  constructor(optionsFor: (name: string) => GroupOptions<Item, Result>) {
    this.#optionsFor = optionsFor;
  }

  add(name: string, item: Item): Promise<Result> {
    return this.#queueOf(name).add(item);
  }

  async settled(): Promise<void> {
    await Promise.all([...this.#queues.values()].map((queue) => queue.settled()));
  }

  #queueOf(name: string): GroupQueue<Item, Result> {
    const known = this.#queues.get(name);
    if (known !== undefined) return known;
    const queue = new GroupQueue(this.#optionsFor(name), () => void this.#queues.delete(name));
    this.#queues.set(name, queue);
    return queue;
  }
}
