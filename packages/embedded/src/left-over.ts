// Before a server starts: whatever an earlier owner left running on the same folder is stopped.
//
//   L1. Never two servers on one folder: a server starts only after no process of an earlier one is left.
//   L2. Only our own are stopped: the process written down at spawn, by id and start time; and, where /proc tells, any
//       process of that name that works inside the folder (one spawned in the instant before it could be written down, and
//       the sessions that a killed postmaster leaves behind).
//   L3. The stop signal goes to servers alone. Postgres gives SIGINT another meaning in each of its parts, so those
//       are waited for: they end when their postmaster has ended.
import { readdir, readFile, readlink } from "node:fs/promises";
import { join, sep } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readJson } from "./private-file.ts";
import { isStillRunning, ProcessIdentity } from "./process-identity.ts";
import type { OnProgress } from "./progress.ts";

export interface LeftOverSearch {
  folder: string;
  /** As the kernel names the process: `postgres`, `nats-server`. */
  processName: string;
  stopSignal: NodeJS.Signals;
  graceMs: number;
  onProgress: OnProgress;
}

const PART_GRACE_MS = 2_000;
const POLL_MS = 20;

export function spawnRecordPath(folder: string): string {
  return join(folder, "spawned.json");
}

export async function stopLeftOver(search: LeftOverSearch): Promise<void> {
  const servers = await findServers(search);
  if (servers.length > 0) {
    search.onProgress(
      `Stopping a ${search.processName} (process ${servers.join(", ")}) left over from an earlier owner.`,
    );
  }
  for (const pid of servers) signalProcess(pid, search.stopSignal); // L3
  await waitUntilGone(search, servers.length > 0 ? search.graceMs : PART_GRACE_MS);
  for (const pid of await findAll(search)) signalProcess(pid, "SIGKILL");
  await waitUntilGone(search, PART_GRACE_MS); // L1
}

async function waitUntilGone(search: LeftOverSearch, graceMs: number): Promise<void> {
  const deadlineMs = performance.now() + graceMs;
  while ((await findAll(search)).length > 0 && performance.now() < deadlineMs) await sleep(POLL_MS);
}

async function findServers(search: LeftOverSearch): Promise<number[]> {
  const isPart = await Promise.all(
    (await findAll(search)).map(async (pid) => ({ pid, is: await isPostgresPart(pid) })),
  );
  return isPart.filter(({ is }) => !is).map(({ pid }) => pid);
}

async function findAll(search: LeftOverSearch): Promise<number[]> {
  const recorded = await readJson(spawnRecordPath(search.folder), ProcessIdentity);
  const found = new Set(await processesWorkingIn(search));
  if (recorded !== undefined && (await isStillRunning(recorded))) found.add(recorded.pid);
  return [...found];
}

async function processesWorkingIn({ folder, processName }: LeftOverSearch): Promise<number[]> {
  const entries = await readdir("/proc").catch(() => []);
  const candidates = entries.filter((entry) => /^\d+$/.test(entry)).map(Number);
  const working = await Promise.all(candidates.map((pid) => worksIn(pid, folder, processName)));
  return candidates.filter((_, index) => working[index]);
}

async function worksIn(pid: number, folder: string, processName: string): Promise<boolean> {
  const name = await readFile(`/proc/${pid}/comm`, "utf8").catch(() => "");
  if (name.trim() !== processName) return false;
  const workingFolder = await readlink(`/proc/${pid}/cwd`).catch(() => "");
  return workingFolder === folder || workingFolder.startsWith(folder + sep);
}

/** Postgres titles its parts `postgres: checkpointer`, `postgres: sluice main 127.0.0.1(4711) idle`. */
async function isPostgresPart(pid: number): Promise<boolean> {
  const title = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  return title.startsWith("postgres: ");
}

function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended by itself in the meantime.
  }
}
