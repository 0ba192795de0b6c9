// Several runs at their limits, undisturbed; a minute of disturbances; undisturbed again. Then the endpoints' records decide.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { shiftedClock } from "@sluice/testkit";
import { type SinkProcess, startSinkProcess } from "../sink/sink-process.ts";
import { benchCampaign, type BenchPeople, callApi, publish, statsOf } from "../stage/bench-campaign.ts";
import { addUsers, userIdOf } from "../stage/bench-users.ts";
import { openStage, type Stage } from "../stage/stage.ts";
import { waitUntil } from "../stage/wait-until.ts";
import type { EvidenceLimit, LimitEvidence, LimitVerdict } from "../verdict/limits-main.ts";
import { limiterLeader } from "./limiter-leader.ts";
import { ENDPOINTS, type EndpointName, FAULTS, type LimitFault, type Scenario } from "./scenario.ts";

export interface LimitsOptions {
  folder: string;
  /** Undisturbed minutes before and after the disturbances. */
  minutes: number;
  scenario: Scenario;
  deliveryProcesses: number;
  threadsPerProcess: number;
  say: (text: string) => void;
}

const WORKSPACE = "bench";
const SINK_BEHAVIOUR = ["--p50", "20", "--p99", "100", "--fail", "503=0.01"];
const RETRY_POLICY = { initial_delay_ms: 500, max_delay_ms: 5_000, max_attempts: 8 };
const MINUTE_MS = 60_000;
/** From the first request of every run until all are at their limits. */
const SETTLE_MS = 5_000;
const CLOCK_JUMP_MS = 2 * 3_600_000;

interface Sending extends LimitsOptions {
  stage: Stage;
  people: BenchPeople;
  sinks: ReadonlyMap<EndpointName, SinkProcess>;
  jumpClocks: () => void;
}

interface LiveRun {
  name: string;
  campaignId: string;
  runId: string;
}

export async function runLimits(options: LimitsOptions): Promise<LimitVerdict> {
  const { folder } = options;
  using clock = shiftedClock();
  const sinkAt = (name: EndpointName) =>
    startSinkProcess(["--record", recordsPath(folder, name), ...SINK_BEHAVIOUR]);
  await using sinkA = await sinkAt("a");
  await using sinkB = await sinkAt("b");
  await using stage = await openStage({
    folder,
    deliveryProcesses: options.deliveryProcesses,
    threadsPerProcess: options.threadsPerProcess,
    connections: 64,
    planners: 2,
    env: clock.env,
  });
  const people = await stage.openWorkspace(WORKSPACE, options.scenario.workspacePerMinute);
  const sinks = new Map<EndpointName, SinkProcess>([
    ["a", sinkA],
    ["b", sinkB],
  ]);
  return await send({ ...options, stage, people, sinks, jumpClocks: () => clock.shiftTo(CLOCK_JUMP_MS) });
}

async function send(sending: Sending): Promise<LimitVerdict> {
  const { stage, people, sinks, minutes, scenario, say } = sending;
  const userCount = scenario.workspacePerMinute * (2 * minutes + 3);
  await addUsers(stage.store, WORKSPACE, userCount);
  await capOrigin(sending);
  const runs = await publishRuns(sending);
  say(`${runs.length} runs, ${minutes} minutes undisturbed`);
  await sleep(SETTLE_MS);
  const before = await undisturbed(minutes);
  const disturbances = await disturb(sending, runs);
  say(`${minutes} minutes undisturbed again`);
  const after = await undisturbed(minutes);
  for (const { campaignId } of runs)
    await callApi(people, "author", "PATCH", `/v5/campaigns/${campaignId}/status`, { action: "STOP" });
  for (const sink of sinks.values()) await flushCompletely(sink);
  return judge(sending, {
    endpoints: ENDPOINTS.map((name) => ({ name, records: recordsPath(sending.folder, name) })),
    runs: runs.map(({ name, runId }) => ({ name, runId })),
    users: await writeUsers(sending.folder, userCount),
    limits: limitsOf(scenario, disturbances.limitChangedUs),
    undisturbed: [before, after],
    faults: disturbances.faults,
    expectedFaults: FAULTS,
  });
}

/** As a person would have set it; the key of the bench has no scope for it. */
async function capOrigin({ stage, sinks, scenario: { originCap } }: Sending): Promise<void> {
  const origin = sinks.get(originCap.endpoint)?.url ?? "";
  const values = { workspace_id: WORKSPACE, origin, requests_per_minute: originCap.perMinute };
  await stage.store.db
    .insertInto("origin_limits")
    .values({ ...values, updated_at: new Date() })
    .execute();
}

