// One campaign through the peer: users from a CSV file → queue → workers → the sink. Undisturbed, or with kills.
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Queue } from "bullmq";
import { connectTo, type PeerOptions, QUEUE } from "../../peers/bullmq/queue.ts";
import { startSinkProcess, type SinkProcess } from "../sink/sink-process.ts";
import { BENCH_BODY, userIdOf } from "../stage/bench-users.ts";
import { cpuMsOfTree, memoryOfTree } from "../stage/process-usage.ts";
import { waitUntil } from "../stage/wait-until.ts";
import { countDuplicates, type Duplicates } from "./count-duplicates.ts";
import { PeerProcess } from "./peer-process.ts";
import { type RedisProcess, startRedis } from "./redis-process.ts";

export interface PeerRun {
  folder: string;
  recipients: number;
  workers: number;
  concurrency: number;
  isFsyncedAlways: boolean;
  sinkArgs: readonly string[];
  /** In the order of their moments; none for an undisturbed run. */
  kills: readonly PeerKill[];
  timeoutMs: number;
  say: (text: string) => void;
}

export interface PeerKill {
  kind: "worker" | "redis" | "enqueuer";
  /** Share of the recipients for whom a request has arrived by then. */
  atProgress: number;
}

export interface PeerFigures extends Duplicates {
  requestsPerSecond: number;
  secondsToLastRequest: number;
  cpuUsPerRequest: { worker: number; redis: number; enqueuer: number; total: number } | null;
  memoryMib: { worker: number; redis: number } | null;
  kills: Record<string, number>;
}

/** As many as Sluice's own warm-up sends. */
const WARM_UP_RECIPIENTS = 60_000;

export async function runPeer(run: PeerRun): Promise<PeerFigures> {
  const recordsPath = join(run.folder, "peer-records.bin");
  await using sink = await startSinkProcess(["--record", recordsPath, ...run.sinkArgs]);
  await using redis = await startRedis(run);
  const options: PeerOptions = {
    redisPort: redis.port,
    runId: "peer-run",
    endpointUrl: `${sink.url}/notify`,
    usersFile: join(run.folder, "users.csv"),
    concurrency: run.concurrency,
    body: BENCH_BODY,
  };
  await using workers = new AsyncDisposableStack();
  const running = Array.from({ length: run.workers }, () => workers.use(new PeerProcess("worker", options)));
  await Promise.all(running.map((worker) => worker.ready()));
  if (run.kills.length === 0) await warmUp(options, run);
  await writeUsers(options.usersFile, run.recipients);
  await sink.reset();
  const cpuMsBefore = { workers: cpuMsOf(running), redis: cpuMsOfTree(redis.pid ?? 0) };
  const startedUs = monotonicUs();
  await using enqueuer = new PeerProcess("enqueue", options);
  const fired = fireKills(run, sink, { worker: running, redis: [redis], enqueuer: [enqueuer] });
  const { cpuMs } = (await enqueuer.ended.promise) as { cpuMs: number };
  await untilDrained(options, run.timeoutMs);
  const kills = await fired;
  const { firstUs, lastUs, total } = await sink.counts();
  // Of processes that were killed the figures are gone.
  const usage =
    run.kills.length > 0
      ? null
      : usageOf({ workers: running, redis, enqueuerCpuMs: cpuMs, cpuMsBefore }, run);
  await sink.flush();
  return {
    requestsPerSecond: Math.round(((total - 1) * 1e6) / (lastUs - firstUs)),
    secondsToLastRequest: Math.round((lastUs - startedUs) / 10_000) / 100,
    cpuUsPerRequest: usage?.cpuUsPerRequest ?? null,
    memoryMib: usage?.memoryMib ?? null,
    kills,
    ...(await countDuplicates({ recordsPath, recipients: run.recipients, sinceUs: startedUs })),
  };
}

interface PeerProcesses {
  workers: readonly PeerProcess[];
  redis: RedisProcess;
  enqueuerCpuMs: number;
  cpuMsBefore: { workers: number; redis: number };
}

