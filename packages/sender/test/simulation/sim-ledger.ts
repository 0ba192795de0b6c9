// The ledger of one batch behind a network that drops, delays and repeats: compare-and-set, and timeouts that tell nothing.
import type { LedgerEntry } from "@sluice/schema";
import type { LedgerPort, StoredEntry } from "../../src/entry-writer.ts";
import type { SimProcess, World } from "./world.ts";

const TIMEOUT_MS = 1_500;

export class SimLedger {
  readonly history: StoredEntry[] = [];
  readonly #world: World;
  /** By owner: the highest claim of which it has learned that it stands in the ledger. */
  readonly #acknowledgedClaims = new Map<string, number>();
  /** Share of messages that something happens to. */
  faultShare = 0;

  constructor(world: World) {
    this.#world = world;
  }

  get last(): StoredEntry | null {
    return this.history.at(-1) ?? null;
  }

  acknowledgedClaim(owner: string): number {
    return this.#acknowledgedClaims.get(owner) ?? 0;
  }

  portOf(process: SimProcess, owner: string): LedgerPort {
    return {
      last: () =>
        this.#ask(
          process,
          () => this.last,
          (stored) => this.#learn(owner, stored?.entry),
        ),
      append: (entry, expectedSeq) => {
        const sent = JSON.parse(JSON.stringify(entry)) as LedgerEntry;
        return this.#ask(
          process,
          () => this.#append(sent, expectedSeq),
          (appended) => {
            if (appended.kind === "appended") this.#learn(owner, sent);
          },
        );
      },
    };
  }

  #append(entry: LedgerEntry, expectedSeq: number): { kind: "appended"; seq: number } | { kind: "conflict" } {
    if ((this.last?.seq ?? 0) !== expectedSeq) return { kind: "conflict" };
    const seq = expectedSeq + 1;
    this.history.push({ seq, entry });
    return { kind: "appended", seq };
  }

  #learn(owner: string, entry: LedgerEntry | undefined): void {
    if (entry?.owner === owner)
      this.#acknowledgedClaims.set(owner, Math.max(entry.claimed, this.acknowledgedClaim(owner)));
  }

  #ask<T>(process: SimProcess, serve: () => T, onReply: (reply: T) => void): Promise<T> {
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