/** @returns when every run sends. */
async function publishRuns({ people, sinks, scenario }: Sending): Promise<LiveRun[]> {
  const runs: LiveRun[] = [];
  for (const { name, endpoint, perMinute, weight } of scenario.runs) {
    const campaign = {
      ...benchCampaign({ endpointUrl: sinks.get(endpoint)?.url ?? "" }),
      delivery_controls: {
        retry_policy: RETRY_POLICY,
        throttle_weight: weight,
        ...(perMinute === null ? {} : { campaign_throttle_rpm: perMinute }),
      },
    };
    const campaignId = await publish(people, campaign);
    runs.push({ name, campaignId, runId: (await statsOf(people, campaignId)).run_id });
  }
  const areSending = async (): Promise<true | undefined> => {
    const stats = await Promise.all(runs.map(({ campaignId }) => statsOf(people, campaignId)));
    return stats.every(({ attempts }) => attempts > 0) ? true : undefined;
  };
  await waitUntil(areSending, { timeoutMs: 60_000, what: "the first requests of every run", everyMs: 500 });
  return runs;
}

async function undisturbed(minutes: number): Promise<LimitEvidence["undisturbed"][number]> {
  const fromUs = monotonicUs();
  await sleep(minutes * MINUTE_MS + 100);
  return { fromUs, untilUs: monotonicUs() };
}

/** A minute: time for each to pass. */
async function disturb(
  { stage, people, scenario: { liveChange }, jumpClocks, say }: Sending,
  runs: readonly LiveRun[],
): Promise<{ faults: LimitFault[]; limitChangedUs: number }> {
  const path = `/v5/campaigns/${runs.find(({ name }) => name === liveChange.run)?.campaignId}/limit`;
  await callApi(people, "author", "PUT", path, { campaign_throttle_rpm: liveChange.perMinute });
  const limitChangedUs = monotonicUs();
  say(`the limit of "${liveChange.run}" is ${liveChange.perMinute} now`);
  await sleep(25_000);
  const leader = await limiterLeader(stage.planners);
  say(`kill -9 of ${leader.name}, which leads`);
  leader.kill();
  await sleep(15_000);
  say("the clocks of all processes jump two hours");
  jumpClocks();
  await sleep(15_000);
  return { faults: [...FAULTS], limitChangedUs };
}

/** Four kinds of limit: of runs, one of them changed; of an origin; of the workspace. */
function limitsOf(
  { runs, liveChange, originCap, workspacePerMinute }: Scenario,
  limitChangedUs: number,
): EvidenceLimit[] {
  const fixed = (perMinute: number) => [{ fromUs: 0, perMinute }];
  const ofRuns = runs
    .filter(({ perMinute }) => perMinute !== null)
    .map(({ name, perMinute }) => ({
      name: `run ${name}`,
      run: name,
      values: [
        ...fixed(perMinute ?? 0),
        ...(name === liveChange.run ? [{ fromUs: limitChangedUs, perMinute: liveChange.perMinute }] : []),
      ],
    }));
  return [
    ...ofRuns,
    { name: "origin a", endpoint: originCap.endpoint, values: fixed(originCap.perMinute) },
    { name: "workspace", values: fixed(workspacePerMinute) },
  ];
}

async function flushCompletely(sink: SinkProcess): Promise<void> {
  await waitUntil(async () => ((await sink.counts()).pending === 0 ? true : undefined), {
    timeoutMs: 30_000,
    what: "the end of the last request at the sink",
  });
  const { recordsDropped } = await sink.flush();
  if (recordsDropped > 0) throw new Error(`the sink dropped ${recordsDropped} records: no verdict`);
}

async function writeUsers(folder: string, count: number): Promise<string> {
  const path = join(folder, "planned.txt");
  await writeFile(path, Array.from({ length: count }, (_, i) => `${userIdOf(i + 1)}\n`).join(""));
  return path;
}

/** By its own program: what a person can run again. */
async function judge({ folder }: Sending, evidence: LimitEvidence): Promise<LimitVerdict> {
  const path = join(folder, "evidence.json");
  await writeFile(path, JSON.stringify(evidence, null, 2));
  const entry = join(import.meta.dirname, "../verdict/limits-main.ts");
  const child = spawn(process.execPath, [entry, path], { stdio: ["ignore", "pipe", "inherit"] });
  const [verdict] = await Promise.all([text(child.stdout), once(child, "exit")]);
  await writeFile(join(folder, "verdict.json"), verdict);
  return JSON.parse(verdict) as LimitVerdict;
}

const recordsPath = (folder: string, endpoint: EndpointName): string =>
  join(folder, `records-${endpoint}.bin`);

/** The scale of the sinks' times. */
const monotonicUs = (): number => Number(process.hrtime.bigint() / 1_000n);
