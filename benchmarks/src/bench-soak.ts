// 200,000 requests a minute for a long time with a fault each minute: nobody lost, and nothing grows.
import { setTimeout as sleep } from "node:timers/promises";
import { connectBus } from "@sluice/bus";
import type { RunStats } from "@sluice/schema";
import { shiftedClock } from "@sluice/testkit";
import type { Bench, BenchValues } from "./bench.ts";
import type { ChaosFault, ChaosKind } from "./chaos/chaos-plan.ts";
import { fireChaos, type FiredChaos } from "./chaos/fire-chaos.ts";
import { seededRandom } from "./seeded-random.ts";
import { type SinkProcess, startSinkProcess } from "./sink/sink-process.ts";
import { type Growth, growthOf } from "./soak/flatness.ts";
import { keepSending } from "./soak/keep-sending.ts";
import { type Sample, Sampler } from "./soak/sample.ts";
import { addUsers } from "./stage/bench-users.ts";
import { openStage, type Stage } from "./stage/stage.ts";
import { inWorkFolder } from "./stage/work-folder.ts";

/** One a minute, in this order: every kind of process is killed, a sender is frozen, the endpoint misbehaves, clocks jump. */
const FAULTS: readonly ChaosKind[] = [
  "kill_delivery",
  "endpoint_503",
  "kill_ledger",
  "clock_forward",
  "kill_nats",
  "endpoint_hang",
  "kill_planner",
  "endpoint_reset",
  "kill_postgres",
  "freeze_delivery",
  "kill_api",
  "clock_back",
];
const MINUTE_MS = 60_000;
const FAULT_MS = 5_000;
const SAMPLE_EVERY_MS = 10_000;
const SAMPLES_A_MINUTE = 6;
const WORKSPACE = "bench";
const SINK_BEHAVIOUR = ["--p50", "20", "--p99", "150", "--fail", "503=0.01"];
const RETRY_POLICY = { initial_delay_ms: 1_000, max_delay_ms: 10_000, max_attempts: 20 };
const MAX_GROWTH = 1.25;
/** It keeps an hour by design, so it grows through the first one; within this, the stream's own bound. */
const ATTEMPTS_MIB = { name: "streamMib.ATTEMPTS", bound: 256 };
const END_TIMEOUT_MS = 600_000;

interface Plan {
  minutes: number;
  requestsPerMinute: number;
  usersOfEach: number;
  deliveryProcesses: number;
}

export const benchSoak: Bench = {
  name: "soak",
  about:
    "200,000 a minute with a fault each minute: memory, descriptors, stream bytes and event-loop lag stay flat",
  options: [
    { name: "minutes", fallback: 30, about: "of sending" },
    { name: "hours", fallback: 0, about: "instead of minutes, when given" },
    { name: "requests-per-minute", fallback: 200_000, about: "the workspace's cap is 5 % above" },
    { name: "users", fallback: 500_000, about: "of each campaign; they follow one another" },
    { name: "delivery", fallback: 1, about: "delivery processes of two sender threads" },
  ],
  run: (values, say) =>
    inWorkFolder(
      (folder) => soak(planOf(values), folder, say),
      (figures) => figures.missed.length === 0,
    ),
};

const planOf = (values: BenchValues): Plan => ({
  minutes: values.number("hours") * 60 || values.number("minutes"),
  requestsPerMinute: values.number("requests-per-minute"),
  usersOfEach: values.number("users"),
  deliveryProcesses: values.number("delivery"),
});

async function soak(plan: Plan, folder: string, say: (text: string) => void) {
  using clock = shiftedClock();
  await using sink = await startSinkProcess(SINK_BEHAVIOUR);
  await using stage = await openStage({
    folder,
    deliveryProcesses: plan.deliveryProcesses,
    threadsPerProcess: 2,
    connections: 256,
    planners: 2,
    env: clock.env,
  });
  const people = await stage.openWorkspace(WORKSPACE, Math.ceil(plan.requestsPerMinute * 1.05));
  await addUsers(stage.store, WORKSPACE, plan.usersOfEach);
  const isOver = AbortSignal.timeout(plan.minutes * MINUTE_MS);
  const [runs, fired, samples] = await Promise.all([
    keepSending(
      {
        people,
        endpointUrl: sink.url,
        retryPolicy: RETRY_POLICY,
        openAtLeast: plan.requestsPerMinute,
        endTimeoutMs: END_TIMEOUT_MS,
      },
      isOver,
    ),
    fireChaos(faultsOf(plan), { stage, sink, gates: [], clock, disks: null, say }, isOver),
    sampleUntil(isOver, stage, say),
  ]);
  return report(plan, { runs, fired, samples, sink });
}

