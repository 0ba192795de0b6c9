// The folder in which Postgres keeps its databases: made once, in one step.
import { randomUUID } from "node:crypto";
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { EmbeddedError, reasonOf } from "./embedded-error.ts";
import type { PostgresBinaries } from "./postgres-binaries.ts";
import { readText, syncFolder } from "./private-file.ts";
import type { OnProgress } from "./progress.ts";
import { runToEnd, type Unprivileged } from "./unprivileged.ts";

export const POSTGRES_USER = "sluice";

export interface ClusterPlan {
  /** The server's folder; the cluster is `cluster` in it. */
  folder: string;
  binaries: PostgresBinaries;
  /** The binaries' major version. */
  major: number;
  password: string;
  unprivileged: Unprivileged;
  /** Off only in tests. */
  hasFsync: boolean;
  onProgress: OnProgress;
}

const UNFINISHED = "initdb.";

/**
 * Makes the cluster if there is none: UTF-8, byte order, password from the first moment.
 * @returns its folder. @throws EmbeddedError POSTGRES_VERSION_MISMATCH, START_FAILED
 */
export async function ensureCluster(plan: ClusterPlan): Promise<string> {
  const cluster = join(plan.folder, "cluster");
  const madeByMajor = await readText(join(cluster, "PG_VERSION"));
  if (madeByMajor === undefined) await makeCluster(plan, cluster);
  else assertSameMajor(plan, Number(madeByMajor));
  await plan.unprivileged.handOver(cluster);
  return cluster;
}

/** A killed initdb leaves a folder that nothing uses; the next start removes it. */
async function makeCluster(plan: ClusterPlan, cluster: string): Promise<void> {
  plan.onProgress("Preparing a new Postgres database, about a second, once.");
  await removeUnfinished(plan.folder);
  const work = join(plan.folder, UNFINISHED + randomUUID());
  await mkdir(work, { mode: 0o700 });
  await writeFile(join(work, "password"), plan.password, { mode: 0o600 });
  await plan.unprivileged.handOver(work);
  await runInitdb(plan, work);
  await rename(join(work, "cluster"), cluster);
  await syncFolder(plan.folder);
  await rm(work, { recursive: true });
}

async function runInitdb(
  { binaries, unprivileged, major, hasFsync }: ClusterPlan,
  work: string,
): Promise<void> {
  const access = ["--username", POSTGRES_USER, "--pwfile", join(work, "password"), "--auth", "scram-sha-256"];
  const content = [
    "--encoding",
    "UTF8",
    "--data-checksums",
    ...localeArguments(major),
    ...(hasFsync ? [] : ["--no-sync"]),
  ];
  const args = ["--pgdata", join(work, "cluster"), ...access, ...content];
  try {
    await runToEnd(unprivileged.command({ file: binaries.initdb, args, env: binaries.env }));
  } catch (cause) {
    const advice = "make room or check the folder's rights, then start again";
    throw new EmbeddedError("START_FAILED", `initdb failed (${reasonOf(cause)}); ${advice}.`, { cause });
  }
}

/** Byte order with Unicode's upper and lower case, where it is built in (17) or the system has it; else plain C. */
function localeArguments(major: number): string[] {
  if (major >= 17) return ["--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"];
  return ["--locale", process.platform === "linux" ? "C.UTF-8" : "C"];
}

function assertSameMajor({ folder, major }: ClusterPlan, madeByMajor: number): void {
  if (madeByMajor === major) return;
  throw new EmbeddedError(
    "POSTGRES_VERSION_MISMATCH",
    `${folder} was made by PostgreSQL ${madeByMajor} and the one here is ${major}; use another data folder, ` +
      `or run PostgreSQL ${madeByMajor} on it, dump, and restore.`,
  );
}

async function removeUnfinished(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.startsWith(UNFINISHED)) await rm(join(folder, name), { recursive: true, force: true });
  }
}
