// Reads as the product does: whatever ends a reading, it begins again behind the last message.
import { setTimeout as sleep } from "node:timers/promises";
import type { Bus } from "../src/index.ts";

export type Read = (bus: Bus, fromSeq: number, signal: AbortSignal) => AsyncIterable<{ seq: number }>;

export interface Followed {
  seqs: number[];
  /** Why readings ended. */
  failures: unknown[];
  stop(): Promise<void>;
}

export function follow(bus: Bus, read: Read): Followed {
  const seqs: number[] = [];
  const failures: unknown[] = [];
  const stopping = new AbortController();
  const readOnce = async (): Promise<void> => {
    for await (const { seq } of read(bus, (seqs.at(-1) ?? 0) + 1, stopping.signal)) seqs.push(seq);
  };
  const readForEver = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await readOnce().catch((error: unknown) => void failures.push(error));
      await sleep(100);
    }
  };
  const over = readForEver();
  return {
    seqs,
    failures,
    stop: () => {
      stopping.abort();
      return over;
    },
  };
}
