// Does a request cost more when there are more of them? The same campaign to audiences of very different sizes, on one stage,
// without any limit: CPU per delivered request and memory of each process.
//
// Processes cost something while they wait, whoever sends: a campaign that is over in half a second is told as dearer by what
// they use in the second until people see its end. So that is measured by itself, with nothing to do, and each figure is told
// twice: with it, and less it.
//
// The machine may be slower while one size is measured than while another is: a bare loop runs before and after each, and the
// sizes are compared by how many times its cost they cost.
import { setTimeout as sleep } from "node:timers/promises";
import type { Bench } from "./bench.ts";
import { startSinkProcess } from "./sink/sink-process.ts";
import { bareLoopBeside, type SenderSize } from "./stage/bare-loop-beside.ts";
import { addUsers } from "./stage/bench-users.ts";
import { type SentCampaign, sendCampaign } from "./stage/send-campaign.ts";
import { openStage, type Stage } from "./stage/stage.ts";
import { type ProcessFigures, UsageMeter } from "./stage/usage-meter.ts";
import { warmUp } from "./stage/warm-up.ts";
import { inWorkFolder } from "./stage/work-folder.ts";

const NO_LIMIT_PER_MINUTE = 60_000_000;
const TIMEOUT_MS = 1_800_000;
/** Small audiences are sent to several times: a single one is over before it can be measured. */
const REQUESTS_AT_LEAST = 200_000;
/**
 * So many that every process is as large as it becomes with any audience: caches and heaps fill once. After a small warm-up the
 * first, smallest audience would be measured while they still fill.
 */
const WARM_UP_RECIPIENTS = 500_000;
/**
 * And so many small ones: what is done once in a campaign is not compiled before it was done some dozens of times (the first
 * twenty campaigns cost a tenth more than the third twenty). How long a process has been up is not the audience's size.
 */
const WARM_UP_CAMPAIGNS = 50;
const RECIPIENTS_OF_SMALL_ONES = 1_000;
const IDLE_SECONDS = 30;
const MAX_COST_DIFFERENCE = 0.1;
const MAX_MEMORY_RATIO = 1.25;

interface Size {
  recipients: number;
  campaigns: number;
  requestsPerSecond: number;
  /** From publication to the end, on average. */
  secondsPerCampaign: number;
  cpuUsPerRequest: Record<string, number>;
  /** Less what the processes use in as many seconds without a campaign. */
  cpuUsPerRequestLessIdle: Record<string, number>;
  /** Mean of the bare loop's cost before and after. */
  bareLoopUsPerRequest: number;
  timesBareLoop: number;
  timesBareLoopLessIdle: number;
  memoryMib: Record<string, number>;
}

export const benchScale: Bench = {
  name: "scale",
  about: "the same campaign to few and to many: CPU per request and memory of each process stay the same",
  options: [
    { name: "recipients", fallback: [10_000, 100_000, 1_000_000, 5_000_000], about: "sizes of the audience" },
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
      const idle = await measureIdle(stage, say);
      const sender = { threads: values.number("threads"), connections: values.number("connections") };
      const sizes: Size[] = [];
      let bareBeforeUs = await bareLoopUs(sender, say);
      for (const recipients of values.numbers("recipients")) {
        const measured = await measure(stage, recipients, idle, say);
        const bareAfterUs = await bareLoopUs(sender, say);
        sizes.push(beside((bareBeforeUs + bareAfterUs) / 2, measured));
        bareBeforeUs = bareAfterUs;
      }
      const idleCpuMsPerSecond = withTotal(mapValues(idle, (secondsPerSecond) => secondsPerSecond * 1_000));
      return { idleCpuMsPerSecond, sizes, missed: missedGoals(sizes) };
    }),
};

type MeasuredSize = Omit<Size, "bareLoopUsPerRequest" | "timesBareLoop" | "timesBareLoopLessIdle">;

async function bareLoopUs(sender: SenderSize, say: (text: string) => void): Promise<number> {
  say("bare loop");
  return (await bareLoopBeside(sender)).senderCpuUsPerRequest;
}

function beside(bareUs: number, measured: MeasuredSize): Size {
  const times = ({ total = 0 }: Record<string, number>) => Math.round((total / bareUs) * 100) / 100;
  return {
    ...measured,
    bareLoopUsPerRequest: roundTo1(bareUs),
    timesBareLoop: times(measured.cpuUsPerRequest),
    timesBareLoopLessIdle: times(measured.cpuUsPerRequestLessIdle),
  };
}

