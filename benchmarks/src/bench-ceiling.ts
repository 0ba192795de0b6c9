// As fast as it goes, everything on the same cores: the rate at the sink, and what a delivered request costs in CPU,
// beside the least that can send the same requests.
import { join } from "node:path";
import { runBareLoop } from "./bare-loop/run-bare-loop.ts";
import type { Bench } from "./bench.ts";
import { readProfiles } from "./profile/read-profiles.ts";
import { printProfiles } from "./profile/print-profiles.ts";
import { startSinkProcess, type SinkProcess } from "./sink/sink-process.ts";
import { addUsers, BODY_BYTES } from "./stage/bench-users.ts";
import { judgeRun, recordsPath } from "./stage/judge-run.ts";
import { type SentCampaign, sendCampaign } from "./stage/send-campaign.ts";
import { openStage, type Stage } from "./stage/stage.ts";
import { warmUp } from "./stage/warm-up.ts";
import { inWorkFolder } from "./stage/work-folder.ts";
import type { Verdict } from "./verdict/judge.ts";

const GOAL_PER_SECOND = 8_000;
const GOAL_RATIO = 4;
const NO_LIMIT_PER_MINUTE = 60_000_000;
const WORKSPACE = "bench";
const TIMEOUT_MS = 600_000;
const BARE_REQUESTS = 200_000;

interface Plan {
  recipients: number;
  deliveryProcesses: number;
  threads: number;
  connections: number;
  isProfiled: boolean;
}

export const benchCeiling: Bench = {
  name: "ceiling",
  about:
    "as fast as it goes: requests a second at the sink, CPU per delivered request by process, beside a bare loop",
  options: [
    { name: "recipients", fallback: 600_000, about: "of the campaign" },
    { name: "delivery", fallback: 1, about: "delivery processes" },
    { name: "threads", fallback: 2, about: "sender threads of each" },
    { name: "connections", fallback: 128, about: "connections of each thread" },
    {
      name: "profile",
      fallback: false,
      about: "say in which functions the time goes; costs some of the rate",
    },
  ],
  run: (values, say) => {
    const plan: Plan = {
      recipients: values.number("recipients"),
      deliveryProcesses: values.number("delivery"),
      threads: values.number("threads"),
      connections: values.number("connections"),
      isProfiled: values.isSet("profile"),
    };
    return inWorkFolder((folder) => measure(plan, folder, say));
  },
};

async function measure(plan: Plan, folder: string, say: (text: string) => void) {
  const bareBefore = await bareLoop(plan, say);
  const profileFolder = join(folder, "profiles");
  const sluice = await sendAsFastAsItGoes(plan, folder, profileFolder, say);
  const bareAfter = await bareLoop(plan, say);
  const bareCpuUs = (bareBefore.senderCpuUsPerRequest + bareAfter.senderCpuUsPerRequest) / 2;
  const ratio = Math.round((sluice.cpuUsPerRequest.total / bareCpuUs) * 100) / 100;
  const profiles = plan.isProfiled ? await readProfiles(profileFolder) : undefined;
  say(table({ ...sluice.cpuUsPerRequest, "bare loop": bareCpuUs }));
  if (profiles) say(printProfiles(profiles));
  return {
    ...plan,
    bodyBytes: BODY_BYTES,
    ...sluice,
    bareLoop: { before: bareBefore, after: bareAfter, cpuUsPerRequest: bareCpuUs },
    ratioToBareLoop: ratio,
    ...(profiles && { profiles }),
    missed: missedGoals(plan, { ...sluice, ratio }),
  };
}

/** Profiling costs: its figures have no goal but to be right. */
function missedGoals(
  { isProfiled }: Plan,
  { requestsPerSecond, ratio, verdict }: { requestsPerSecond: number; ratio: number; verdict: Verdict },
): string[] {
  const isSlow = !isProfiled && requestsPerSecond < GOAL_PER_SECOND;
  const isCostly = !isProfiled && ratio > GOAL_RATIO;
  return [
    ...(isSlow ? [`${requestsPerSecond} requests a second, ${GOAL_PER_SECOND} wanted`] : []),
    ...(isCostly ? [`${ratio} times the CPU of the bare loop, at most ${GOAL_RATIO} wanted`] : []),
    ...(verdict.verdict === "holds" ? [] : [`the verdict is ${verdict.verdict}`]),
  ];
}

/** With as many threads and connections as all delivery processes together, and bodies as long. */
async function bareLoop({ deliveryProcesses, threads, connections }: Plan, say: (text: string) => void) {
  say("bare loop");
  await using sink = await startSinkProcess(["--record", "/dev/null"]);
  const allThreads = deliveryProcesses * threads;
  return await runBareLoop(sink, {
    threads: allThreads,
    connections: allThreads * connections,
    requests: BARE_REQUESTS,
    bodyBytes: BODY_BYTES,
  });
}

async function sendAsFastAsItGoes(
  plan: Plan,
  folder: string,
  profileFolder: string,
  say: (text: string) => void,
) {
  await using sink = await startSinkProcess(["--record", recordsPath(folder)]);
  await using stage = await openStage({
    folder,
    deliveryProcesses: plan.deliveryProcesses,
    threadsPerProcess: plan.threads,
    connections: plan.connections,
    ...(plan.isProfiled && { profileFolder }),
  });
  const people = await stage.openWorkspace(WORKSPACE, NO_LIMIT_PER_MINUTE);
  await addUsers(stage.store, WORKSPACE, plan.recipients);
  await warmUp(stage);
  say("campaign");
  const sent = await sendCampaign(stage, people, sink, TIMEOUT_MS);
  const figures = await figuresOf(sent, sink);
  const verdict = await judge(stage, sink, sent, plan, folder);
  await stage.stopApps(); // writes the profiles
  return { ...figures, verdict };
}

const judge = (stage: Stage, sink: SinkProcess, { stats }: SentCampaign, plan: Plan, folder: string) =>
  judgeRun({
    store: stage.store,
    sink,
    stats,
    userCount: plan.recipients,
    folder,
    faults: [],
    bounds: { maxDuplicates: 0, minFaults: {} },
  });

async function figuresOf({ stats, usage, secondsFromPublication }: SentCampaign, sink: SinkProcess) {
  const { total, firstUs, lastUs, perSecond } = await sink.counts();
  const sinkCpu = await sink.cpu();
  const perRequest = Object.entries(usage).map(([name, { cpuSeconds }]): [string, number] => [
    name,
    roundTo1((cpuSeconds * 1_000_000) / stats.delivered),
  ]);
  const totalUs = roundTo1(perRequest.reduce((sum, [, us]) => sum + us, 0));
  return {
    delivered: stats.delivered,
    /** Between the first and the last request at the sink. */
    requestsPerSecond: Math.round(((total - 1) * 1_000_000) / (lastUs - firstUs)),
    requestsInEachSecond: perSecond,
    secondsFromPublication,
    cpuUsPerRequest: { ...Object.fromEntries(perRequest), total: totalUs },
    usage,
    sinkMemoryMib: Math.round(sinkCpu.rssBytes / 2 ** 20),
  };
}

function table(rows: Readonly<Record<string, number>>): string {
  const lines = Object.entries(rows).map(
    ([name, us]) => `    ${name.padEnd(14)} ${us.toFixed(1).padStart(7)}`,
  );
  return ["CPU µs per delivered request", ...lines].join("\n");
}

const roundTo1 = (value: number): number => Math.round(value * 10) / 10;
