// Every invariant over what the endpoints saw in a chaos run, and the figures that are kept of it.
import { join } from "node:path";
import { judgeRun } from "../stage/judge-run.ts";
import { userIdOf } from "../stage/bench-users.ts";
import type { Finding } from "../verdict/evidence.ts";
import type { Verdict } from "../verdict/judge.ts";
import { readRecords } from "../verdict/read-evidence.ts";
import { checkCaps } from "../verdict/check-caps.ts";
import type { Canary } from "./canary.ts";
import { CAPPED_USERS, type CappedCampaignsReport, MAX_MESSAGES } from "./capped-campaigns.ts";
import { type ChaosCast, CONNECTIONS } from "./chaos-cast.ts";
import { chaosDuplicateBound } from "./chaos-duplicate-bound.ts";
import type { ChaosOptions } from "./chaos-options.ts";
import { CHAOS_KINDS } from "./chaos-plan.ts";
import { checkLogs } from "./check-logs.ts";
import { checkNeighbour } from "./check-neighbour.ts";
import { checkSmallCampaigns } from "./check-small-campaigns.ts";
import type { FiredChaos } from "./fire-chaos.ts";
import { type PlayedChaos, SMALL_USERS } from "./play-chaos.ts";
import type { SmallCampaignsReport } from "./small-campaigns.ts";

export async function judgeChaos(options: ChaosOptions, cast: ChaosCast, played: PlayedChaos) {
  const { fired, mainStats, neighbourStats, smallReport } = played;
  const verdict = await judgeMain(options, cast, played);
  const findings = [...verdict.findings, ...(await findingsBeside(options, cast, played))];
  const violated = findings.filter(({ violationCount }) => violationCount > 0);
  return {
    minutes: options.minutes,
    seed: options.seed,
    faults: countByKind(fired),
    findings,
    requests: (await cast.sink.counts()).total,
    run: mainStats,
    neighbourRun: neighbourStats,
    smallCampaigns: countScenarios(smallReport),
    missed: [
      ...verdict.missing.map((kind) => `void: ${kind}`),
      ...violated.map(({ invariant, rule, examples }) => `${invariant}: ${rule}: ${examples.join("; ")}`),
    ],
  };
}

/** Of the run under test. */
function judgeMain(options: ChaosOptions, { stage, sink }: ChaosCast, played: PlayedChaos): Promise<Verdict> {
  const connections = { processes: options.deliveryProcesses, connections: CONNECTIONS };
  return judgeRun({
    store: stage.store,
    sink,
    stats: played.mainStats,
    userCount: played.recipients,
    folder: options.folder,
    faults: played.fired,
    bounds: {
      maxDuplicates: chaosDuplicateBound(played.fired, connections),
      requestsPerMinute: options.requestsPerMinute,
      minFaults: Object.fromEntries(CHAOS_KINDS.map((kind) => [kind, options.atLeast])),
    },
  });
}

/** Of everything else that was sent meanwhile. */
async function findingsBeside(
  { folder }: ChaosOptions,
  { neighbourSink, smallSink, cappedSink, canary }: ChaosCast,
  { smallReport, cappedReport, fired, secrets }: PlayedChaos,
): Promise<Finding[]> {
  await Promise.all([neighbourSink.flush(), smallSink.flush(), cappedSink.flush()]);
  const records = (name: string) => readRecords(join(folder, `${name}.bin`));
  return [
    ...checkSmallCampaigns({
      campaigns: smallReport.campaigns,
      records: await records("small"),
      usersOfEach: SMALL_USERS,
    }),
    checkCaps({
      records: await records("capped"),
      runIds: cappedReport.runIds,
      userIds: Array.from({ length: CAPPED_USERS }, (_, index) => userIdOf(index + 1)),
      maxMessages: MAX_MESSAGES,
    }),
    cappedEnds(cappedReport),
    canaryFinding(canary),
    await checkLogs(join(folder, "logs"), secrets),
    checkNeighbour(await records("neighbour"), fired),
  ];
}

const cappedEnds = ({ endless, runIds, excluded, disturbed }: CappedCampaignsReport): Finding => ({
  invariant: "I12",
  rule: "every run under a cap ends",
  violationCount: endless,
  examples: [],
  figures: { runs: runIds.length, excludedByCap: excluded, disturbed },
});

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
