// One limit, as a count of credit: what may be granted in a slot so that no rolling minute at the endpoint, wherever it
// begins, holds more requests than the limit. The same for a run's limit, an origin's cap and a workspace's cap.
//
//   A1. Credit is counted in parts of a permit: a limit of L a minute adds L in each slot, and SLOTS_PER_WINDOW make one permit.
//   A2. Between slots less than one permit is kept. So n slots in a row grant at most ceil(n × L / SLOTS_PER_WINDOW), and a
//       whole window at most L: exact, also for limits far below one permit a slot. What else is not used is lost.
//   A3. A limit may change at any slot. A window then holds at most the largest limit that was in force in it, and n slots
//       after the change hold at most what A2 says of the new one.
//   A4. Whoever knows that a whole window held nothing begins with the credit full: the first permit comes at once. Whoever
//       does not know (a new leader) begins with none: its n slots hold at most floor(n × L / SLOTS_PER_WINDOW), which with
//       ceil((SLOTS_PER_WINDOW - n) × L / SLOTS_PER_WINDOW) of the leader before makes L. So A2 holds across leaders.
import { SLOTS_PER_WINDOW } from "@sluice/schema";

const FULL_CREDIT = SLOTS_PER_WINDOW - 1;

export class Allowance {
  /** In 1 / SLOTS_PER_WINDOW of a permit. Exact: whole numbers far below 2^53. */
  #credit: number;
  #lastSlot: number;

  /** @param isPastEmpty nothing was granted in the window before `slot`, by whomever (A4). */
  constructor(slot: number, isPastEmpty: boolean) {
    this.#credit = isPastEmpty ? FULL_CREDIT : 0;
    this.#lastSlot = slot - 1;
  }

  /** Nothing was granted for a whole window: forgetting it loses nothing (A4). */
  isForgettable(slot: number): boolean {
    return slot - this.#lastSlot > SLOTS_PER_WINDOW;
  }

  /** Permits that this slot may grant. Once a slot, before `use`; slots between the last one and this granted nothing. */
  open(slot: number, limitPerMinute: number): number {
    const unusedSlots = slot - this.#lastSlot - 1;
    this.#credit = Math.min(this.#credit + unusedSlots * limitPerMinute, FULL_CREDIT) + limitPerMinute; // A1
    this.#lastSlot = slot;
    return Math.floor(this.#credit / SLOTS_PER_WINDOW);
  }

  /** @param permits granted of those that `open` allowed, also 0 */
  use(permits: number): void {
    this.#credit = Math.min(this.#credit - permits * SLOTS_PER_WINDOW, FULL_CREDIT); // A2
  }
}
