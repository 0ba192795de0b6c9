// How many users an audience has, told in the view in which it is chosen, while it is chosen.
//
//   L1. Of one view one audience is counted at a time; of those asked for meanwhile only the newest follows.
//   L2. What was counted for an older choice is not shown. An update names the hash of the view that it was made for; our own updates
//       change that hash, and are known.
//   L3. Bounded: so many views at once, so many counts at once. Whoever is too many is told that nobody counts.
import { count } from "../blocks/text.ts";
import type { AudienceSize } from "../writing-ports.ts";

/** One choice of a person: to be counted, and shown in their view. */
export interface Choosing {
  count(): Promise<AudienceSize | null>;
  /** @returns the view's new hash; null: it has become another, or is closed */
  show(size: string, hash: string | undefined): Promise<string | null>;
  /** Of the view when it was chosen; undefined: it opens just now. */
  hash: string | undefined;
}

const MAX_VIEWS = 200;
const MAX_COUNTING_VIEWS = 50;
const MAX_COUNTS_AT_ONCE = 2;

export const SIZE_WAITS = ":hourglass_flowing_sand: Counting…";
const SIZE_UNKNOWN = "How many users it reaches cannot be said now.";

export function sizeInWords(size: AudienceSize | null): string {
  if (size === null) return SIZE_UNKNOWN;
  return `It reaches ${size.isEstimate ? "about " : ""}*${count(size.users)}* users.`;
}

export class LiveCounts {
  /** What is chosen and not counted yet; null: it is being counted. */
  readonly #newest = new Map<string, Choosing | null>();
  /** L2: after our own updates. */
  readonly #hashes = new Map<string, string>();
  readonly #waiting: Array<() => void> = [];
  #counting = 0;

  /** Returns when nothing newer is wanted for the view, or at once when somebody counts for it already. */
  async choose(view: string, choosing: Choosing): Promise<void> {
    if (this.#newest.has(view)) return void this.#newest.set(view, choosing); // L1
    if (this.#newest.size >= MAX_COUNTING_VIEWS) return this.#show(view, choosing, SIZE_UNKNOWN); // L3
    this.#newest.set(view, choosing);
    try {
      await this.#work(view);
    } finally {
      this.#newest.delete(view);
    }
  }

  /** L2. An update of the view that counts nothing. @returns whether it was shown */
  async update(
    view: string,
    hash: string | undefined,
    show: (hash: string | undefined) => Promise<string | null>,
  ): Promise<boolean> {
    const own = this.#hashes.get(view);
    const shown = (await show(hash)) ?? (own === undefined || own === hash ? null : await show(own));
    if (shown === null) return false;
    this.#hashes.delete(view);
    this.#hashes.set(view, shown);
    const [oldest] = this.#hashes.keys();
    if (this.#hashes.size > MAX_VIEWS && oldest !== undefined) this.#hashes.delete(oldest);
    return true;
  }

  async #work(view: string): Promise<void> {
    for (let next = this.#newest.get(view); next; next = this.#newest.get(view)) {
      this.#newest.set(view, null);
      const size = await this.#sizeOf(view, next);
      if (this.#newest.get(view) === null) await this.#show(view, next, size); // L2
    }
  }

  /** When counting fails the view says that nobody knows; the failure goes on to whoever asked. */
  async #sizeOf(view: string, choosing: Choosing): Promise<string> {
    try {
      return sizeInWords(await this.#counted(choosing));
    } catch (error) {
      await this.#show(view, choosing, SIZE_UNKNOWN);
      throw error;
    }
  }

  async #show(view: string, choosing: Choosing, size: string): Promise<void> {
    await this.update(view, choosing.hash, (hash) => choosing.show(size, hash));
  }

  /** L3 */
  async #counted(choosing: Choosing): Promise<AudienceSize | null> {
    while (this.#counting >= MAX_COUNTS_AT_ONCE)
      await new Promise<void>((resolve) => void this.#waiting.push(resolve));
    this.#counting += 1;
    try {
      return await choosing.count();
    } finally {
      this.#counting -= 1;
      this.#waiting.shift()?.();
    }
  }
}
