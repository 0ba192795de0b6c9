// One limit, as a count of credit: what may be granted in a slot so that no rolling minute at the endpoint, wherever it
// begins, holds more requests than the limit. The same for a run's limit, an origin's cap and a workspace's cap.
//
//   A1. Credit is counted in parts of a permit: a limit of L a minute adds L in each slot, and SLOTS_PER_WINDOW make one permit.
//   A2. Of what is not asked for, less than one permit is kept between slots. So n slots in a row grant at most
//       ceil(n × L / SLOTS_PER_WINDOW), and a whole window at most L: exact, also for limits far below one permit a slot.
//   A3. Of what is asked for and another limit holds back, a little more is kept (keptCredit): limits that bind together
//       have their whole permits in different slots, and neither may lose one for having to wait for the other. n slots in
//       a row may then hold as much more; a whole window holds at most L all the same, because it is counted (GrantWindow).
//   A4. A limit may change at any slot. A window then holds at most the largest limit that was in force in it. Nothing is
//       kept over a change nor for SETTLE_SLOTS after it: what follows holds at most what A2 says of the new one.
//   A5. Whoever knows that a whole window held nothing begins with the credit full: the first permit comes at once. Whoever
//       does not know (a new leader) begins with what may have been kept before as a debt: its n slots hold at most
//       floor((n × L - kept) / SLOTS_PER_WINDOW), which with what A2 and A3 allowed the leader before makes L.
import { SLOTS_PER_WINDOW } from "@sluice/schema";
import { GrantWindow } from "./throttle-window.ts";

const FULL_CREDIT = SLOTS_PER_WINDOW - 1;
/** One second of any limit: what a change of leaders costs at most (A5). */
const KEPT_SLOTS = 10;
/** Enough for limits whose permits come in different slots; more would only make bursts. */
const MAX_KEPT_PERMITS = 4;
/** Longer than it takes until a change is said to be in force. */
const SETTLE_SLOTS = 30;

/** A3. Grows with the limit, by at most KEPT_SLOTS a unit: A5 holds while a limit changes as well. */
const keptCredit = (limitPerMinute: number): number =>
  Math.min(KEPT_SLOTS * limitPerMinute, MAX_KEPT_PERMITS * SLOTS_PER_WINDOW);

export class Allowance {
  readonly #granted = new GrantWindow();
  /** In 1 / SLOTS_PER_WINDOW of a permit. Exact: whole numbers far below 2^53. Below 0 it is a debt (A5). */
  #credit: number;
  #lastSlot: number;
  #limitPerMinute: number | null = null;
  #changedAtSlot: number;
  /** A5: the first slot whose window this one has granted alone. */
  readonly #knownFromSlot: number;
  #charged = 0;

  /** @param isPastEmpty nothing was granted in the window before `slot`, by whomever (A5). */
  constructor(slot: number, isPastEmpty: boolean) {
    this.#credit = isPastEmpty ? FULL_CREDIT : 0;
    this.#lastSlot = slot - 1;
    this.#changedAtSlot = slot;
    this.#knownFromSlot = isPastEmpty ? slot : slot + SLOTS_PER_WINDOW;
  }

  /** Nothing was granted for a whole window: forgetting it loses nothing (A5). */
  isForgettable(slot: number): boolean {
    return slot - this.#lastSlot > SLOTS_PER_WINDOW;
  }

  /** Permits that this slot may grant. Once a slot, before `use`; slots between the last one and this granted nothing. */
  open(slot: number, limitPerMinute: number): number {
    if (limitPerMinute !== this.#limitPerMinute) this.#change(slot, limitPerMinute);
    const unusedSlots = slot - this.#lastSlot - 1;
    if (unusedSlots > 0) this.#credit = Math.min(this.#credit + unusedSlots * limitPerMinute, FULL_CREDIT);
    this.#credit += limitPerMinute; // A1
    this.#lastSlot = slot;
    const wholePermits = Math.max(0, Math.floor(this.#credit / SLOTS_PER_WINDOW));
    return Math.min(wholePermits, this.#granted.room(slot, limitPerMinute));
  }

  /**
   * @param permits granted of those that `open` allowed, also 0
   * @param wereMoreAsked there was somebody for more, and another limit did not let them have it (A3)
   */
  use(permits: number, wereMoreAsked = false): void {
    const keeps = wereMoreAsked && this.#lastSlot - this.#changedAtSlot >= SETTLE_SLOTS;
    const most = FULL_CREDIT + (keeps ? keptCredit(this.#limitPerMinute ?? 0) : 0);
    this.#granted.add(permits);
    this.#credit = Math.min(this.#credit - permits * SLOTS_PER_WINDOW, most);
  }

  /** A4, A5. */
  #change(slot: number, limitPerMinute: number): void {
    this.#limitPerMinute = limitPerMinute;
    this.#changedAtSlot = slot;
    this.#credit = Math.min(this.#credit, FULL_CREDIT);
    const debt = keptCredit(limitPerMinute);
    if (slot >= this.#knownFromSlot || debt <= this.#charged) return;
    this.#credit -= debt - this.#charged;
    this.#charged = debt;
  }
}
