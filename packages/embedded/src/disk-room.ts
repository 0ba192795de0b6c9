// A server that dies of a full disk is not broken: it starts again by itself when there is room.
import { statfs } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

/** Postgres wants a few segments of 16 MB for its log before it starts. */
const NEEDED_BYTES = 64 * 1024 ** 2;
const POLL_MS = 1_000;

/** True also when it cannot be told. */
export async function hasRoom(folder: string): Promise<boolean> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize >= NEEDED_BYTES;
  } catch {
    return true;
  }
}

/** Rejects when the signal is aborted. */
export async function untilRoom(folder: string, signal: AbortSignal): Promise<void> {
  while (!(await hasRoom(folder))) await sleep(POLL_MS, undefined, { signal });
}