/** As Sluice has one: a small campaign through the same workers. */
async function warmUp(options: PeerOptions, { folder, timeoutMs }: PeerRun): Promise<void> {
  const usersFile = join(folder, "warm-up.csv");
  await writeUsers(usersFile, WARM_UP_RECIPIENTS);
  await using enqueuer = new PeerProcess("enqueue", { ...options, usersFile, runId: "warm-up" });
  await enqueuer.ended.promise;
  await untilDrained(options, timeoutMs);
}

const cpuMsOf = (processes: readonly PeerProcess[]): number =>
  processes.reduce((sum, { pid }) => sum + cpuMsOfTree(pid ?? 0), 0);

function usageOf({ workers, redis, enqueuerCpuMs, cpuMsBefore }: PeerProcesses, { recipients }: PeerRun) {
  const perRequest = (ms: number) => Math.round((ms * 10_000) / recipients) / 10;
  const workerMs = cpuMsOf(workers) - cpuMsBefore.workers;
  const redisMs = cpuMsOfTree(redis.pid ?? 0) - cpuMsBefore.redis;
  return {
    cpuUsPerRequest: {
      worker: perRequest(workerMs),
      redis: perRequest(redisMs),
      enqueuer: perRequest(enqueuerCpuMs),
      total: perRequest(workerMs + redisMs + enqueuerCpuMs),
    },
    memoryMib: {
      worker: workers.reduce((sum, { pid }) => sum + memoryOfTree(pid ?? 0).peak, 0),
      redis: memoryOfTree(redis.pid ?? 0).peak,
    },
  };
}

type Targets = Record<PeerKill["kind"], ReadonlyArray<{ kill(): number | undefined }>>;

/** A kill whose moment does not come, or whose process has ended by then, is not counted. */
async function fireKills(run: PeerRun, sink: SinkProcess, targets: Targets): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const [place, { kind, atProgress }] of run.kills.entries()) {
    await waitUntil(
      async () => ((await sink.counts()).total >= atProgress * run.recipients ? true : undefined),
      {
        timeoutMs: run.timeoutMs,
        what: `the moment of kill ${place + 1}`,
      },
    );
    const targetsOfKind = targets[kind];
    const pid = targetsOfKind[place % targetsOfKind.length]?.kill();
    if (pid === undefined) continue;
    run.say(`peer: kill -9 of ${kind} (process ${pid})`);
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

/** Nothing waits, runs or is delayed, twice in a row: between two attempts a job is nowhere for a moment. */
async function untilDrained(options: PeerOptions, timeoutMs: number): Promise<void> {
  const connection = connectTo(options);
  const queue = new Queue(QUEUE, { connection });
  let emptyLooks = 0;
  try {
    await waitUntil(
      async () => {
        const open = await queue.getJobCountByTypes("wait", "active", "delayed", "prioritized");
        emptyLooks = open === 0 ? emptyLooks + 1 : 0;
        return emptyLooks >= 2 ? true : undefined;
      },
      { timeoutMs, what: "an empty queue of the peer", everyMs: 500 },
    );
  } finally {
    await queue.close();
    connection.disconnect();
  }
}

/** The scale of the sink's times. */
const monotonicUs = (): number => Number(process.hrtime.bigint() / 1_000n);

async function writeUsers(path: string, count: number): Promise<void> {
  await pipeline(Readable.from(userLines(count)), createWriteStream(path));
}

/** The same values as bench-users.ts makes in Postgres. */
function* userLines(count: number): Iterable<string> {
  yield "user_id,first_name,city,points\n";
  for (let i = 1; i <= count; i++) {
    const name = `Name${String(i % 10_000).padStart(4, "0")}`;
    const city = `City${String(i % 1_000).padStart(4, "0")}`;
    yield `${userIdOf(i)},${name},${city},${100_000 + (i % 900_000)}\n`;
  }
}
