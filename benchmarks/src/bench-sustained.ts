// The request limit held from both sides: every minute at least so many requests, and no rolling minute above the limit.
//
// A limiter that never exceeds its limit in any rolling minute reaches 98.7 % of it at best, and loses what is not used in
// time. So the workspace's cap is set above what every minute has to reach, and it is the cap that no rolling minute may
// exceed.
import type { Bench } from "./bench.ts";
import { startSinkProcess, type SinkProcess } from "./sink/sink-process.ts";
import { addUsers } from "./stage/bench-users.ts";
import { judgeRun, recordsPath } from "./stage/judge-run.ts";
import { sendCampaign } from "./stage/send-campaign.ts";
import { openStage } from "./stage/stage.ts";
import { warmUp } from "./stage/warm-up.ts";
import { inWorkFolder } from "./stage/work-folder.ts";
import { readRecords } from "./verdict/read-evidence.ts";
import type { Verdict } from "./verdict/judge.ts";

const SINK_BEHAVIOUR = ["--p50", "20", "--p99", "150", "--fail", "503=0.01"];
const WORKSPACE = "bench";

interface Plan {
  minutes: number;
  /** That each full minute has to reach. */
  goalPerMinute: number;
  /** The workspace's cap: that no rolling minute may exceed. */
  limitPerMinute: number;
  deliveryProcesses: number;
  threads: number;
}

export const benchSustained: Bench = {
  name: "sustained",
  about:
    "a rate held for minutes against an endpoint of 20 ms p50, 150 ms p99 and 1 % of 503; read at the endpoint",
  options: [
    { name: "minutes", fallback: 5, about: "full minutes" },
    { name: "requests-per-minute", fallback: 200_000, about: "that every full minute has to reach" },
    { name: "limit-percent", fallback: 105, about: "of that: the cap, which no rolling minute may exceed" },
    { name: "delivery", fallback: 1, about: "delivery processes" },
    { name: "threads", fallback: 2, about: "sender threads of each delivery process" },
  ],
  run: (values, say) => {
    const goalPerMinute = values.number("requests-per-minute");
    const plan: Plan = {
      minutes: values.number("minutes"),
      goalPerMinute,
      limitPerMinute: Math.ceil((goalPerMinute * values.number("limit-percent")) / 100),
      deliveryProcesses: values.number("delivery"),
      threads: values.number("threads"),
    };
    return inWorkFolder(
      (folder) => sustain(plan, folder, say),
      ({ verdict }) => verdict.verdict === "holds",
    );
  },
};

async function sustain(plan: Plan, folder: string, say: (text: string) => void) {
  await using sink = await startSinkProcess(["--record", recordsPath(folder), ...SINK_BEHAVIOUR]);
  await using stage = await openStage({
    folder,
    deliveryProcesses: plan.deliveryProcesses,
    threadsPerProcess: plan.threads,
    connections: 256,
  });
  const people = await stage.openWorkspace(WORKSPACE, plan.limitPerMinute);
  const recipients = plan.limitPerMinute * plan.minutes; // 1 % more requests than that: the last minute is full too
  say(`${recipients} users`);
  await addUsers(stage.store, WORKSPACE, recipients);
  await warmUp(stage);
  say(`sending for ${plan.minutes} minutes`);
  const sent = await sendCampaign(stage, people, sink, (plan.minutes + 5) * 60_000);
  const figures = await sinkFigures(plan, sink);
  const verdict = await judgeRun({
    store: stage.store,
    sink,
    stats: sent.stats,
    userCount: recipients,
    folder,
    faults: [],
    bounds: { maxDuplicates: 0, requestsPerMinute: plan.limitPerMinute, minFaults: {} },
  });
  const { usage, secondsFromPublication } = sent;
  const latencyMs = await answerTimes(folder);
  return {
    ...plan,
    ...figures,
    latencyMs,
    secondsFromPublication,
    usage,
    verdict,
    missed: missedGoals(plan, figures, verdict),
  };
}

async function sinkFigures({ minutes }: Plan, sink: SinkProcess) {
  const { total, perSecond, perMinute, maxInRolling60s, byStatus } = await sink.counts();
  const { rssBytes } = await sink.cpu();
  return {
    requests: total,
    byStatus,
    /** Since the first request; what comes after the last full minute is left out. */
    requestsInEachMinute: perMinute.slice(0, minutes),
    mostInRolling60s: maxInRolling60s,
    requestsInEachSecond: perSecond.slice(0, minutes * 60),
    sinkMemoryMib: Math.round(rssBytes / 2 ** 20),
  };
}

function missedGoals(
  { goalPerMinute, minutes }: Plan,
  { requestsInEachMinute }: { requestsInEachMinute: readonly number[] },
  { verdict }: Verdict,
): string[] {
  const slow = requestsInEachMinute.filter((count) => count < goalPerMinute).length;
  return [
    ...(requestsInEachMinute.length < minutes ? [`only ${requestsInEachMinute.length} minutes`] : []),
    ...(slow > 0 ? [`${slow} of ${minutes} minutes have less than ${goalPerMinute} requests`] : []),
    ...(verdict === "holds" ? [] : [`the verdict is ${verdict}`]),
  ];
}

/** How long requests were open at the sink: that it was as slow as it was told to be. */
async function answerTimes(folder: string): Promise<{ p50: number; p99: number }> {
  const records = await readRecords(recordsPath(folder));
  const openUs = Float64Array.from(records, ({ arrivedUs, endedUs }) => endedUs - arrivedUs).sort();
  const at = (share: number) => Math.round((openUs[Math.floor(openUs.length * share)] ?? 0) / 100) / 10;
  return { p50: at(0.5), p99: at(0.99) };
}
