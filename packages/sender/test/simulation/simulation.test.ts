import { expect, test } from "vitest";
import { repeatSeed, simulationSeeds } from "@sluice/testkit";
import type { Verdict } from "./judge.ts";
import { simulate } from "./simulate.ts";

const { first, count } = simulationSeeds(10_000);
const A_MINUTE = 60_000;

test(
  `nobody is lost, doubled in silence, sent unclaimed or against a limit, whatever happens to three holders (${count} seeds)`,
  async () => {
    const total = { requests: 0, repeated: 0, takeovers: 0, retryBatches: 0, reattempts: 0, busLosses: 0 };
    for (let seed = first; seed < first + count; seed++) {
      const verdict = await simulate(seed);
      expect(verdict.violations, `seed ${seed}: ${repeatSeed(seed)}`).toEqual([]);
      add(total, verdict);
    }
    // Void if the faults did not bite; a single seed may be a quiet one.
    const enough = count - 100;
    expect(total.takeovers).toBeGreaterThan(enough);
    expect(total.repeated).toBeGreaterThan(enough);
    expect(total.retryBatches).toBeGreaterThan(enough);
    expect(total.reattempts).toBeGreaterThan(enough / 10);
    expect(total.busLosses).toBeGreaterThan(enough / 20);
  },
  10 * A_MINUTE,
);

test("the same seed gives the same history", async () => {
  expect(await simulate(7)).toEqual(await simulate(7));
});

function add(total: Omit<Verdict, "violations">, verdict: Verdict): void {
  total.requests += verdict.requests;
  total.repeated += verdict.repeated;
  total.takeovers += verdict.takeovers;
  total.retryBatches += verdict.retryBatches;
  total.reattempts += verdict.reattempts;
  total.busLosses += verdict.busLosses;
}
