// Process entry: the bare loop in threads, so that its CPU time is its own process's.
// Warms up, prints `{"ready":true}`, waits for a line on stdin, runs, prints the result as one JSON line, ends.
import { once } from "node:events";
import { createInterface } from "node:readline";
import { Worker } from "node:worker_threads";
import type { BareLoopResult } from "./bare-loop.ts";
import type { BareLoopProcessOptions, BareLoopProcessResult } from "./run-bare-loop.ts";

const options = JSON.parse(process.argv[2] ?? "{}") as BareLoopProcessOptions;
const threads = Array.from({ length: options.threads }, startThread);
const sentence = (answer: object): void => void process.stdout.write(`${JSON.stringify(answer)}\n`);

await runRound(options.warmUpRequests);
const lines = createInterface(process.stdin);
const go = once(lines, "line");
sentence({ ready: true });
await go;
sentence(await measure());
process.exit(0);

function startThread(_: unknown, index: number): Worker {
  const share = (total: number) => Math.ceil(total / options.threads);
  return new Worker(new URL("./thread.ts", import.meta.url), {
    workerData: {
      url: options.url,
      connections: share(options.connections),
      bodyBytes: options.bodyBytes,
      keyPrefix: `bare-${process.pid}-${index}`,
    },
  });
}

async function runRound(requestCount: number): Promise<BareLoopResult> {
  const results = await Promise.all(
    threads.map(async (thread) => {
      thread.postMessage(Math.ceil(requestCount / options.threads));
      const [result] = (await once(thread, "message")) as [BareLoopResult];
      return result;
    }),
  );
  const sum = (pick: (result: BareLoopResult) => number) =>
    results.reduce((total, result) => total + pick(result), 0);
  return {
    okCount: sum(({ okCount }) => okCount),
    failedCount: sum(({ failedCount }) => failedCount),
    errorCount: sum(({ errorCount }) => errorCount),
  };
}

async function measure(): Promise<BareLoopProcessResult> {
  const cpuBefore = process.cpuUsage();
  const startedMs = performance.now();
  const result = await runRound(options.requests);
  const { user, system } = process.cpuUsage(cpuBefore);
  return { ...result, durationMs: performance.now() - startedMs, cpuUserUs: user, cpuSystemUs: system };
}
