// `node benchmarks/src/verdict/limits-main.ts FILE`: reads the evidence of a run of `bench limits`, prints the verdict as JSON.
// Exit 0: every limit holds and is used; 1: one is not; 2: bad input, or a fault is missing and the run shows nothing.
// Shares no code with the engine: nothing here comes from `packages` or `apps`.
import { readFile } from "node:fs/promises";
import { keyOf } from "./evidence.ts";
import { joinHash } from "../sink/key-hash.ts";
import { type Interval, judgeLimit, type LimitFinding } from "./judge-limits.ts";
import { readLines, readRecords } from "./read-evidence.ts";

/** What the file holds. Times are those of the sinks: microseconds since boot. */
export interface LimitEvidence {
  /** What each endpoint recorded; `name` as limits name it. */
  endpoints: ReadonlyArray<{ name: string; records: string }>;
  runs: ReadonlyArray<{ name: string; runId: string }>;
  /** A file with the user ids of the audience of every run, one a line. */
  users: string;
  limits: readonly EvidenceLimit[];
  undisturbed: readonly Interval[];
  /** Fired, in order. */
  faults: readonly string[];
  /** Each must have been fired. */
  expectedFaults: readonly string[];
}

export interface EvidenceLimit {
  name: string;
  /** Only requests of this run, or to this endpoint; neither: all. */
  run?: string;
  endpoint?: string;
  values: ReadonlyArray<{ fromUs: number; perMinute: number }>;
}

export interface LimitVerdict {
  verdict: "holds" | "violated" | "void";
  /** Arrived, but of no run that is known. */
  strangers: number;
  limits: LimitFinding[];
  violations: string[];
}

interface Arrival {
  atUs: number;
  endpoint: string;
  run: string | undefined;
}

async function judge(evidence: LimitEvidence): Promise<LimitVerdict> {
  const arrivals = await readArrivals(evidence);
  const limits = evidence.limits.map(({ name, run, endpoint, values }) => {
    const counted = arrivals.filter(
      (arrival) =>
        (run === undefined || arrival.run === run) &&
        (endpoint === undefined || arrival.endpoint === endpoint),
    );
    const arrivalsUs = Float64Array.from(counted, ({ atUs }) => atUs);
    return judgeLimit({ name, values, arrivalsUs }, evidence.undisturbed);
  });
  const strangers = arrivals.filter(({ run }) => run === undefined).length;
  const violations = limits.flatMap((limit) => limit.violations);
  if (strangers > 0) violations.push(`${strangers} requests belong to no run`);
  const isVoid = evidence.expectedFaults.some((kind) => !evidence.faults.includes(kind));
  const verdict = isVoid ? "void" : violations.length === 0 ? "holds" : "violated";
  return { verdict, strangers, limits, violations };
}

/** By time. */
async function readArrivals({ endpoints, runs, users }: LimitEvidence): Promise<Arrival[]> {
  const userIds = await readLines(users);
  const runOf = new Map(runs.flatMap(({ name, runId }) => userIds.map((id) => [keyOf(runId, id), name])));
  const arrivals: Arrival[] = [];
  for (const { name: endpoint, records } of endpoints) {
    for (const { arrivedUs, keyLow: low, keyHigh: high } of await readRecords(records))
      arrivals.push({ atUs: arrivedUs, endpoint, run: runOf.get(joinHash({ low, high })) });
  }
  return arrivals.sort((a, b) => a.atUs - b.atUs);
}

const [file] = process.argv.slice(2);
if (file === undefined) {
  process.stderr.write("give the file with the evidence of a run of `bench limits`\n");
  process.exitCode = 2;
} else {
  const verdict = await judge(JSON.parse(await readFile(file, "utf8")) as LimitEvidence);
  process.stdout.write(`${JSON.stringify(verdict, null, 2)}\n`);
  process.exitCode = { holds: 0, violated: 1, void: 2 }[verdict.verdict];
}
