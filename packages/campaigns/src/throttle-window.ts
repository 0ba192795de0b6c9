// What was granted in the window that ends with a slot, slot by slot, beside the largest limit that was in force in it: a
// permit leaves the count when its slot does, and a limit that was lowered a window later.
import { SLOTS_PER_WINDOW } from "@sluice/schema";

interface PastLimit {
  perMinute: number;
  lastSlot: number;
}

export class GrantWindow {
  /** By slot modulo the window. */
  readonly #permits = new Uint32Array(SLOTS_PER_WINDOW);
  #held = 0;
  #slot = 0;
  #perMinute = 0;
  /** Each larger than those after it and than the present one: at most one for each slot of the window. */
  #largerBefore: PastLimit[] = [];

  /** How many permits the window that ends with `slot` can still take. Slots only grow. */
  room(slot: number, limitPerMinute: number): number {
    if (limitPerMinute !== this.#perMinute) this.#change(limitPerMinute);
    this.#moveTo(slot);
    const largest = this.#largerBefore[0]?.perMinute ?? limitPerMinute;
    return Math.max(0, largest - this.#held);
  }

  /** Permits of the slot that was asked for last. */
  add(permits: number): void {
    const at = this.#slot % SLOTS_PER_WINDOW;
    this.#permits[at] = (this.#permits[at] ?? 0) + permits;
    this.#held += permits;
  }

  #change(perMinute: number): void {
    const before = [...this.#largerBefore, { perMinute: this.#perMinute, lastSlot: this.#slot }];
    this.#largerBefore = before.filter((past) => past.perMinute > perMinute);
    this.#perMinute = perMinute;
  }

  #moveTo(slot: number): void {
    const entering = Math.min(slot - this.#slot, SLOTS_PER_WINDOW);
    for (let i = 0; i < entering; i++) {
      const at = (slot - i) % SLOTS_PER_WINDOW;
      this.#held -= this.#permits[at] ?? 0;
      this.#permits[at] = 0;
    }
    this.#slot = slot;
    while ((this.#largerBefore[0]?.lastSlot ?? slot) <= slot - SLOTS_PER_WINDOW) this.#largerBefore.shift();
  }
}
