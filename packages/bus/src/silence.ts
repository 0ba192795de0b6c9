// When a reading has fallen silent: nothing comes, and something waits. Its consumer may have been lost with a server that was
// killed; the client finds that out late, or never.
//
//   S1. Silent is a reading that was idle at two looks in a row, with something waiting at both.
//   S2. While messages come nobody looks. While the bus does not answer nothing is known, and nothing is ended.
//   S3. Whoever is silent ends with READING_SILENT, and its reader begins again where it stands: nothing is mended in place.
import { BusError } from "./bus-error.ts";

/** Of an idle reading: one small request to the server. A silent one is found within two or three of them. */
export const LOOK_EVERY_MS = 5_000;

export class Silence {
  readonly #progress: () => number;
  readonly #waits: () => Promise<boolean>;
  #seen: number;
  #didWait = false;

  /**
   * @param progress moves with each message that comes
   * @param waits asks the server whether there is something to come
   */
  constructor(progress: () => number, waits: () => Promise<boolean>) {
    this.#progress = progress;
    this.#waits = waits;
    this.#seen = progress();
  }

  /** Call every LOOK_EVERY_MS of waiting. Never rejects. @returns whether the reading is silent. */
  async look(): Promise<boolean> {
    const wasIdle = !this.#moved();
    const didWait = this.#didWait;
    this.#didWait = wasIdle && (await this.#waits().catch(() => false)); // S2
    return didWait && this.#didWait && !this.#moved(); // S1
  }

  #moved(): boolean {
    const now = this.#progress();
    const hasMoved = now !== this.#seen;
    this.#seen = now;
    return hasMoved;
  }
}

/** @param whose names the stream @param standsAt sequence of what came last */
export const readingSilent = (whose: string, standsAt: number): BusError =>
  new BusError(
    "READING_SILENT",
    `nothing comes from ${whose} after ${standsAt}, and more is there; it is read anew. If that goes on, restart the nats-server that leads it.`,
  );
