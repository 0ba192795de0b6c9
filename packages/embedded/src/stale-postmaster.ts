import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { readText } from "./private-file.ts";
import { identifyProcess } from "./process-identity.ts";

/**
 * Postgres refuses a cluster whose lock file names a process id that exists, whatever it belongs to: an ended server that
 * nobody has collected (containers without an init), or, after a reboot, a stranger. The file goes only then; while a
 * running Postgres is named, the decision stays with Postgres.
 */
export async function removeStalePostmasterLock(clusterFolder: string): Promise<void> {
  const path = join(clusterFolder, "postmaster.pid");
  const pid = Number.parseInt((await readText(path)) ?? "");
  if (Number.isNaN(pid) || (await mayBePostgres(pid))) return;
  await rm(path, { force: true });
}

async function mayBePostgres(pid: number): Promise<boolean> {
  if ((await identifyProcess(pid)) === undefined) return false;
  const name = await readFile(`/proc/${pid}/comm`, "utf8").catch(() => "postgres"); // not told: assume the worst
  return name.trim() === "postgres";
}
