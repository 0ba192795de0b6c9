// The access token that all holders share: its entry behind the network, and the provider that gives tokens, each for a
// while, and takes them back when somebody says so.
import type { TokenEntry } from "@sluice/schema";
import type { SimProcess, World } from "@sluice/testkit";
import type { TokenAnswer } from "../../src/token-answer.ts";
import type { StoredToken, TokenPorts } from "../../src/token-source.ts";
import type { SimNetwork } from "./sim-network.ts";

const NOTHING_FOUND = { access_token: false, expiry: false };

export class SimTokens {
  readonly #world: World;
  readonly #network: SimNetwork;
  #stored: StoredToken = { entry: null, revision: 0 };
  #givenCount = 0;
  #oldestValid = 0;
  /** Whoever watches the entry. */
  readonly watchers: Array<(stored: StoredToken) => void> = [];
  /** Share of requests for a token that the provider refuses. */
  failureShare = 0;

  constructor(world: World, network: SimNetwork) {
    this.#world = world;
    this.#network = network;
  }

  /** Tokens that were given before are refused from now on. */
  revoke(): void {
    this.#oldestValid = this.#givenCount + 1;
  }

  accepts(authorization: string | undefined): boolean {
    return Number(authorization?.replace("Bearer t", "") ?? Number.NaN) >= this.#oldestValid;
  }

  portsFor(process: SimProcess, owner: string): TokenPorts {
    return {
      clock: process.clock,
      random: this.#world.random,
      owner,
      read: () => this.#network.ask(process, () => this.#stored),
      write: (entry, revision) => this.#network.ask(process, () => this.#write(entry, revision)),
      fetch: () => this.#fetch(process),
      seal: (token) => token,
      open: (sealed) => sealed,
    };
  }

  #write(entry: TokenEntry, expectedRevision: number): number | null {
    if (this.#stored.revision !== expectedRevision) return null;
    this.#stored = { entry, revision: expectedRevision + 1 };
    for (const watcher of this.watchers) watcher(this.#stored);
    return this.#stored.revision;
  }

  #fetch(process: SimProcess): Promise<TokenAnswer> {
    return new Promise((resolve) => {
      process.io(this.#world.between(5, 400), () => resolve(this.#answer()));
    });
  }

  #answer(): TokenAnswer {
    if (this.#world.chance(this.failureShare))
      return { kind: "no_token", problem: "status 500", found: NOTHING_FOUND };
    this.#givenCount += 1;
    const expiresAtMs = this.#world.nowMs + this.#world.between(4_000, 60_000);
    return { kind: "token", token: `t${this.#givenCount}`, expiresAtMs, found: NOTHING_FOUND };
  }
}
