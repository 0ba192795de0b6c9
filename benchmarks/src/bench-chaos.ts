// Everything that goes wrong in production, on real processes, while campaigns are sent; then the invariants, from what
// the endpoints saw. Void when fewer faults of a kind were fired than asked for; those of disks need root on Linux.
import type { Bench, BenchValues } from "./bench.ts";
import { CHAOS_KINDS } from "./chaos/chaos-plan.ts";
import { runChaos } from "./chaos/run-chaos.ts";
import { inWorkFolder } from "./stage/work-folder.ts";

export const benchChaos: Bench = {
  name: "chaos",
  about: `${CHAOS_KINDS.length} kinds of faults on real processes while campaigns are sent, and the invariants over what arrived`,
  options: [
    { name: "minutes", fallback: 8, about: "of faults; the run ends some time after" },
    { name: "at-least", fallback: 2, about: "faults of each kind; with fewer fired the run is void" },
    { name: "seed", fallback: 1, about: "of faults and answers" },
    { name: "requests-per-minute", fallback: 60_000, about: "request limit of the run under test" },
    { name: "delivery", fallback: 2, about: "delivery processes, of one sender thread each" },
  ],
  run: (values, say) =>
    inWorkFolder(
      (folder) => runChaos({ ...planOf(values), folder }, say),
      ({ missed }) => missed.length === 0,
    ),
};

const planOf = (values: BenchValues) => ({
  minutes: values.number("minutes"),
  atLeast: values.number("at-least"),
  seed: values.number("seed"),
  requestsPerMinute: values.number("requests-per-minute"),
  deliveryProcesses: values.number("delivery"),
});
