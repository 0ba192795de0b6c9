// Which slots are to be granted when the limiter's timer fires.
//
//   S1. Slot n begins at n × SLOT_MS of a monotonic clock: a wall clock that jumps changes nothing.
//   S2. A slot is granted at most once, and only while it is less than MAX_SLOT_LATENESS_MS old. Older ones are lost: the
//       margin of the slot arithmetic (campaigns: throttle.ts) covers one slot's lateness and no catching up.
//   S3. The first slot begins a whole slot after the start: one leader's slots never come closer than that to another's.
import { SLOT_MS } from "@sluice/schema";

/** Half of what senders accept as a grant's lateness; the rest is for the way over the bus. */
export const MAX_SLOT_LATENESS_MS = 100;

export class SlotClock {
  #nextSlot: number;

  constructor(nowMs: number) {
    this.#nextSlot = Math.floor(nowMs / SLOT_MS) + 2; // S3
  }

  /** @returns the slots to grant now, in order, and how many were lost since the call before. */
  take(nowMs: number): { slots: number[]; lost: number } {
    const slots: number[] = [];
    let lost = 0;
    const lastSlot = Math.floor(nowMs / SLOT_MS);
    const firstInTime = Math.floor((nowMs - MAX_SLOT_LATENESS_MS) / SLOT_MS) + 1;
    if (firstInTime > this.#nextSlot) {
      lost = firstInTime - this.#nextSlot; // S2
      this.#nextSlot = firstInTime;
    }
    while (this.#nextSlot <= lastSlot) slots.push(this.#nextSlot++);
    return { slots, lost };
  }

  static beginsAtMs(slot: number): number {
    return slot * SLOT_MS; // S1
  }

  msUntilNext(nowMs: number): number {
    return Math.max(1, Math.ceil(SlotClock.beginsAtMs(this.#nextSlot) - nowMs));
  }
}
