// The entries of a bucket, then what becomes of them: the client's own watch, and somebody who watches over it.
//
//   W1. A watch that falls silent is found out: the bucket's last sequence is asked for now and then, and a watch that has
//       not come so far by the next time is ended. Its consumer may have been lost with a server that was killed, and the
//       client finds that out late, or never. Callers open it anew, and hear everything again.
//   W2. The client's watch ends without an error when it is stopped; so does this one.
import { setTimeout as sleep } from "node:timers/promises";
import type { KV, KvWatchEntry } from "@nats-io/kv";
import type { Bus } from "./connect.ts";

const LOOK_EVERY_MS = 1_000;

export interface WatchedBucket {
  bus: Pick<Bus, "jsm">;
  kv: KV;
  bucket: string;
}

/** Until `signal` aborts, or the watch has fallen silent. Throws when the bucket cannot be watched. */
export async function* watchBucket(
  { bus, kv, bucket }: WatchedBucket,
  signal: AbortSignal,
): AsyncGenerator<KvWatchEntry> {
  const entries = await kv.watch();
  const isOver = new AbortController();
  const ended = AbortSignal.any([signal, isOver.signal]);
  ended.addEventListener("abort", () => entries.stop(), { once: true });
  let seenSeq = 0;
  void guard({ bus, bucket, seenSeq: () => seenSeq, end: () => isOver.abort() }, ended);
  try {
    for await (const entry of entries) {
      seenSeq = entry.revision;
      yield entry;
    }
  } finally {
    isOver.abort();
  }
}

interface Guarded {
  bus: Pick<Bus, "jsm">;
  bucket: string;
  seenSeq: () => number;
  end: () => void;
}

/** W1. While the bus does not answer nothing is known, and nothing is ended. */
async function guard({ bus, bucket, seenSeq, end }: Guarded, ended: AbortSignal): Promise<void> {
  const lastSeq = async () => (await bus.jsm.streams.info(`KV_${bucket}`).catch(() => null))?.state.last_seq;
  // What was there at the beginning was told, or has ended by itself meanwhile: its sequence says nothing.
  let expectedSeq = 0;
  let firstSeq: number | undefined;
  while (!ended.aborted) {
    if (Math.max(seenSeq(), firstSeq ?? 0) < expectedSeq) return end();
    const seq = await lastSeq();
    firstSeq ??= seq;
    expectedSeq = seq ?? 0;
    await sleep(LOOK_EVERY_MS, undefined, { signal: ended, ref: false }).catch(() => "ended");
  }
}
