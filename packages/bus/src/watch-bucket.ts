// The entries of a bucket, then what becomes of them: the client's own watch, with somebody who watches over it.
//
//   W1. A watch that falls silent is found out (bucket-guard.ts) and ends. Callers open it anew, and hear everything again.
//   W2. The client's watch ends without an error when it is stopped; so does this one.
import type { KV, KvWatchEntry } from "@nats-io/kv";
import type { Bus } from "./connect.ts";

export interface WatchedBucket {
  bus: Pick<Bus, "guard">;
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
  if (ended.aborted) entries.stop(); // it was while the watch was opened, and is not told again
  ended.addEventListener("abort", () => entries.stop(), { once: true });
  let seenSeq = 0;
  const stopGuarding = bus.guard.guard({ bucket, seenSeq: () => seenSeq, end: () => isOver.abort() });
  try {
    for await (const entry of entries) {
      seenSeq = entry.revision;
      yield entry;
    }
  } finally {
    stopGuarding();
    isOver.abort();
  }
}
