// The short version of `pnpm bench crash`: real processes, real kills, a verdict that shares no code with the engine.
import { expect, test } from "vitest";
import { ONE_OF_EACH } from "../src/crash/fault-plan.ts";
import { runCrash } from "../src/crash/run-crash.ts";

test(
  "whoever is killed, nobody is lost and nobody is sent to twice in silence",
  { timeout: 300_000 },
  async () => {
    const { verdict } = await runCrash({
      seed: 1,
      recipients: 20_000,
      faultCounts: ONE_OF_EACH,
      processes: 3,
      threadsPerProcess: 1,
      connections: 128,
      requestsPerMinute: 200_000,
      timeoutMs: 240_000,
      say: () => undefined,
    });
    expect(verdict).toMatchObject({ verdict: "holds", missing: [] });
  },
);
