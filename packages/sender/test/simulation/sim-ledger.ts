// The ledger of one batch behind the network: compare-and-set. It may be lost with all that stands in it: then another, empty one
// is in its place.
import type { LedgerEntry } from "@sluice/schema";
import type { SimProcess } from "@sluice/testkit";
import type { LedgerPort, StoredEntry } from "../../src/entry-writer.ts";
import type { SimNetwork } from "./sim-network.ts";

export class SimLedger {
  last: StoredEntry | null = null;
  readonly #network: SimNetwork;
  readonly #onAppended: (entry: LedgerEntry) => void;
  /** By owner: the highest claim of which it has learned that it stands in the ledger. */
  readonly #acknowledgedClaims: Map<string, number> = new Map();

  constructor(network: SimNetwork, onAppended: (entry: LedgerEntry) => void, lost: SimLedger | null = null) {
    this.#network = network;
    this.#onAppended = onAppended;
    // What left before the loss may arrive after it.
    if (lost !== null) this.#acknowledgedClaims = new Map(lost.#acknowledgedClaims);
  }

  acknowledgedClaim(owner: string): number {
    return this.#acknowledgedClaims.get(owner) ?? 0;
  }

  portOf(process: SimProcess, owner: string): LedgerPort {
    return {
      last: () =>
        this.#network.ask(
          process,
          () => this.last,
          (stored) => this.#learn(owner, stored?.entry),
        ),
      append: (entry, expectedSeq) =>
        this.#network.ask(
          process,
          () => this.#append(entry, expectedSeq),
          (appended) => {
            if (appended.kind === "appended") this.#learn(owner, entry);
          },
        ),
    };
  }

  #append(entry: LedgerEntry, expectedSeq: number): { kind: "appended"; seq: number } | { kind: "conflict" } {
    if ((this.last?.seq ?? 0) !== expectedSeq) return { kind: "conflict" };
    const seq = expectedSeq + 1;
    this.last = { seq, entry };
    this.#onAppended(entry);
    return { kind: "appended", seq };
  }

  #learn(owner: string, entry: LedgerEntry | undefined): void {
    if (entry?.owner === owner)
      this.#acknowledgedClaims.set(owner, Math.max(entry.claimed, this.acknowledgedClaim(owner)));
  }
}
