// The evidence of one run into files, and the verdict's program over them: the same that a person can run again.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { RunStats } from "@sluice/schema";
import { exportDeliveries, type Store } from "@sluice/store";
import type { SinkProcess } from "../sink/sink-process.ts";
import type { Bounds, Fault } from "../verdict/evidence.ts";
import type { Verdict } from "../verdict/judge.ts";
import { userIdOf } from "./bench-users.ts";
import { waitUntil } from "./wait-until.ts";

export interface RunToJudge {
  store: Store;
  sink: SinkProcess;
  stats: RunStats;
  /** Users 1 to this number are the audience. */
  userCount: number;
  /** Holds the sink's records, and gets the rest of the evidence. */
  folder: string;
  faults: readonly Fault[];
  bounds: Bounds;
}

const SINK_DRAIN_MS = 30_000;

export const recordsPath = (folder: string): string => join(folder, "records.bin");

/** @throws Error when the sink has no complete record of the run: then there is nothing to judge. */
export async function judgeRun(run: RunToJudge): Promise<Verdict> {
  await flushCompletely(run.sink);
  const at = (name: string): string => join(run.folder, name);
  await writeFile(at("summary.json"), JSON.stringify(run.stats));
  await writeFile(at("faults.jsonl"), jsonLines(run.faults));
  await writeLines(at("planned.txt"), plannedUserIds(run.userCount));
  await writeLines(at("outcome.jsonl"), outcomeLines(run));
  await runVerdict([
    "--records",
    recordsPath(run.folder),
    "--outcome",
    at("outcome.jsonl"),
    "--summary",
    at("summary.json"),
    "--planned",
    at("planned.txt"),
    "--faults",
    at("faults.jsonl"),
    "--json",
    at("verdict.json"),
    ...boundArgs(run.bounds),
  ]);
  return JSON.parse(await readFile(at("verdict.json"), "utf8")) as Verdict;
}

async function flushCompletely(sink: SinkProcess): Promise<void> {
  await waitUntil(async () => ((await sink.counts()).pending === 0 ? true : undefined), {
    timeoutMs: SINK_DRAIN_MS,
    what: "the end of the last request at the sink",
  });
  const { recordsDropped } = await sink.flush();
  if (recordsDropped > 0) throw new Error(`the sink dropped ${recordsDropped} records: no verdict`);
}

function* plannedUserIds(count: number): Iterable<string> {
  for (let number = 1; number <= count; number++) yield `${userIdOf(number)}\n`;
}

async function* outcomeLines({ store, stats }: RunToJudge): AsyncIterable<string> {
  for await (const { user_id, end, attempts, possible_duplicate } of exportDeliveries(store, stats.run_id))
    yield `${JSON.stringify({ user_id, end, attempts, possible_duplicate })}\n`;
}

const jsonLines = (rows: readonly object[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join("");

const writeLines = (path: string, lines: Iterable<string> | AsyncIterable<string>): Promise<void> =>
  pipeline(Readable.from(lines), createWriteStream(path));

function boundArgs({ maxDuplicates, requestsPerMinute, minFaults }: Bounds): string[] {
  return [
    ...(maxDuplicates === undefined ? [] : ["--max-duplicates", String(maxDuplicates)]),
    ...(requestsPerMinute === undefined ? [] : ["--requests-per-minute", String(requestsPerMinute)]),
    ...Object.entries(minFaults).flatMap(([kind, least]) => ["--at-least", `${kind}=${least}`]),
  ];
}

/** Its table goes to stderr. */
async function runVerdict(args: readonly string[]): Promise<void> {
  const entry = join(import.meta.dirname, "../verdict/main.ts");
  const child = spawn(process.execPath, [entry, ...args], { stdio: ["ignore", 2, 2] });
  const [exitCode] = (await once(child, "exit")) as [number | null];
  if (exitCode === null) throw new Error("the verdict's program was killed");
}
