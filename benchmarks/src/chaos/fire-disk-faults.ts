// Faults of the disk under a server: full to the last block for a while, and without power.
import { setTimeout as sleep } from "node:timers/promises";
import type { RunningServer } from "@sluice/embedded";
import type { DataDisk } from "./data-disk.ts";

export async function filled(disk: DataDisk, durationMs: number): Promise<void> {
  await disk.fill();
  await sleep(durationMs);
  await disk.free();
}

/** What was not synced is lost, with everything that runs; then the machine boots. */
export async function withoutPower(disk: DataDisk, server: RunningServer): Promise<void> {
  await disk.cutPower();
  await server.crash(() => disk.restorePower());
}
