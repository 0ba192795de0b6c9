// Word of changes to runs and limits, as Postgres tells it when they are committed (migration 0020).
//
//   H1. Word may be lost: with a connection that breaks, or behind a pooler that passes none on. Whoever listens also looks
//       by itself, less often.
//   H2. When the connection was opened, or opened anew, that counts as word: something may have changed before.
//   H3. One connection of the pool is kept for it.
import { setTimeout as sleep } from "node:timers/promises";
import type { ChangeBell } from "./change-bell.ts";
import type { Store } from "./connect.ts";

const RETRY_MS = 1_000;

export interface Hearing {
  /** Before the store is closed. */
  stop(): Promise<void>;
}

/** Rings for every change. */
export function hearRunChanges(store: Pick<Store, "pool">, bell: Pick<ChangeBell, "ring">): Hearing {
  const stopping = new AbortController();
  const over = hearForEver(store, () => bell.ring(), stopping.signal);
  return {
    stop: () => {
      stopping.abort();
      return over;
    },
  };
}

async function hearForEver(store: Pick<Store, "pool">, ring: () => void, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await hear(store, ring, signal).catch(() => undefined); // H1
    await sleep(RETRY_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** Until the connection breaks. */
async function hear({ pool }: Pick<Store, "pool">, ring: () => void, signal: AbortSignal): Promise<void> {
  const client = await pool.connect();
  const broken = new Promise<void>((resolve) => {
    client.once("error", () => resolve());
    client.once("end", () => resolve());
    signal.addEventListener("abort", () => resolve(), { once: true });
    if (signal.aborted) resolve();
  });
  try {
    client.on("notification", ring);
    await client.query("listen sluice_runs");
    ring(); // H2
    await broken;
  } finally {
    client.off("notification", ring);
    client.release(true); // and with it what it listens to
  }
}
