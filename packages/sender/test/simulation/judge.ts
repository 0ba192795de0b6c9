// The promises, checked over what stands in the ledger and what reached the endpoint; never over what a holder believes.
//
//   J1. No request leaves for a recipient whose claim its sender does not know to stand in the ledger.
//   J2. Whoever is requested again is told so; with `at_most_once` nobody is requested again.
//   J3. Every recipient has exactly one outcome. J4. Delivered means that the endpoint said so.
//   J5. Once the faults stop, everything ends, and no slot of a pool stays taken.
import { SettledBits } from "../../src/settled-bits.ts";
import type { ReceivedRequest } from "./sim-endpoint.ts";
import type { Room, SimHolder } from "./sim-holder.ts";

export interface Verdict {
  violations: readonly string[];
  requests: number;
  /** Requests for a recipient who had been sent one before. */
  repeated: number;
  takeovers: number;
}

export class Judge {
  readonly #room: Room;
  readonly #violations: string[] = [];
  readonly #requested = new Map<string, number>();

  constructor(room: Room) {
    this.#room = room;
    room.endpoint.onReceived = (request) => this.#see(request);
  }

  verdict(isDone: boolean, holders: readonly SimHolder[]): Verdict {
    const { ledger, endpoint } = this.#room;
    if (isDone) this.#checkOutcomes();
    else this.#violations.push("J5 the batch never ended");
    for (const holder of holders) {
      if (holder.process.isRunning && holder.leakedSlots > 0)
        this.#violations.push(`J5 ${holder.leakedSlots} slots of a pool stay taken`);
    }
    return {
      violations: this.#violations,
      requests: endpoint.received.length,
      repeated: endpoint.received.length - this.#requested.size,
      takeovers: new Set(ledger.history.map(({ entry }) => entry.epoch)).size - 1,
    };
  }

  #see({ user, owner, isMarked, atMs }: ReceivedRequest): void {
    const { ledger, template } = this.#room;
    const index = Number(user.slice(1));
    const when = `${user} by ${owner} at ${Math.round(atMs)} ms`;
    if (index >= ledger.acknowledgedClaim(owner)) this.#violations.push(`J1 unclaimed: ${when}`);
    const before = this.#requested.get(user) ?? 0;
    this.#requested.set(user, before + 1);
    if (before > 0 && !isMarked) this.#violations.push(`J2 silent duplicate: ${when}`);
    if (before > 0 && template.inDoubtPolicy === "at_most_once")
      this.#violations.push(`J2 sent twice: ${when}`);
  }

  #checkOutcomes(): void {
    const { ledger, batch, endpoint } = this.#room;
    const counts = batch.rows.map(() => 0);
    for (const { entry } of ledger.history) {
      entry.outcomes?.index.forEach((index, i) => {
        counts[index] = (counts[index] ?? 0) + 1;
        const user = entry.outcomes?.user_id[i] ?? "";
        if (entry.outcomes?.end[i] === "delivered" && !endpoint.answeredOk.has(user))
          this.#violations.push(`J4 ${user} was not delivered`);
      });
    }
    counts.forEach((count, index) => {
      if (count !== 1) this.#violations.push(`J3 recipient ${index} has ${count} outcomes`);
    });
    const bits = new SettledBits(batch.rows.length, ledger.last?.entry.settled);
    if (!bits.isComplete) this.#violations.push("J3 done, yet not all are settled");
  }
}
