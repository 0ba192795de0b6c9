// A campaign without any limit, to a sink that answers at once: the rate at the sink, and what a request costs each process.
import { startSinkProcess, type SinkProcess } from "../sink/sink-process.ts";
import { addUsers } from "./bench-users.ts";
import { judgeRun, recordsPath } from "./judge-run.ts";
import { type SentCampaign, sendCampaign } from "./send-campaign.ts";
import { openStage, type Stage } from "./stage.ts";
import { warmUp } from "./warm-up.ts";

export interface FullSpeedPlan {
  recipients: number;
  deliveryProcesses: number;
  threads: number;
  connections: number;
}

export interface FullSpeedPorts {
  folder: string;
  /** CPU profiles go there. */
  profileFolder?: string;
  say: (text: string) => void;
}

const NO_LIMIT_PER_MINUTE = 60_000_000;
const WORKSPACE = "bench";
const TIMEOUT_MS = 1_200_000;

export async function sendAtFullSpeed(plan: FullSpeedPlan, { folder, profileFolder, say }: FullSpeedPorts) {
  await using sink = await startSinkProcess(["--record", recordsPath(folder)]);
  await using stage = await openStage({
    folder,
    deliveryProcesses: plan.deliveryProcesses,
    threadsPerProcess: plan.threads,
    connections: plan.connections,
    ...(profileFolder !== undefined && { profileFolder }),
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

const judge = (
  stage: Stage,
  sink: SinkProcess,
  { stats }: SentCampaign,
  plan: FullSpeedPlan,
  folder: string,
) =>
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

const roundTo1 = (value: number): number => Math.round(value * 10) / 10;
