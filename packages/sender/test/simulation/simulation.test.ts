import { expect, test } from "vitest";
import { BatchLedger } from "../../src/batch-ledger.ts";
import { EntryWriter } from "../../src/entry-writer.ts";
import type { Verdict } from "./judge.ts";
import { type Mutation, simulate } from "./simulate.ts";

const SEEDS = Number(process.env["SIMULATION_SEEDS"] ?? 2_000);
const FIRST_SEED = Number(process.env["SIMULATION_FIRST_SEED"] ?? 1);
const MUTANT_SEEDS = 150;

test(`nobody is lost, doubled in silence or sent unclaimed, whatever happens to three holders (${SEEDS} seeds)`, async () => {
  const total = { requests: 0, repeated: 0, takeovers: 0 };
  for (let seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
    const verdict = await simulate(seed);
    expect(verdict.violations, `SIMULATION_FIRST_SEED=${seed} SIMULATION_SEEDS=1`).toEqual([]);
    add(total, verdict);
  }
  // Void if the faults did not bite; a single seed may be a quiet one.
  expect(total.takeovers).toBeGreaterThan(SEEDS - 100);
  expect(total.repeated).toBeGreaterThan(SEEDS - 100);
});

test("the same seed gives the same history", async () => {
  expect(await simulate(7)).toEqual(await simulate(7));
});

class ClaimsNothing extends BatchLedger {
  override get claimed(): number {
    return this.recipients;
  }
}

class HoldsForEver extends EntryWriter {
  override get heldUntilMs(): number {
    return super.heldUntilMs === -Infinity ? -Infinity : Infinity;
  }
}

class DoubtsNobody extends BatchLedger {
  override isInDoubt(): boolean {
    return false;
  }
}

const mutants: Record<string, { mutation: Mutation; caughtAs: RegExp }> = {
  "a sender that does not wait for its claim": {
    mutation: { parts: { ledger: (start) => new ClaimsNothing(start) } },
    caughtAs: /J1 unclaimed/,
  },
  "a sender that does not look at its lease": {
    mutation: { parts: { writer: (port, clock, seq) => new HoldsForEver(port, clock, seq) } },
    caughtAs: /J2 silent duplicate/,
  },
  "a successor that marks nobody as in doubt": {
    mutation: { parts: { ledger: (start) => new DoubtsNobody(start) } },
    caughtAs: /J2 silent duplicate/,
  },
  "a client that lets a request leave unasked after its connection came": {
    mutation: { forgetsToAsk: true },
    caughtAs: /J2 silent duplicate/,
  },
};

test.each(Object.entries(mutants))("%s is caught", async (_, { mutation, caughtAs }) => {
  for (let seed = 1; seed <= MUTANT_SEEDS; seed++) {
    const { violations } = await simulate(seed, mutation);
    if (violations.some((violation) => caughtAs.test(violation))) return;
  }
  expect.unreachable(`not caught in ${MUTANT_SEEDS} seeds`);
});

function add(total: Omit<Verdict, "violations">, verdict: Verdict): void {
  total.requests += verdict.requests;
  total.repeated += verdict.repeated;
  total.takeovers += verdict.takeovers;
}
