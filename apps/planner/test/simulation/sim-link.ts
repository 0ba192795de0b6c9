// One connection's subject to one subscriber: messages keep their order, stall together, and are lost while it is down. As on
// the bus, nothing comes twice.
import type { SimProcess, World } from "@sluice/testkit";

export class SimLink {
  readonly #world: World;
  #lastArrivalMs = 0;
  #stalledUntilMs = 0;
  #downUntilMs = 0;

  constructor(world: World) {
    this.#world = world;
  }

  /** Nothing arrives before that; then everything at once. */
  stall(durationMs: number): void {
    this.#stalledUntilMs = this.#world.nowMs + durationMs;
  }

  /** Nothing that is sent before that arrives. */
  cut(durationMs: number): void {
    this.#downUntilMs = this.#world.nowMs + durationMs;
  }

  send(to: SimProcess, deliver: () => void): void {
    const { nowMs } = this.#world;
    if (nowMs < this.#downUntilMs) return;
    const travelMs = this.#world.chance(0.02) ? this.#world.between(5, 60) : this.#world.between(0.3, 5);
    this.#lastArrivalMs = Math.max(nowMs + travelMs, this.#lastArrivalMs, this.#stalledUntilMs);
    to.io(this.#lastArrivalMs - nowMs, deliver);
  }
}
