// Three limits at once, read at the endpoints: of runs, of an origin, of the workspace. In no rolling minute is one of them
// exceeded, through a live change, a kill -9 of the limiter's leader and a clock that jumps; and undisturbed minutes use them.
import type { Bench } from "./bench.ts";
import { runLimits } from "./limits/run-limits.ts";
import { scenarioOf } from "./limits/scenario.ts";
import { inWorkFolder } from "./stage/work-folder.ts";

export const benchLimits: Bench = {
  name: "limits",
  about:
    "four runs to two endpoints with 1 % of 503: limits of runs, origin and workspace through a change, a kill -9 and a clock jump",
  options: [
    {
      name: "minutes",
      fallback: 3,
      about: "the whole: one of disturbances, the others undisturbed (odd, from 3)",
    },
    { name: "per-minute", fallback: 12_000, about: "the workspace's cap; the other limits are parts of it" },
    { name: "delivery", fallback: 2, about: "delivery processes" },
    { name: "threads", fallback: 1, about: "sender threads of each" },
  ],
  run: async (values, say) => {
    const minutes = Math.max(1, Math.floor((values.number("minutes") - 1) / 2));
    const verdict = await inWorkFolder(
      (folder) =>
        runLimits({
          folder,
          minutes,
          scenario: scenarioOf(values.number("per-minute")),
          deliveryProcesses: values.number("delivery"),
          threadsPerProcess: values.number("threads"),
          say,
        }),
      ({ verdict }) => verdict === "holds",
    );
    return {
      ...verdict,
      missed: verdict.verdict === "void" ? ["a fault was not fired"] : verdict.violations,
    };
  },
};