/** CPU seconds that each process uses in a second in which nothing is to be done. */
type IdleCost = Record<string, number>;

async function measureIdle(stage: Stage, say: (text: string) => void): Promise<IdleCost> {
  say(`idle for ${IDLE_SECONDS} s`);
  const meter = new UsageMeter(stage);
  await sleep(IDLE_SECONDS * 1_000);
  return mapValues(meter.read(), ({ cpuSeconds }) => cpuSeconds / IDLE_SECONDS);
}

async function measure(
  stage: Stage,
  recipients: number,
  idle: IdleCost,
  say: (text: string) => void,
): Promise<MeasuredSize> {
  await using sink = await startSinkProcess(["--no-keys"]);
  const people = await stage.openWorkspace(`scale-${recipients}`, NO_LIMIT_PER_MINUTE);
  await addUsers(stage.store, people.workspaceId, recipients);
  const campaigns = Math.max(1, Math.ceil(REQUESTS_AT_LEAST / recipients));
  say(`${campaigns} × ${recipients}`);
  const sent: SentCampaign[] = [];
  let seconds = 0;
  for (let n = 0; n < campaigns; n++) {
    sent.push(await sendCampaign(stage, people, sink, TIMEOUT_MS));
    const { firstUs, lastUs } = await sink.counts();
    seconds += (lastUs - firstUs) / 1_000_000;
  }
  const delivered = sent.reduce((sum, { stats }) => sum + stats.delivered, 0);
  if (delivered !== campaigns * recipients)
    throw new Error(`${delivered} of ${campaigns * recipients} delivered`);
  const names = Object.keys(sent[0]?.usage ?? {});
  const each = (figure: (name: string) => number) =>
    Object.fromEntries(names.map((name) => [name, figure(name)]));
  const sum = (name: string, pick: (usage: ProcessFigures) => number) =>
    sent.reduce((total, { usage }) => total + (usage[name] === undefined ? 0 : pick(usage[name])), 0);
  const lifeSeconds = sent.reduce(
    (total, { secondsFromPublication }) => total + secondsFromPublication.toEnd,
    0,
  );
  const cpuUs = each((name) => (sum(name, (usage) => usage.cpuSeconds) * 1e6) / delivered);
  const idleUs = each((name) => ((idle[name] ?? 0) * lifeSeconds * 1e6) / delivered);
  return {
    recipients,
    campaigns,
    requestsPerSecond: Math.round(delivered / seconds),
    secondsPerCampaign: roundTo1(lifeSeconds / campaigns),
    cpuUsPerRequest: withTotal(cpuUs),
    cpuUsPerRequestLessIdle: withTotal(each((name) => (cpuUs[name] ?? 0) - (idleUs[name] ?? 0))),
    memoryMib: each((name) => sent.at(-1)?.usage[name]?.memoryMib.now ?? 0),
  };
}

function missedGoals(sizes: readonly Size[]): string[] {
  const first = sizes[0];
  const last = sizes.at(-1);
  const grew = Object.entries(last?.memoryMib ?? {}).filter(
    ([name, mib]) => mib > MAX_MEMORY_RATIO * (first?.memoryMib[name] ?? mib),
  );
  return [
    ...tooDifferent(sizes.map(({ timesBareLoop }) => timesBareLoop)).map(
      (range) => `a request costs ${range} the bare loop's: more than ± 10 %`,
    ),
    ...tooDifferent(sizes.map(({ timesBareLoopLessIdle }) => timesBareLoopLessIdle)).map(
      (range) => `less what processes use while they wait, ${range} the bare loop's: more than ± 10 %`,
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
  return (most - middle) / middle > MAX_COST_DIFFERENCE ? [`${least} to ${most} times`] : [];
}

const mapValues = <T>(values: Record<string, T>, to: (value: T) => number): Record<string, number> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, to(value)]));

const withTotal = (values: Record<string, number>): Record<string, number> => {
  const total = Object.values(values).reduce((sum, value) => sum + value, 0);
  return mapValues({ ...values, total }, roundTo1);
};

const roundTo1 = (value: number): number => Math.round(value * 10) / 10;
