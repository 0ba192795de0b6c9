// Results are kept, one JSON file per benchmark, with what is needed to doubt or repeat them.
import { spawnSync } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { availableParallelism, cpus, loadavg, totalmem } from "node:os";
import { join, relative } from "node:path";

export interface BenchResult {
  name: string;
  /** What to type to get these figures again. */
  command: string;
  date: string;
  commit: string;
  /** True when the tree had changes that no commit holds. */
  isTreeDirty: boolean;
  machine: { cpu: string; cores: number; memoryGib: number; node: string; os: string; loadBefore: number };
  figures: object;
}

/** One-minute load before the benchmark: far above 0 means that others had the machine too. */
const loadBefore = Math.round((loadavg()[0] ?? 0) * 100) / 100;

const root = join(import.meta.dirname, "../..");

/** Writes `benchmarks/results/<name>.json` and returns its path relative to the repository. */
export async function keepResult(name: string, args: readonly string[], figures: object): Promise<string> {
  const result: BenchResult = {
    name,
    command: ["pnpm bench", name, ...args].join(" "),
    date: new Date().toISOString(),
    commit: git("rev-parse", "HEAD") || "none",
    // Kept results do not count: the one before this would make every further one dirty.
    isTreeDirty: git("status", "--porcelain", "--", ":/", ":(exclude,top)benchmarks/results") !== "",
    machine: machine(),
    figures,
  };
  const path = join(root, "benchmarks/results", `${name}.json`);
  await mkdir(join(path, ".."), { recursive: true });
  await writeFile(path, `${JSON.stringify(result, null, 2)}\n`);
  return relative(root, path);
}

function machine(): BenchResult["machine"] {
  return {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    memoryGib: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    os: `${process.platform} ${process.arch}`,
    loadBefore,
  };
}

/** Empty when git is missing or this is not a clone. */
function git(...args: string[]): string {
  return spawnSync("git", ["-C", root, ...args], { encoding: "utf8" }).stdout?.trim() ?? "";
}
