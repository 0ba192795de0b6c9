// A network that drops, delays and repeats messages between a process and a store, and timeouts that tell nothing.
import type { SimProcess, World } from "@sluice/testkit";

const TIMEOUT_MS = 1_500;

export class SimNetwork {
  readonly #world: World;
  /** Share of messages that something happens to. */
  faultShare = 0;

  constructor(world: World) {
    this.#world = world;
  }

  /** @param onReply at the moment at which the asking process learns of it. */
  ask<T>(process: SimProcess, serve: () => T, onReply: (reply: T) => void = () => undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      process.timer(TIMEOUT_MS, () => reject(new Error("timeout")));
      const arrive = (): void => {
        const reply = serve();
        if (this.#isFaulty()) return; // the reply is lost
        process.io(this.#travelMs(), () => {
          onReply(reply);
          resolve(reply);
        });
      };
      if (this.#isFaulty()) return; // the request is lost
      this.#world.at(this.#travelMs(), arrive);
      if (this.#isFaulty()) this.#world.at(this.#travelMs(), arrive); // and repeated
    });
  }

  #isFaulty(): boolean {
    return this.#world.chance(this.faultShare);
  }

  #travelMs(): number {
    return this.#isFaulty() ? this.#world.between(20, 4_000) : this.#world.between(0.5, 8);
  }
}
