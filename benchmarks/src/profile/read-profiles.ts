// Profiles that the processes of a stage left behind, summed up by process.
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { type CpuProfile, type FunctionTime, selfTimes } from "./cpu-profile.ts";
import { workKindOf } from "./work-kind.ts";

export interface ProcessProfile {
  process: string;
  busyMs: number;
  /** Share of the busy time, 0 to 1, most first. */
  kinds: Array<{ kind: string; share: number }>;
  functions: Array<{ name: string; share: number }>;
}

const APPS = ["planner", "ledger", "delivery"] as const;
const MAX_FUNCTIONS = 15;

/** Threads of a process count together. Warm-up and idle processes are in it: a profile covers a process's whole life. */
export async function readProfiles(folder: string): Promise<ProcessProfile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".cpuprofile"));
  const byProcess = new Map<string, FunctionTime[]>();
  for (const name of names) {
    const profile = JSON.parse(await readFile(join(folder, name), "utf8")) as CpuProfile;
    const app = appOf(profile);
    byProcess.set(app, [...(byProcess.get(app) ?? []), ...selfTimes(profile)]);
  }
  return [...byProcess].map(([app, times]) => summarise(app, times));
}

/** By the entry that it ran. */
function appOf({ nodes }: CpuProfile): string {
  return (
    APPS.find((app) => nodes.some(({ callFrame }) => callFrame.url.includes(`/apps/${app}/src/`))) ?? "other"
  );
}

function summarise(process: string, times: readonly FunctionTime[]): ProcessProfile {
  const busyMs = times.reduce((sum, { selfMs }) => sum + selfMs, 0);
  const shares = (nameOf: (time: FunctionTime) => string) => {
    const sums = new Map<string, number>();
    for (const time of times) sums.set(nameOf(time), (sums.get(nameOf(time)) ?? 0) + time.selfMs / busyMs);
    return [...sums].sort(([, a], [, b]) => b - a);
  };
  return {
    process,
    busyMs: Math.round(busyMs),
    kinds: shares(workKindOf).map(([kind, share]) => ({ kind, share: roundTo3(share) })),
    functions: shares(functionLabel)
      .slice(0, MAX_FUNCTIONS)
      .map(([name, share]) => ({ name, share: roundTo3(share) })),
  };
}

const functionLabel = ({ functionName, url }: FunctionTime): string =>
  `${functionName || "(anonymous)"}${url === "" ? "" : ` ${basename(url)}`}`;

const roundTo3 = (value: number): number => Math.round(value * 1_000) / 1_000;
