// A planner process in the simulation: its lease, its reading of the limits, and the product's slot grants on its own clock.
import { SimProcess, type World } from "@sluice/testkit";
import type { SenderGrant, SlotGrants } from "../../src/slot-grants.ts";
import type { LimitBook } from "./limit-book.ts";
import { SimLease, type SimLeaseStore } from "./sim-lease.ts";

const READ_LIMITS_EVERY_MS = 250;
const HIGHEST_DRIFT = 0.0005;

export interface PlannerRoom {
  world: World;
  leases: SimLeaseStore;
  book: LimitBook;
  slotGrants: (lease: SimLease) => SlotGrants;
  publish: (by: SimPlanner, granted: SenderGrant) => void;
}

export class SimPlanner {
  readonly process: SimProcess;
  readonly grants: SlotGrants;
  readonly #room: PlannerRoom;
  readonly #lease: SimLease;

  constructor(room: PlannerRoom) {
    const { world } = room;
    this.#room = room;
    this.process = new SimProcess(world, {
      startMs: world.between(0, 1e9),
      drift: world.between(-HIGHEST_DRIFT, HIGHEST_DRIFT),
    });
    this.#lease = new SimLease(this.process, room.leases);
    this.grants = room.slotGrants(this.#lease);
    this.#readLimits();
    this.#tick();
  }

  get holdsLease(): boolean {
    return this.process.isAlive && this.#lease.isHeld();
  }

  /** As when it is told to end: the lease is given up, and nothing more is granted. */
  stop(): void {
    this.process.io(0, () => this.#lease.stop());
  }

  #readLimits(): void {
    const { world, book } = this.#room;
    const limits = book.limits();
    this.process.io(world.between(1, 40), () => {
      this.grants.setLimits(limits);
      this.process.timer(READ_LIMITS_EVERY_MS, () => this.#readLimits());
    });
  }

  #tick(): void {
    const { grants } = this.grants.due(this.process.monotonicMs());
    for (const granted of grants) this.#room.publish(this, granted);
    const latenessMs = this.#room.world.chance(0.05) ? this.#room.world.between(0, 60) : 0; // a busy event loop
    const waitMs = this.grants.msUntilNext(this.process.monotonicMs());
    this.process.timer(waitMs + latenessMs, () => this.#tick());
  }
}
