// Several of everything, as on several machines: a cluster of nats-servers, and apps that are replaced one by one.
import { expect, test } from "vitest";
import { BOTH_LEADERS, ROLLING_RESTART } from "../src/crash/fault-plan.ts";
import { runCrash } from "../src/crash/run-crash.ts";

/** Of a run of some seconds on a quiet machine; whoever shares one waits for the end, not for a clock. */
const RUN_ENDS_WITHIN_MS = 240_000;
/** Later than the run: its figures are told then. */
const TEST_ENDS_WITHIN_MS = 300_000;

const COMMON = {
  seed: 1,
  recipients: 20_000,
  processes: 2,
  threadsPerProcess: 1,
  connections: 64,
  requestsPerMinute: 200_000,
  timeoutMs: RUN_ENDS_WITHIN_MS,
  say: () => undefined,
};

test(
  "of three nats-servers, those that lead the ledger and the batches may be killed: nobody is lost, nobody sent to twice in silence",
  { timeout: TEST_ENDS_WITHIN_MS },
  async () => {
    const { verdict } = await runCrash({ ...COMMON, natsServers: 3, plan: BOTH_LEADERS });
    expect(verdict).toMatchObject({ verdict: "holds", missing: [] });
  },
);

test(
  "every app is replaced while a campaign is sent, and Postgres falls: nobody is lost, and nobody is sent to twice",
  { timeout: TEST_ENDS_WITHIN_MS },
  async () => {
    const fall = { kind: "abort_postgres", atProgress: 0.05, draw: 0 } as const;
    const report = await runCrash({ ...COMMON, plan: [fall, ...ROLLING_RESTART] });
    expect(report.verdict).toMatchObject({ verdict: "holds", missing: [] });
    expect(report.possibleDuplicates).toBe(0);
  },
);
