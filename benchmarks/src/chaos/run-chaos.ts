// One chaos run: the run under test, a steady neighbour, small campaigns that people meddle with, and a canary; the faults
// of the plan; then every invariant.
import { join } from "node:path";
import { type ShiftedClock, shiftedClock } from "@sluice/testkit";
import type { SinkProcess } from "../sink/sink-process.ts";
import { startSinkProcess } from "../sink/sink-process.ts";
import { benchCampaign, publish, untilEnded } from "../stage/bench-campaign.ts";
import { addUsers } from "../stage/bench-users.ts";
import { judgeRun, recordsPath } from "../stage/judge-run.ts";
import { openStage, type Stage } from "../stage/stage.ts";
import type { Finding } from "../verdict/evidence.ts";
import { readRecords } from "../verdict/read-evidence.ts";
import { seededRandom } from "../seeded-random.ts";
import { CHAOS_KINDS, planChaos } from "./chaos-plan.ts";
import { type Canary, openCanary } from "./canary.ts";
import { chaosDuplicateBound } from "./chaos-duplicate-bound.ts";
import { checkLogs } from "./check-logs.ts";
import { checkNeighbour } from "./check-neighbour.ts";
import { checkSmallCampaigns } from "./check-small-campaigns.ts";
import { type FiredChaos, fireChaos } from "./fire-chaos.ts";
import { keepSmallCampaigns, type SmallCampaignsReport } from "./small-campaigns.ts";
import { TcpGate } from "./tcp-gate.ts";

export interface ChaosOptions {
  minutes: number;
  atLeast: number;
  seed: number;
  requestsPerMinute: number;
  deliveryProcesses: number;
  folder: string;
  say: (text: string) => void;
}

const CONNECTIONS = 64;
const NEIGHBOUR_PER_MINUTE = 6_000;
const SMALL_USERS = 1_000;
/** So slow that a person can come between. */
const SMALL_PER_MINUTE = 30_000;
const CANARY_USERS = 200;
/** After the last fault: back-off, breakers and retries have come to rest by then. */
const END_TIMEOUT_MS = 420_000;
const RETRY_POLICY = { initial_delay_ms: 500, max_delay_ms: 5_000, max_attempts: 20 };
const SINK_BEHAVIOUR = ["--p50", "10", "--p99", "40", "--fail", "503=0.01"];

export async function runChaos(options: ChaosOptions) {
  const { folder, deliveryProcesses, seed } = options;
  const path = (name: string) => join(folder, `${name}.bin`);
  using clock = shiftedClock();
  await using sink = await startSinkProcess([
    "--record",
    recordsPath(folder),
    "--seed",
    String(seed),
    ...SINK_BEHAVIOUR,
  ]);
  await using neighbourSink = await startSinkProcess([
    "--record",
    path("neighbour"),
    "--p50",
    "10",
    "--p99",
    "40",
  ]);
  await using smallSink = await startSinkProcess(["--record", path("small"), "--p50", "10", "--p99", "40"]);
  await using canary = await openCanary();
  await using gates = new AsyncDisposableStack();
  const openGates: TcpGate[] = [];
  await using stage = await openStage({
    folder,
    deliveryProcesses,
    threadsPerProcess: 1,
    connections: CONNECTIONS,
    planners: 2,
    allowedCidrs: "127.0.0.1/32",
    env: clock.env,
    deliveryNatsUrl: async (natsUrl, index) => {
      const { gate, url } = await gateTo(natsUrl);
      openGates[index] = gates.use(gate);
      return url;
    },
  });
  const sinks = { sink, neighbourSink, smallSink };
  return await judgeAll(
    options,
    stage,
    sinks,
    canary,
    await play(options, { stage, ...sinks, canary, gates: openGates, clock }),
  );
}

async function gateTo(natsUrl: string): Promise<{ gate: TcpGate; url: string }> {
  const url = new URL(natsUrl);
  const gate = await TcpGate.open({ host: url.hostname, port: Number(url.port) });
  url.host = `127.0.0.1:${gate.port}`;
  return { gate, url: url.href };
}

interface Cast {
  stage: Stage;
  sink: SinkProcess;
  neighbourSink: SinkProcess;
  smallSink: SinkProcess;
  canary: Canary;
  gates: readonly TcpGate[];
  clock: ShiftedClock;
}

