// What a kill -9 of anything costs: nobody lost, nobody sent to twice in silence, duplicates within their bound.
import type { Bench } from "./bench.ts";
import { SEVERAL_OF_EACH } from "./crash/fault-plan.ts";
import { type CrashReport, runCrash } from "./crash/run-crash.ts";

const RUN_TIMEOUT_MS = 300_000;

export const benchCrash: Bench = {
  name: "crash",
  about:
    "kill -9 of delivery, planner, ledger, nats-server and Postgres while a campaign is sent; a verdict for each seed",
  options: [
    { name: "recipients", fallback: 60_000, about: "of each run" },
    { name: "seeds", fallback: [1, 2, 3, 4], about: "one run for each" },
    { name: "delivery", fallback: 3, about: "delivery processes" },
    { name: "threads", fallback: 1, about: "sender threads of each delivery process" },
    { name: "connections", fallback: 128, about: "connections of each thread" },
    { name: "requests-per-minute", fallback: 200_000, about: "the workspace's cap" },
  ],
  run: async (values, say) => {
    const reports: CrashReport[] = [];
    for (const seed of values.numbers("seeds")) {
      say(`seed ${seed}`);
      reports.push(
        await runCrash({
          seed,
          recipients: values.number("recipients"),
          faultCounts: SEVERAL_OF_EACH,
          processes: values.number("delivery"),
          threadsPerProcess: values.number("threads"),
          connections: values.number("connections"),
          requestsPerMinute: values.number("requests-per-minute"),
          timeoutMs: RUN_TIMEOUT_MS,
          say,
        }),
      );
    }
    const missed = reports.filter(({ verdict }) => verdict.verdict !== "holds");
    return { runs: reports, missed: missed.map(({ seed, verdict }) => `seed ${seed}: ${verdict.verdict}`) };
  },
};
