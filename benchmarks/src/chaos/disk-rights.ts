// A disk that can be full, or lose its power, is a file system of our own in a file: root may mount one, in a mount namespace
// that ends with us and leaves nothing mounted.
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { DataDisk } from "./data-disk.ts";

const run = promisify(execFile);
const COMMAND = ["unshare", "--mount", "--propagation", "private", "--"] as const;
const PROBE_BYTES = 32 * 1024 ** 2;
const ENTRY = join(import.meta.dirname, "probe-disk.ts");

export type DiskRights = { command: readonly string[]; missing: null } | { command: null; missing: string };

/** What to put before a command so that it may mount disks of its own, or why that cannot be. */
export async function diskRights(): Promise<DiskRights> {
  const [file, ...args] = COMMAND;
  try {
    await run(file, [...args, process.execPath, ENTRY]);
    return { command: COMMAND, missing: null };
  } catch (error) {
    return { command: null, missing: `no file system of our own can be mounted here (${reasonOf(error)})` };
  }
}

/** Everything that a fault needs, once: made, filled, freed, without power, and back. Run inside the namespace. */
export async function probeDisk(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "sluice-disk-"));
  try {
    await using disk = await DataDisk.open({ folder, name: "probe", bytes: PROBE_BYTES });
    await disk.fill();
    await disk.free();
    await disk.cutPower();
    await disk.restorePower();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function reasonOf(error: unknown): string {
  const complaint = error instanceof Error && "stderr" in error ? String(error.stderr) : "";
  const line = complaint.split("\n").find((text) => /error|not|denied|cannot/i.test(text));
  return line?.trim() ?? String(error);
}