/** Everything at once, until the plan is done and every run has ended. */
async function play(options: ChaosOptions, cast: Cast) {
  const { stage } = cast;
  const { say } = options;
  const totalMs = options.minutes * 60_000;
  const recipients = options.requestsPerMinute * options.minutes;
  const neighbourRecipients = NEIGHBOUR_PER_MINUTE * options.minutes;
  const open = async (name: string, perMinute: number, users: number) => {
    const people = await stage.openWorkspace(name, perMinute);
    await addUsers(stage.store, name, users);
    return people;
  };
  const main = await open("bench", options.requestsPerMinute, recipients);
  const neighbour = await open("neighbour", NEIGHBOUR_PER_MINUTE, neighbourRecipients);
  const small = await open("small", SMALL_PER_MINUTE, SMALL_USERS);
  const forbidden = await open("canary", SMALL_PER_MINUTE, CANARY_USERS);

  const campaign = (sink: { url: string }) =>
    benchCampaign({ endpointUrl: sink.url, retryPolicy: RETRY_POLICY });
  const mainId = await publish(main, campaign(cast.sink));
  const neighbourId = await publish(neighbour, campaign(cast.neighbourSink));
  // Refused at once, or ended with "address not allowed": either is right.
  await publish(forbidden, campaign(cast.canary)).catch(() => "refused");
  const isOver = new AbortController();
  const smallCampaigns = keepSmallCampaigns(small, cast.smallSink.url, isOver.signal);
  const plan = planChaos(totalMs, options.atLeast, seededRandom(options.seed));
  const fired = await fireChaos(plan, { ...cast, say }, AbortSignal.timeout(totalMs * 2 + 60_000));
  isOver.abort();
  say("faults are over; waiting for the ends");
  const [mainStats, neighbourStats, smallReport] = await Promise.all([
    untilEnded(main, mainId, END_TIMEOUT_MS),
    untilEnded(neighbour, neighbourId, END_TIMEOUT_MS),
    smallCampaigns,
  ]);
  const secrets = Object.fromEntries(
    [main, neighbour, small, forbidden].flatMap(({ workspaceId, authorKey, approverKey }) => [
      [`the author's key of ${workspaceId}`, authorKey],
      [`the approver's key of ${workspaceId}`, approverKey],
    ]),
  );
  return { fired, mainStats, neighbourStats, smallReport, recipients, secrets };
}

type Played = Awaited<ReturnType<typeof play>>;

async function judgeAll(
  options: ChaosOptions,
  stage: Stage,
  { sink, neighbourSink, smallSink }: Pick<Cast, "sink" | "neighbourSink" | "smallSink">,
  canary: Canary,
  played: Played,
) {
  const { fired, mainStats, neighbourStats, smallReport, recipients, secrets } = played;
  const verdict = await judgeRun({
    store: stage.store,
    sink,
    stats: mainStats,
    userCount: recipients,
    folder: options.folder,
    faults: fired,
    bounds: {
      maxDuplicates: chaosDuplicateBound(fired, {
        processes: options.deliveryProcesses,
        connections: CONNECTIONS,
      }),
      requestsPerMinute: options.requestsPerMinute,
      minFaults: Object.fromEntries(CHAOS_KINDS.map((kind) => [kind, options.atLeast])),
    },
  });
  await Promise.all([neighbourSink.flush(), smallSink.flush()]);
  const records = (name: string) => readRecords(join(options.folder, `${name}.bin`));
  const findings: Finding[] = [
    ...verdict.findings,
    ...checkSmallCampaigns({
      campaigns: smallReport.campaigns,
      records: await records("small"),
      usersOfEach: SMALL_USERS,
    }),
    canaryFinding(canary),
    await checkLogs(join(options.folder, "logs"), secrets),
    checkNeighbour(await records("neighbour"), fired),
  ];
  const violated = findings.filter(({ violationCount }) => violationCount > 0);
  return {
    minutes: options.minutes,
    seed: options.seed,
    faults: countByKind(fired),
    findings,
    /** Of the product's invariants, what this run says nothing about. */
    notShown: ["I5 caps per user: there are none yet", "disk full and power cut: not fired here"],
    requests: (await sink.counts()).total,
    run: mainStats,
    neighbourRun: neighbourStats,
    smallCampaigns: countScenarios(smallReport),
    missed: [
      ...verdict.missing.map((kind) => `void: ${kind}`),
      ...violated.map(({ invariant, rule, examples }) => `${invariant}: ${rule}: ${examples.join("; ")}`),
    ],
  };
}

function canaryFinding({ connectionCount }: Canary): Finding {
  return {
    invariant: "I9",
    rule: "nobody connects to an address that is not allowed",
    violationCount: connectionCount,
    examples: [],
    figures: { connections: connectionCount },
  };
}

function countByKind(fired: readonly FiredChaos[]): Record<string, number> {
  return Object.fromEntries(
    [...Map.groupBy(fired, ({ kind }) => kind)].map(([kind, of]) => [kind, of.length]),
  );
}

function countScenarios({ campaigns, disturbed }: SmallCampaignsReport): Record<string, number> {
  const played = [...Map.groupBy(campaigns, ({ scenario }) => scenario)];
  return { ...Object.fromEntries(played.map(([scenario, of]) => [scenario, of.length])), disturbed };
}
