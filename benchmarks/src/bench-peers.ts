// Sluice beside the sender that a good engineer would write in a day: the same users, body and sink, in one run; then the
// same kinds of kills under both. Told whichever way it falls. No goals.
import type { Bench, BenchValues } from "./bench.ts";
import { runCrash } from "./crash/run-crash.ts";
import { type PeerKill, runPeer } from "./peers/run-peer.ts";
import { sendAtFullSpeed } from "./stage/full-speed.ts";
import { inWorkFolder } from "./stage/work-folder.ts";

const TIMEOUT_MS = 900_000;
/** The same moments for the peer as a seed gives Sluice: store once, sender twice, whoever brings the work once. */
const PEER_KILLS: readonly PeerKill[] = [
  { kind: "enqueuer", atProgress: 0.05 },
  { kind: "worker", atProgress: 0.25 },
  { kind: "redis", atProgress: 0.5 },
  { kind: "worker", atProgress: 0.75 },
];
const SLUICE_KILLS = {
  kill_delivery: 2,
  kill_planner: 1,
  kill_ledger: 0,
  kill_nats: 1,
  kill_postgres: 0,
} as const;
/** As the crash benchmark's sink. */
const DISTURBED_SINK = ["--p50", "10", "--p99", "25", "--fail", "503=0.05"];

export const benchPeers: Bench = {
  name: "peers",
  about:
    "beside a BullMQ, Redis and undici sender: rate, CPU, memory, then losses and duplicates under kills",
  options: [
    { name: "recipients", fallback: 200_000, about: "of the undisturbed campaign" },
    { name: "crash-recipients", fallback: 60_000, about: "of the campaign under kills" },
    { name: "senders", fallback: 2, about: "sender threads of Sluice, worker processes of the peer" },
    { name: "connections", fallback: 128, about: "of each sender" },
    { name: "fsync-always", fallback: false, about: "the peer's Redis too writes through before it answers" },
  ],
  run: async (values, say) => ({
    speed: { sluice: await sluiceSpeed(values, say), peer: await peerRun(values, say, { isCrash: false }) },
    underKills: {
      sluice: await sluiceCrash(values, say),
      peer: await peerRun(values, say, { isCrash: true }),
    },
  }),
};

async function sluiceSpeed(values: BenchValues, say: (text: string) => void) {
  say("Sluice, undisturbed");
  const plan = {
    recipients: values.number("recipients"),
    deliveryProcesses: 1,
    threads: values.number("senders"),
    connections: values.number("connections"),
  };
  return inWorkFolder((folder) => sendAtFullSpeed(plan, { folder, say }));
}

async function peerRun(values: BenchValues, say: (text: string) => void, { isCrash }: { isCrash: boolean }) {
  say(`the peer, ${isCrash ? "under kills" : "undisturbed"}`);
  return inWorkFolder((folder) =>
    runPeer({
      folder,
      recipients: values.number(isCrash ? "crash-recipients" : "recipients"),
      workers: values.number("senders"),
      concurrency: values.number("connections"),
      isFsyncedAlways: values.isSet("fsync-always"),
      sinkArgs: isCrash ? DISTURBED_SINK : [],
      kills: isCrash ? PEER_KILLS : [],
      timeoutMs: TIMEOUT_MS,
      say,
    }),
  );
}

async function sluiceCrash(values: BenchValues, say: (text: string) => void) {
  say("Sluice, under kills");
  const report = await runCrash({
    seed: 1,
    recipients: values.number("crash-recipients"),
    faultCounts: SLUICE_KILLS,
    processes: values.number("senders"),
    threadsPerProcess: 1,
    connections: values.number("connections"),
    requestsPerMinute: 60_000_000,
    timeoutMs: TIMEOUT_MS,
    say,
  });
  return { verdict: report.verdict, requests: report.requests, markedAsPossible: report.possibleDuplicates };
}
