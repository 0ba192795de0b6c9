// What a bad endpoint of one workspace costs a run of another, in the same delivery process: the good run's rate beside each
// kind of bad one, against its rate alone before and after. At a limit that the machine can hold: at full speed whoever else
// uses the machine would be measured.
import type { Bench } from "./bench.ts";
import { startSinkProcess } from "./sink/sink-process.ts";
import { benchCampaign, type BenchPeople, callApi, publish } from "./stage/bench-campaign.ts";
import { addUsers } from "./stage/bench-users.ts";
import { memoryOfTree } from "./stage/process-usage.ts";
import { sendCampaign } from "./stage/send-campaign.ts";
import { openStage, type Stage } from "./stage/stage.ts";
import { waitUntil } from "./stage/wait-until.ts";
import { warmUp } from "./stage/warm-up.ts";
import { inWorkFolder } from "./stage/work-folder.ts";

const GOAL_RATIO = 0.8;
const GOAL_MORE_MEMORY_MIB = 50;
const NO_LIMIT_PER_MINUTE = 60_000_000;
const TIMEOUT_MS = 300_000;
const FIRST_REQUEST_MS = 30_000;

/** As the sink's options. */
const BAD_ENDPOINTS: Readonly<Record<string, readonly string[]>> = {
  slow: ["--p50", "5000", "--p99", "6000"],
  hung: ["--hang", "1"],
  dripping: ["--drip", "1"],
  resetting: ["--reset", "1"],
  garbage: ["--garbage", "1"],
  failing: ["--fail", "503=1"],
};

interface Beside {
  requestsPerSecond: number;
  /** Of the good run's rate alone. */
  ratio: number;
  /** Of the delivery process at the end of the good run, more than at the end of the one alone before. */
  moreMemoryMib: number;
  badRequests: number;
}

interface BadCampaigns {
  recipients: number;
  runs: number;
}

interface GoodRun {
  requestsPerSecond: number;
  memoryMib: number;
}

export const benchIsolation: Bench = {
  name: "isolation",
  about: "what a slow, hung, dripping, resetting, garbage-speaking or failing endpoint costs another run",
  options: [
    { name: "recipients", fallback: 50_000, about: "of the good campaign, each time" },
    { name: "rpm", fallback: 200_000, about: "requests a minute of the good workspace, at most" },
    { name: "bad-recipients", fallback: 50_000, about: "of each bad campaign" },
    { name: "bad-runs", fallback: 1, about: "campaigns to the same bad endpoint at once" },
    { name: "hung-only", fallback: false, about: "only beside the endpoint that hangs" },
    { name: "threads", fallback: 2, about: "sender threads of the delivery process" },
    { name: "connections", fallback: 128, about: "connections of each thread to an origin" },
  ],
  run: (values, say) =>
    inWorkFolder(async (folder) => {
      await using stage = await openStage({
        folder,
        deliveryProcesses: 1,
        threadsPerProcess: values.number("threads"),
        connections: values.number("connections"),
      });
      const good = await stage.openWorkspace("good", values.number("rpm"));
      await addUsers(stage.store, "good", values.number("recipients"));
      await warmUp(stage);
      const bad = {
        recipients: values.number("bad-recipients"),
        runs: values.number("bad-runs"),
        kinds: Object.keys(BAD_ENDPOINTS).filter((kind) => !values.isSet("hung-only") || kind === "hung"),
      };
      const figures = await measureAll(stage, good, bad, say);
      return {
        recipients: values.number("recipients"),
        requestsPerMinuteLimit: values.number("rpm"),
        badRecipients: bad.recipients,
        badRuns: bad.runs,
        threads: values.number("threads"),
        connections: values.number("connections"),
        ...figures,
        missed: missedGoals(figures.beside),
      };
    }),
};

async function measureAll(
  stage: Stage,
  good: BenchPeople,
  bad: BadCampaigns & { kinds: readonly string[] },
  say: (text: string) => void,
) {
  const alone: GoodRun[] = [await sendGood(stage, good)];
  const beside: Record<string, Beside> = {};
  for (const kind of bad.kinds) {
    const before = alone.at(-1) ?? { requestsPerSecond: NaN, memoryMib: NaN };
    const { run, badRequests } = await sendBeside(stage, good, kind, bad);
    const after = await sendGood(stage, good);
    alone.push(after);
    const aloneRate = (before.requestsPerSecond + after.requestsPerSecond) / 2;
    beside[kind] = {
      requestsPerSecond: run.requestsPerSecond,
      ratio: Math.round((run.requestsPerSecond / aloneRate) * 1_000) / 1_000,
      moreMemoryMib: run.memoryMib - before.memoryMib,
      badRequests,
    };
    say(`${kind}: ${JSON.stringify(beside[kind])}`);
  }
  return { alone, beside };
}

async function sendGood(stage: Stage, good: BenchPeople): Promise<GoodRun> {
  await using sink = await startSinkProcess(["--no-keys"]);
  await sendCampaign(stage, good, sink, TIMEOUT_MS);
  const { total, firstUs, lastUs } = await sink.counts();
  const pid = stage.deliveries[0]?.pid;
  return {
    requestsPerSecond: Math.round(((total - 1) * 1_000_000) / (lastUs - firstUs)),
    memoryMib: pid === undefined ? NaN : memoryOfTree(pid).now,
  };
}

async function sendBeside(
  stage: Stage,
  good: BenchPeople,
  kind: string,
  { recipients, runs }: BadCampaigns,
): Promise<{ run: GoodRun; badRequests: number }> {
  await using sink = await startSinkProcess(["--no-keys", ...(BAD_ENDPOINTS[kind] ?? [])]);
  const bad = await stage.openWorkspace(`bad-${kind}`, NO_LIMIT_PER_MINUTE);
  await addUsers(stage.store, bad.workspaceId, recipients);
  const ids: string[] = [];
  for (let at = 0; at < runs; at++) ids.push(await publish(bad, benchCampaign({ endpointUrl: sink.url })));
  await waitUntil(async () => ((await sink.counts()).total > 0 ? true : undefined), {
    timeoutMs: FIRST_REQUEST_MS,
    what: `the first request to the ${kind} endpoint`,
  });
  const run = await sendGood(stage, good);
  for (const id of ids)
    await callApi(bad, "author", "PATCH", `/v5/campaigns/${id}/status`, { action: "STOP" });
  return { run, badRequests: (await sink.counts()).total };
}

function missedGoals(beside: Readonly<Record<string, Beside>>): string[] {
  return Object.entries(beside).flatMap(([kind, { ratio, moreMemoryMib }]) => [
    ...(ratio < GOAL_RATIO
      ? [`beside a ${kind} endpoint ${ratio} of the rate alone, ${GOAL_RATIO} wanted`]
      : []),
    ...(moreMemoryMib > GOAL_MORE_MEMORY_MIB
      ? [`beside a ${kind} endpoint ${moreMemoryMib} MiB more, at most ${GOAL_MORE_MEMORY_MIB} wanted`]
      : []),
  ]);
}
