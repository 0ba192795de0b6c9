// Faults of the disk under a server: full to the last block for a while, and without power. Each ends when the server works
// again: the next fault is felt alone.
import { setTimeout as sleep } from "node:timers/promises";
import type { RunningServer } from "@sluice/embedded";
import { waitUntil } from "../stage/wait-until.ts";
import type { DataDisk } from "./data-disk.ts";

const RECOVERY_TIMEOUT_MS = 60_000;

/** @param works resolves when the server takes writes, and rejects otherwise */
export async function filled(
  disk: DataDisk,
  durationMs: number,
  works: () => Promise<unknown>,
): Promise<void> {
  await disk.fill();
  await sleep(durationMs);
  await disk.free();
  const recovered = async () => {
    await works();
    return true;
  };
  await waitUntil(recovered, {
    timeoutMs: RECOVERY_TIMEOUT_MS,
    what: "a server whose disk has room",
    everyMs: 100,
  });
}

/**
 * What was not synced is lost, with everything that runs; then the machine boots. The server is stopped first: without power it
 * says nothing more, while here a message that was being synced as the disk went could still be acknowledged (one did, now and then).
 */
export async function withoutPower(disk: DataDisk, server: RunningServer): Promise<void> {
  server.kill("SIGSTOP");
  await disk.cutPower();
  await server.crash(() => disk.restorePower());
}
