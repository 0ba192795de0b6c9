// A process id alone is no identity: ids are given out again. A process is named by its id, the boot it belongs to, and
// the moment it started.
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { z } from "zod";
import { readText } from "./private-file.ts";

export const ProcessIdentity = z.strictObject({
  pid: z.int().positive(),
  /** Empty where the system does not tell (macOS); then `startedAt` is a date and says enough. */
  bootId: z.string(),
  startedAt: z.string(),
});
export type ProcessIdentity = z.infer<typeof ProcessIdentity>;

const run = promisify(execFile);

/** `undefined` when no such process is running; one that ended and waits to be collected is not running. */
export async function identifyProcess(pid: number): Promise<ProcessIdentity | undefined> {
  const startedAt = process.platform === "linux" ? await startTicks(pid) : await startDate(pid);
  if (startedAt === undefined) return undefined;
  return { pid, bootId: await bootId(), startedAt };
}

export async function isStillRunning(identity: ProcessIdentity): Promise<boolean> {
  const now = await identifyProcess(identity.pid);
  return now !== undefined && now.startedAt === identity.startedAt && now.bootId === identity.bootId;
}

async function bootId(): Promise<string> {
  return (await readText("/proc/sys/kernel/random/boot_id").catch(() => undefined))?.trim() ?? "";
}

/** Field 22 of /proc/<pid>/stat; fields are counted after the command, which may hold spaces and brackets. */
async function startTicks(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
  const state = fields?.[0];
  return state === "Z" || state === "X" ? undefined : fields?.[19];
}

async function startDate(pid: number): Promise<string | undefined> {
  const { stdout } = await run("ps", ["-o", "lstart=", "-p", String(pid)]).catch(() => ({ stdout: "" }));
  return stdout.trim() || undefined;
}