/** In the middle of each minute. */
function faultsOf({ minutes }: Plan): ChaosFault[] {
  const random = seededRandom(1);
  return Array.from({ length: minutes }, (_, minute) => ({
    kind: FAULTS[minute % FAULTS.length] ?? "kill_delivery",
    atMs: (minute + 0.5) * MINUTE_MS,
    durationMs: FAULT_MS,
    draw: random(),
  }));
}

async function sampleUntil(
  isOver: AbortSignal,
  stage: Stage,
  say: (text: string) => void,
): Promise<Sample[]> {
  const bus = await connectBus({ natsUrl: stage.servers.natsUrl, name: "sluice-bench soak" });
  const sampler = new Sampler(stage, bus, WORKSPACE);
  const samples: Sample[] = [];
  while (!isOver.aborted) {
    await sleep(SAMPLE_EVERY_MS, undefined, { signal: isOver }).catch(() => "the soak is over");
    samples.push(await sampler.take());
    if (samples.length % SAMPLES_A_MINUTE === 0)
      say(`minute ${samples.length / SAMPLES_A_MINUTE}: ${JSON.stringify(samples.at(-1))}`);
  }
  await bus.close();
  return samples;
}

interface Soaked {
  runs: readonly RunStats[];
  fired: readonly FiredChaos[];
  samples: readonly Sample[];
  sink: SinkProcess;
}

async function report(plan: Plan, { runs, fired, samples, sink }: Soaked) {
  const counts = await sink.counts();
  const sum = (pick: (run: RunStats) => number) => runs.reduce((total, run) => total + pick(run), 0);
  const recipients = sum((run) => run.recipients);
  const delivered = sum((run) => run.delivered);
  const possibleDuplicates = sum((run) => run.possible_duplicates);
  const growth = growthOf(samples);
  const figures = {
    runs: runs.length,
    recipients,
    delivered,
    /** By their ends in Postgres; what the sink saw is `uniqueKeysAtSink`. */
    undelivered: recipients - delivered,
    duplicates: counts.keysDeliveredTwice ?? 0,
    possibleDuplicates,
    requests: counts.total,
    requestsInEachMinute: counts.perMinute.slice(0, plan.minutes),
    mostInRolling60s: counts.maxInRolling60s,
  };
  return {
    ...plan,
    ...figures,
    uniqueKeysAtSink: counts.uniqueKeys ?? 0,
    faults: fired.map(({ kind }) => kind),
    growth,
    samplesEachMinute: samples.filter((_, i) => i % SAMPLES_A_MINUTE === SAMPLES_A_MINUTE - 1),
    missed: missedGoals(plan, figures, counts.uniqueKeys ?? 0, growth),
  };
}

function missedGoals(
  { requestsPerMinute, minutes }: Plan,
  figures: {
    recipients: number;
    undelivered: number;
    duplicates: number;
    possibleDuplicates: number;
    mostInRolling60s: number;
  },
  uniqueKeys: number,
  growth: Readonly<Record<string, Growth>>,
): string[] {
  const { recipients, undelivered, duplicates, possibleDuplicates, mostInRolling60s } = figures;
  const grew = Object.entries(growth).filter(([name, { ratio, last }]) =>
    name === ATTEMPTS_MIB.name ? last > ATTEMPTS_MIB.bound : ratio > MAX_GROWTH,
  );
  const cap = Math.ceil(requestsPerMinute * 1.05);
  return [
    ...(undelivered > 0 ? [`${undelivered} of ${recipients} recipients were not delivered`] : []),
    ...(uniqueKeys < recipients ? [`${recipients - uniqueKeys} recipients never reached the endpoint`] : []),
    ...(duplicates > possibleDuplicates
      ? [`${duplicates} duplicates, ${possibleDuplicates} of them marked`]
      : []),
    ...(mostInRolling60s > cap
      ? [`${mostInRolling60s} requests in a rolling minute, the cap is ${cap}`]
      : []),
    ...(minutes < 9 ? [] : grew.map(([name, { second, last }]) => `${name} grew from ${second} to ${last}`)),
  ];
}
