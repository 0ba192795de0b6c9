// Does a request cost more when there are more of them? The same campaign to audiences of very different sizes, on one stage,
// without any limit: CPU per delivered request and memory of each process.
//
// Processes cost something while they wait, whoever sends: a campaign that is over in half a second is told as dearer by what
// they use in the second until people see its end. So that is measured by itself, with nothing to do, and each figure is told
// twice: with it, and less it.
//
// The machine may be slower while one size is measured than while another is: all sizes are measured in rounds, one after the
// other, and a size's figure is the mean of them.
import { setTimeout as sleep } from "node:timers/promises";
import type { Bench } from "./bench.ts";
import { mapFigures, meanOfRounds, type Size, withTotal } from "./scale/mean-of-rounds.ts";
import { type Audience, type Figures, type MeasuredSize, measureSize } from "./scale/measure-size.ts";
import { addUsers, vacuumAll } from "./stage/bench-users.ts";
import { openStage, type Stage } from "./stage/stage.ts";
import { UsageMeter } from "./stage/usage-meter.ts";
import { warmUp } from "./stage/warm-up.ts";
import { inWorkFolder } from "./stage/work-folder.ts";

const NO_LIMIT_PER_MINUTE = 60_000_000;
/**
 * So many that every process is as large as it becomes with any audience: caches and heaps fill once. After a small warm-up the
 * first, smallest audience would be measured while they still fill.
 */
const WARM_UP_RECIPIENTS = 500_000;
/**
 * And so many small ones: what is done once in a campaign is compiled only after it was done many times (10,000 cost 54 to 59 µs
 * a request after forty campaigns, 45 after 160). How long a process has been up is not the audience's size.
 */
const WARM_UP_CAMPAIGNS = 150;
const RECIPIENTS_OF_SMALL_ONES = 1_000;
const IDLE_SECONDS = 30;
const MAX_COST_DIFFERENCE = 0.1;
const MAX_MEMORY_RATIO = 1.25;

export const benchScale: Bench = {
  name: "scale",
  about: "the same campaign to few and to many: CPU per request and memory of each process stay the same",
  options: [
    { name: "recipients", fallback: [10_000, 100_000, 1_000_000, 5_000_000], about: "sizes of the audience" },
    { name: "rounds", fallback: 3, about: "each size is measured so often" },
    { name: "threads", fallback: 2, about: "sender threads of the one delivery process" },
    { name: "connections", fallback: 128, about: "connections of each thread" },
  ],
  run: (values, say) =>
    inWorkFolder(async (folder) => {
      await using stage = await openStage({
        folder,
        deliveryProcesses: 1,
        threadsPerProcess: values.number("threads"),
        connections: values.number("connections"),
      });
      await warmUp(stage, { recipients: WARM_UP_RECIPIENTS });
      await warmUp(stage, { recipients: RECIPIENTS_OF_SMALL_ONES, campaigns: WARM_UP_CAMPAIGNS });
      const audiences = await addAudiences(stage, values.numbers("recipients"));
      const idle = await measureIdle(stage, say);
      const measured: MeasuredSize[] = [];
      for (let round = 1; round <= values.number("rounds"); round++) {
        for (const audience of audiences) {
          say(`round ${round}: ${audience.recipients}`);
          measured.push(await measureSize(stage, audience, idle));
        }
      }
      const sizes = audiences.map(({ recipients }) =>
        meanOfRounds(measured.filter((size) => size.recipients === recipients)),
      );
      const idleCpuMsPerSecond = withTotal(mapFigures(idle, (secondsPerSecond) => secondsPerSecond * 1_000));
      return { idleCpuMsPerSecond, sizes, missed: missedGoals(sizes) };
    }),
};

/** A workspace each. */
async function addAudiences(stage: Stage, sizes: readonly number[]): Promise<Audience[]> {
  const audiences: Audience[] = [];
  for (const recipients of sizes) {
    const people = await stage.openWorkspace(`scale-${recipients}`, NO_LIMIT_PER_MINUTE);
    await addUsers(stage.store, people.workspaceId, recipients);
    audiences.push({ recipients, people });
  }
  return audiences;
}

/** CPU seconds that each process uses in a second in which nothing is to be done. */
async function measureIdle(stage: Stage, say: (text: string) => void): Promise<Figures> {
  say(`idle for ${IDLE_SECONDS} s`);
  await vacuumAll(stage.store);
  const meter = new UsageMeter(stage);
  await sleep(IDLE_SECONDS * 1_000);
  return Object.fromEntries(
    Object.entries(meter.read()).map(([name, { cpuSeconds }]) => [name, cpuSeconds / IDLE_SECONDS]),
  );
}

function missedGoals(sizes: readonly Size[]): string[] {
  const first = sizes[0];
  const last = sizes.at(-1);
  const grew = Object.entries(last?.memoryMib ?? {}).filter(
    ([name, mib]) => mib > MAX_MEMORY_RATIO * (first?.memoryMib[name] ?? mib),
  );
  const totals = (figures: (size: Size) => Figures) =>
    sizes.map((size) => figures(size)["total"] ?? Number.NaN);
  return [
    ...tooDifferent(totals(({ cpuUsPerRequest }) => cpuUsPerRequest)).map(
      (range) => `a request costs ${range}: more than ± 10 %`,
    ),
    ...tooDifferent(totals(({ cpuUsPerRequestLessIdle }) => cpuUsPerRequestLessIdle)).map(
      (range) => `less what processes use while they wait, ${range}: more than ± 10 %`,
    ),
    ...grew.map(
      ([name, mib]) =>
        `${name} uses ${mib} MiB with the largest audience, ${first?.memoryMib[name]} with the smallest`,
    ),
  ];
}

function tooDifferent(costs: readonly number[]): string[] {
  const [least, most] = [Math.min(...costs), Math.max(...costs)];
  const middle = (most + least) / 2;
  return (most - middle) / middle <= MAX_COST_DIFFERENCE ? [] : [`${least} to ${most} µs`];
}
