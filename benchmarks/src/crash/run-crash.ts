// One crash run: a campaign, faults while it is sent, and the verdict over what the sink saw.
import { judgeRun, recordsPath } from "../stage/judge-run.ts";
import { benchCampaign, publish, untilEnded } from "../stage/bench-campaign.ts";
import { addUsers } from "../stage/bench-users.ts";
import { openStage, type Stage } from "../stage/stage.ts";
import type { NatsServerCount } from "../stage/start-stage-servers.ts";
import { inWorkFolder } from "../stage/work-folder.ts";
import { startSinkProcess, type SinkProcess } from "../sink/sink-process.ts";
import type { Verdict } from "../verdict/judge.ts";
import { readRecords } from "../verdict/read-evidence.ts";
import { duplicateBound, type Senders } from "./duplicate-bound.ts";
import { duplicatesByFault, type FaultWithDuplicates } from "./duplicates-by-fault.ts";
import { countFaults, type FaultCounts, planFaults, type PlannedFault } from "./fault-plan.ts";
import { fireFaults } from "./fire-faults.ts";

export interface CrashOptions extends Senders {
  seed: number;
  recipients: number;
  /** Faults whose moments are drawn from the seed. */
  faultCounts?: FaultCounts;
  /** Faults at moments that are chosen, instead. If one cannot be fired the run is void. */
  plan?: readonly PlannedFault[];
  /** Default: one. */
  natsServers?: NatsServerCount;
  /** The workspace's cap: paces the run, so that the faults hit its sending. */
  requestsPerMinute: number;
  /** For the whole run, from its publication. */
  timeoutMs: number;
  say: (text: string) => void;
}

export interface CrashReport {
  seed: number;
  verdict: Verdict;
  /** From the first to the last request at the sink. */
  sendingSeconds: number;
  requests: number;
  /** Longest time in which no request arrived, in whole seconds. */
  longestStallSeconds: number;
  /** Recipients whom the engine itself counts as perhaps sent to twice. */
  possibleDuplicates: number;
  faults: readonly FaultWithDuplicates[];
}

const WORKSPACE = "bench";
const SINK_BEHAVIOUR = ["--p50", "10", "--p99", "25", "--fail", "503=0.05"];
const RETRY_POLICY = { initial_delay_ms: 500, max_delay_ms: 5_000, max_attempts: 8 };

export function runCrash(options: CrashOptions): Promise<CrashReport> {
  return inWorkFolder(
    async (folder) => {
      await using sink = await startSinkProcess([
        "--record",
        recordsPath(folder),
        "--seed",
        String(options.seed),
        ...SINK_BEHAVIOUR,
      ]);
      await using stage = await openStage({
        folder,
        natsServers: options.natsServers ?? 1,
        deliveryProcesses: options.processes,
        threadsPerProcess: options.threadsPerProcess,
        connections: options.connections,
      });
      return await crash(options, folder, sink, stage);
    },
    ({ verdict }) => verdict.verdict === "holds",
  );
}

async function crash(
  options: CrashOptions,
  folder: string,
  sink: SinkProcess,
  stage: Stage,
): Promise<CrashReport> {
  const { seed, recipients, requestsPerMinute, timeoutMs, say } = options;
  const plan = options.plan ?? planFaults(seed, options.faultCounts ?? {});
  const people = await stage.openWorkspace(WORKSPACE, requestsPerMinute);
  await addUsers(stage.store, WORKSPACE, recipients);
  const campaignId = await publish(
    people,
    benchCampaign({ endpointUrl: sink.url, retryPolicy: RETRY_POLICY }),
  );
  const requestCount = async () => (await sink.counts()).total;
  const [faults, stats] = await Promise.all([
    fireFaults({ stage, plan, recipients, requestCount, say, timeoutMs }),
    untilEnded(people, campaignId, timeoutMs),
  ]);
  const verdict = await judgeRun({
    store: stage.store,
    sink,
    stats,
    userCount: recipients,
    folder,
    faults,
    bounds: {
      maxDuplicates: duplicateBound(faults, options),
      requestsPerMinute,
      minFaults: countFaults(plan),
    },
  });
  const { total, firstUs, lastUs, perSecond } = await sink.counts();
  return {
    seed,
    verdict,
    sendingSeconds: Math.round((lastUs - firstUs) / 100_000) / 10,
    requests: total,
    longestStallSeconds: longestRunOfZeros(perSecond),
    possibleDuplicates: stats.possible_duplicates,
    faults: duplicatesByFault(await readRecords(recordsPath(folder)), faults),
  };
}

function longestRunOfZeros(counts: readonly number[]): number {
  let longest = 0;
  let current = 0;
  for (const count of counts) {
    current = count === 0 ? current + 1 : 0;
    longest = Math.max(longest, current);
  }
  return longest;
}
