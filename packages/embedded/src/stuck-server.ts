// Some failures a server outlives and does not overcome: after a full disk nats-server refuses every write until it is started
// again. What it says of itself tells.
import { setTimeout as sleep } from "node:timers/promises";
import { hasRoom } from "./disk-room.ts";

export interface StuckSearch {
  folder: string;
  /** Why it will not go on by itself; undefined while it works, and when it does not answer. */
  whyStuck: (signal: AbortSignal) => Promise<string | undefined>;
}

const LOOK_MS = 1_000;
const STUCK_AFTER_LOOKS = 3;

/** Resolves when it has been stuck for some seconds and starting it again can help; undefined when the signal is aborted. */
export async function untilStuck(
  { folder, whyStuck }: StuckSearch,
  signal: AbortSignal,
): Promise<string | undefined> {
  for (let looks = 0; !signal.aborted;) {
    await sleep(LOOK_MS, undefined, { signal, ref: false }).catch(() => "aborted");
    const why = await whyStuck(signal).catch(() => undefined);
    looks = why === undefined ? 0 : looks + 1;
    if (why !== undefined && looks >= STUCK_AFTER_LOOKS && (await hasRoom(folder))) return why;
  }
  return undefined;
}
