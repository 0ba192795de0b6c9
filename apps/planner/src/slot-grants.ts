// Which permits are granted when the limiter's timer fires. Pure: timer and bus are the limiter's.
//
//   L1. Only the holder of the lease grants. With each new epoch every count starts anew, a slot after it was taken.
//   L2. A grant carries the beginning of its slot, not the time at which it left: our own lateness uses up what senders
//       accept, and so stays within the margin.
//   L3. Limits are the last that were read: a database that is away stops no run, and starts none.
//   L4. That a run has not sent yet is believed only of this reign: a leader in between may have begun it.
import { type RunLimit, SlotAllocator } from "@sluice/campaigns";
import type { PermitDemand, PermitGrant } from "@sluice/schema";
import { DemandBoard } from "./demand-board.ts";
import { SlotClock } from "./slot-clock.ts";

/** Of the leader. */
export interface LeaderLease {
  isHeld(): boolean;
  readonly epoch: number;
}

export interface SenderGrant {
  sender: string;
  grant: Omit<PermitGrant, "now_ms">;
}

export interface DueGrants {
  grants: readonly SenderGrant[];
  /** Over all grants. */
  permits: number;
  /** Slots that nobody was granted, since the call before. */
  lostSlots: number;
}

interface Reign {
  epoch: number;
  clock: SlotClock;
  allocator: SlotAllocator;
}

/** While another process leads. */
const LOOK_AGAIN_MS = 100;
const NOTHING: DueGrants = { grants: [], permits: 0, lostSlots: 0 };

export class SlotGrants {
  readonly #lease: LeaderLease;
  readonly #board = new DemandBoard();
  #limits: readonly RunLimit[] = [];
  #reign: Reign | null = null;

  constructor(lease: LeaderLease) {
    this.#lease = lease;
  }

  get isLeading(): boolean {
    return this.#reign !== null;
  }

  /** Heard by those who do not lead as well: a new leader knows at once who asks. */
  hear(demand: PermitDemand, nowMs: number): void {
    this.#board.hear(demand, nowMs);
  }

  /** Every run that may send now. */
  setLimits(limits: readonly RunLimit[]): void {
    this.#limits = limits; // L3
  }

  /** @param epoch of the lease that this process held when it read that these runs have not begun */
  expect(runIds: readonly string[], epoch: number): void {
    if (this.#reign?.epoch === epoch) this.#reign.allocator.expect(runIds); // L4
  }

  /** @param nowMs on the monotonic clock, as everywhere here */
  due(nowMs: number): DueGrants {
    const reign = this.#currentReign(nowMs);
    if (reign === null) return NOTHING;
    const { slots, lost } = reign.clock.take(nowMs);
    if (slots.length === 0) return { ...NOTHING, lostSlots: lost };
    const requests = this.#board.requests(nowMs);
    const grants: SenderGrant[] = [];
    let permits = 0;
    for (const slot of slots) {
      const granted = reign.allocator.allocate(slot, this.#limits, requests);
      for (const [sender, ofSender] of Map.groupBy(granted, (grant) => grant.sender))
        grants.push({ sender, grant: grantOf(reign.epoch, slot, ofSender) });
      for (const grant of granted) permits += grant.permits;
    }
    return { grants, permits, lostSlots: lost };
  }

  msUntilNext(nowMs: number): number {
    return this.#reign?.clock.msUntilNext(nowMs) ?? LOOK_AGAIN_MS;
  }

  /** L1. */
  #currentReign(nowMs: number): Reign | null {
    const { epoch } = this.#lease;
    if (!this.#lease.isHeld()) this.#reign = null;
    else if (this.#reign?.epoch !== epoch)
      this.#reign = { epoch, clock: new SlotClock(nowMs), allocator: new SlotAllocator() };
    return this.#reign;
  }
}

function grantOf(
  epoch: number,
  slot: number,
  granted: ReadonlyArray<{ runId: string; permits: number }>,
): SenderGrant["grant"] {
  return {
    v: 1,
    epoch,
    slot,
    sent_at_monotonic_ms: SlotClock.beginsAtMs(slot), // L2
    grants: granted.map(({ runId, permits }) => ({ run_id: runId, permits })),
  };
}
