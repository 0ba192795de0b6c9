// Runs the bare loop in a process of its own against a sink, and reads the rate at the sink.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { SinkProcess } from "../sink/sink-process.ts";
import type { BareLoopResult } from "./bare-loop.ts";

export interface BareLoopProcessOptions {
  url: string;
  threads: number;
  /** Of all threads together. */
  connections: number;
  requests: number;
  warmUpRequests: number;
  bodyBytes: number;
}

export interface BareLoopProcessResult extends BareLoopResult {
  durationMs: number;
  cpuUserUs: number;
  cpuSystemUs: number;
}

export interface BareLoopFigures {
  /** Between the first and the last arrival at the sink. */
  requestsPerSecondAtSink: number;
  /** User and system time of the sending process, all threads. */
  senderCpuUsPerRequest: number;
  sinkCpuUsPerRequest: number;
  okCount: number;
  failedCount: number;
  errorCount: number;
}

/** Resets the sink's counts after the warm-up. Rejects when the sending process ends early. */
export async function runBareLoop(
  sink: SinkProcess,
  options: Omit<BareLoopProcessOptions, "url" | "warmUpRequests">,
): Promise<BareLoopFigures> {
  const entry = fileURLToPath(new URL("./main.ts", import.meta.url));
  const warmUpRequests = Math.min(60_000, Math.ceil(options.requests / 3));
  const argument = JSON.stringify({
    ...options,
    url: sink.url,
    warmUpRequests,
  } satisfies BareLoopProcessOptions);
  const child = spawn(process.execPath, [entry, argument], { stdio: ["pipe", "pipe", "inherit"] });
  try {
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    await nextLine(lines);
    await sink.reset();
    const sinkCpuBefore = await sink.cpu();
    child.stdin.write("go\n");
    const result = JSON.parse(await nextLine(lines)) as BareLoopProcessResult;
    const sinkCpuAfter = await sink.cpu();
    return figures(result, await sink.counts(), cpuUs(sinkCpuAfter) - cpuUs(sinkCpuBefore));
  } finally {
    if (child.exitCode === null && child.kill("SIGKILL")) await once(child, "exit");
  }
}

async function nextLine(lines: AsyncIterator<string>): Promise<string> {
  const { value, done } = await lines.next();
  if (done) throw new Error("the bare loop ended early; its message is above");
  return value;
}

const cpuUs = ({ userUs, systemUs }: { userUs: number; systemUs: number }): number => userUs + systemUs;

function figures(
  result: BareLoopProcessResult,
  counts: { total: number; firstUs: number; lastUs: number },
  sinkCpuUs: number,
): BareLoopFigures {
  const { okCount, failedCount, errorCount } = result;
  return {
    requestsPerSecondAtSink: Math.round(((counts.total - 1) * 1_000_000) / (counts.lastUs - counts.firstUs)),
    senderCpuUsPerRequest: roundTo1(
      (result.cpuUserUs + result.cpuSystemUs) / (okCount + failedCount + errorCount),
    ),
    sinkCpuUsPerRequest: roundTo1(sinkCpuUs / counts.total),
    okCount,
    failedCount,
    errorCount,
  };
}

const roundTo1 = (value: number): number => Math.round(value * 10) / 10;
