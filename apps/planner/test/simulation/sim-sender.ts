// A sender in the simulation: the product's permit pool on its own clock, and requests that leave as soon as a permit came, at
// the last moment, or not for a while.
import type { PermitDemand, PermitGrant } from "@sluice/schema";
import type { PermitPool } from "@sluice/sender";
import { SimProcess, type World } from "@sluice/testkit";
import type { LimitBook } from "./limit-book.ts";

const ASK_EVERY_MS = 100;
const HIGHEST_DRIFT = 0.0005;
/** Requests that it could send in a slot, of each run. */
const CAPACITY = 60;
/** How much longer one request takes to the endpoint than another. */
const ENDPOINT_JITTER_MS = 200;
/** Just before a permit is over. */
const LATEST_MS = 297;

export type Mood = "eager" | "late" | "mixed" | "idle";

export interface SenderRoom {
  world: World;
  book: LimitBook;
  permits: () => PermitPool;
  ask: (demand: PermitDemand) => void;
  arrived: (run: { runId: string; origin: string }) => void;
}

export class SimSender {
  readonly process: SimProcess;
  readonly name: string;
  mood: Mood = "mixed";
  readonly #room: SenderRoom;
  readonly #permits: PermitPool;

  constructor(room: SenderRoom, name: string) {
    const { world } = room;
    this.#room = room;
    this.name = name;
    this.process = new SimProcess(world, {
      startMs: world.between(0, 1e9),
      drift: world.between(-HIGHEST_DRIFT, HIGHEST_DRIFT),
    });
    this.#permits = room.permits();
    this.process.timer(world.between(0, ASK_EVERY_MS), () => this.#ask());
  }

  receive(grant: PermitGrant): void {
    if (!this.#permits.receive(grant, this.process.monotonicMs())) return;
    const waitMs = this.#waitMs();
    if (waitMs === 0) this.#send();
    else this.process.timer(waitMs, () => this.#send());
  }

  #waitMs(): number {
    if (this.mood === "eager") return 0;
    return this.mood === "mixed" ? this.#room.world.between(0, LATEST_MS / 2) : LATEST_MS;
  }

  #ask(): void {
    const nowMs = this.process.monotonicMs();
    const demands = this.#room.book.runs.map(({ runId }) => ({
      workspace_id: "w",
      run_id: runId,
      waiting: Math.max(0, CAPACITY - this.#permits.inHand(runId, nowMs)),
    }));
    this.#room.ask({ v: 1, process: this.name, demands });
    this.process.timer(ASK_EVERY_MS, () => this.#ask());
  }

  #send(): void {
    const { world, book, arrived } = this.#room;
    if (this.mood === "idle") return;
    for (const run of book.runs) {
      for (let sent = 0; sent < CAPACITY; sent++) {
        if (!this.#permits.take(run.runId, this.process.monotonicMs())) break;
        world.at(world.between(0, ENDPOINT_JITTER_MS), () => arrived(run));
      }
    }
  }
}
