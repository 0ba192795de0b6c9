// Limiters and senders with one fault each. A simulation that did not notice them would prove nothing.
import { expect, test } from "vitest";
import type { PermitGrant, RunId } from "@sluice/schema";
import { PermitPool } from "@sluice/sender";
import { type DueGrants, type LeaderLease, SlotGrants } from "../../src/slot-grants.ts";
import { type Parts, simulate } from "./simulate.ts";

const SEEDS = 600;

class AsksForNoPermit extends PermitPool {
  override take(): boolean {
    return true;
  }
}

class LooksAtNoEpoch extends PermitPool {
  override receive(grant: PermitGrant, nowMs: number): boolean {
    return super.receive({ ...grant, epoch: 1 }, nowMs);
  }
}

class KeepsLateGrants extends PermitPool {
  override receive(grant: PermitGrant, nowMs: number): boolean {
    return super.receive({ ...grant, sent_at_monotonic_ms: nowMs }, nowMs);
  }
}

class KeepsPermitsForEver extends PermitPool {
  readonly #kept = new Map<RunId, number>();

  override receive(grant: PermitGrant, nowMs: number): boolean {
    const isNews = super.receive(grant, nowMs);
    if (isNews)
      for (const { run_id, permits } of grant.grants)
        this.#kept.set(run_id, (this.#kept.get(run_id) ?? 0) + permits);
    return isNews;
  }

  override take(runId: RunId): boolean {
    const kept = this.#kept.get(runId) ?? 0;
    this.#kept.set(runId, kept - 1);
    return kept > 0;
  }
}

/** Begins each reign as if it knew that nobody was granted anything before. */
class BeginsWithCredit extends SlotGrants {
  readonly #lease: LeaderLease;
  #epoch = -1;

  constructor(lease: LeaderLease) {
    super(lease);
    this.#lease = lease;
  }

  override due(nowMs: number): DueGrants {
    const due = super.due(nowMs);
    if (this.isLeading && this.#lease.epoch !== this.#epoch) {
      this.#epoch = this.#lease.epoch;
      this.expect(["r0", "r1", "r2", "r3"], this.#epoch);
    }
    return due;
  }
}

/** Grants as long as nobody tells it that another leads. */
class LooksAtNoLease extends SlotGrants {
  constructor(lease: LeaderLease) {
    super({
      isHeld: () => lease.epoch > 0,
      get epoch() {
        return lease.epoch;
      },
    });
  }
}

const mutants: Record<string, { mutation: Partial<Parts>; caughtAs: RegExp }> = {
  "a sender that asks for no permit": {
    mutation: { permits: () => new AsksForNoPermit() },
    caughtAs: /K1/,
  },
  "a sender that looks at no epoch": { mutation: { permits: () => new LooksAtNoEpoch() }, caughtAs: /K[14]/ },
  "a sender that uses late grants": { mutation: { permits: () => new KeepsLateGrants() }, caughtAs: /K1/ },
  "a sender that keeps its permits": {
    mutation: { permits: () => new KeepsPermitsForEver() },
    caughtAs: /K1/,
  },
  "a leader that begins with credit": {
    mutation: { slotGrants: (lease) => new BeginsWithCredit(lease) },
    caughtAs: /K1/,
  },
  "a leader that does not look at its lease": {
    mutation: { slotGrants: (lease) => new LooksAtNoLease(lease) },
    caughtAs: /K[12]/,
  },
};

test.each(Object.entries(mutants))("%s is caught", (_, { mutation, caughtAs }) => {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const { violations } = simulate(seed, mutation);
    if (violations.some((violation) => caughtAs.test(violation))) return;
  }
  expect.unreachable(`not caught in ${SEEDS} seeds`);
});
