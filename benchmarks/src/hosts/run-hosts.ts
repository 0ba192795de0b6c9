// Delivery on two hosts. First one of them loses the bus and could still send; then the other loses everything.
import { setTimeout as sleep } from "node:timers/promises";
import { duplicateBound, type Senders } from "../crash/duplicate-bound.ts";
import { startSinkProcess, type SinkProcess } from "../sink/sink-process.ts";
import { benchCampaign, publish, untilEnded } from "../stage/bench-campaign.ts";
import { addUsers } from "../stage/bench-users.ts";
import { judgeRun, recordsPath } from "../stage/judge-run.ts";
import { openStage, type Stage } from "../stage/stage.ts";
import { waitUntil } from "../stage/wait-until.ts";
import { inWorkFolder } from "../stage/work-folder.ts";
import type { Fault } from "../verdict/evidence.ts";
import type { Verdict } from "../verdict/judge.ts";
import { type Cable, LAB_CIDR, type LabHost, MIDDLE, openHost, openMiddle } from "./lab-host.ts";

export interface HostsReport {
  verdict: Verdict;
  /** From the loss of the bus to the last request that this host sent. */
  stoppedSendingAfterMs: number;
  possibleDuplicates: number;
}

const WORKSPACE = "bench";
const RECIPIENTS = 20_000;
const REQUESTS_PER_MINUTE = 80_000;
const SENDERS: Senders = { processes: 2, threadsPerProcess: 1, connections: 64 };
/** Longer than the ack wait: meanwhile the other host is given the batches. */
const PARTITION_MS = 7_000;
const TIMEOUT_MS = 240_000;
/** A request has 900 bytes; the end of a connection, or a confirmation, has 66. */
const LEAST_BYTES_A_PACKET = 200;
const LOOK_MS = 25;

/** Only in a network of our own: see lab-rights.ts. */
export function runHosts(): Promise<HostsReport> {
  return inWorkFolder(
    async (folder) => {
      await openMiddle();
      await using first = await openHost(1);
      await using second = await openHost(2);
      await using sink = await startSinkProcess([
        `--host=${MIDDLE.endpoint}`,
        `--record=${recordsPath(folder)}`,
        "--p50=10",
        "--p99=25",
      ]);
      await using stage = await openStage({
        folder,
        deliveryProcesses: SENDERS.processes,
        threadsPerProcess: SENDERS.threadsPerProcess,
        connections: SENDERS.connections,
        natsHost: MIDDLE.bus,
        deliveryLaunchers: [first.launcher, second.launcher],
        allowedCidrs: LAB_CIDR,
      });
      return await sendThroughPartitions(folder, sink, stage, [first, second]);
    },
    ({ verdict }) => verdict.verdict === "holds",
  );
}

async function sendThroughPartitions(
  folder: string,
  sink: SinkProcess,
  stage: Stage,
  [first, second]: readonly [LabHost, LabHost],
): Promise<HostsReport> {
  const people = await stage.openWorkspace(WORKSPACE, REQUESTS_PER_MINUTE);
  await addUsers(stage.store, WORKSPACE, RECIPIENTS);
  const endpointUrl = `http://${MIDDLE.endpoint}:${sink.port}`;
  const campaignId = await publish(people, benchCampaign({ endpointUrl }));
  const ending = untilEnded(people, campaignId, TIMEOUT_MS);
  const faults: Fault[] = [];

  await untilProgress(sink, 0.15);
  const stoppedSendingAfterMs = await partition(first, ["bus"]);
  faults.push({ kind: "partition_bus" });
  await untilProgress(sink, 0.5);
  await partition(second, ["bus", "endpoint"]);
  faults.push({ kind: "partition_host" });

  const stats = await ending;
  const verdict = await judgeRun({
    store: stage.store,
    sink,
    stats,
    userCount: RECIPIENTS,
    folder,
    faults,
    bounds: {
      maxDuplicates: duplicateBound(faults, SENDERS),
      requestsPerMinute: REQUESTS_PER_MINUTE,
      minFaults: { partition_bus: 1, partition_host: 1 },
    },
  });
  return { verdict, stoppedSendingAfterMs, possibleDuplicates: stats.possible_duplicates };
}

const untilProgress = (sink: SinkProcess, share: number) =>
  waitUntil(async () => ((await sink.counts()).total >= share * RECIPIENTS ? true : undefined), {
    timeoutMs: TIMEOUT_MS,
    what: `${share * 100} % of the requests`,
  });

/**
 * @returns milliseconds from the loss until this host had sent its last request to the endpoint, less the time of one look: a
 * request that a look finds may be as old as the look before, and a busy machine looks seldom. It is lost when the cable is out:
 * pulling it is a process of its own, which a busy machine starts late.
 */
async function partition(host: LabHost, cables: readonly Cable[]): Promise<number> {
  for (const cable of cables) await host.pull(cable);
  const lostMs = performance.now();
  let lastSentMs = lostMs;
  let before = await host.sent("endpoint");
  let beforeMs = performance.now();
  while (performance.now() - lostMs < PARTITION_MS) {
    await sleep(LOOK_MS);
    const lookMs = performance.now();
    const now = await host.sent("endpoint");
    const isRequest = now.bytes - before.bytes > LEAST_BYTES_A_PACKET * (now.packets - before.packets);
    if (isRequest) lastSentMs = beforeMs;
    before = now;
    beforeMs = lookMs;
  }
  for (const cable of cables) await host.plugIn(cable);
  return Math.round(lastSentMs - lostMs);
}
