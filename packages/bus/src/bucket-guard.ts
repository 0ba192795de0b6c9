// Watches over the watches of one connection: a watch that falls silent is found out, and ended.
//
//   G1. Once a second the last sequence of each watched bucket is asked for; a watch that has not come so far by the next
//       second is ended. Its consumer may have been lost with a server that was killed, and the client finds that out late,
//       or never.
//   G2. What was there when a watch was opened was told, or has ended by itself meanwhile: its sequence says nothing.
//   G3. While the bus does not answer nothing is known, and nothing is ended.
//   G4. All watches of a connection are looked at in one moment: a process that has nothing to do wakes up once.
import type { JetStreamManager } from "@nats-io/jetstream";

const LOOK_EVERY_MS = 1_000;

export interface GuardedWatch {
  bucket: string;
  /** Sequence of the last entry that it has told. */
  seenSeq: () => number;
  end: () => void;
}

interface Guarded extends GuardedWatch {
  /** G2. null: not known yet. */
  firstSeq: number | null;
  /** By the last look. */
  expectedSeq: number;
}

export class BucketGuard {
  readonly #jsm: Pick<JetStreamManager, "streams">;
  readonly #guarded = new Set<Guarded>();
  #timer: NodeJS.Timeout | undefined;

  constructor(jsm: Pick<JetStreamManager, "streams">) {
    this.#jsm = jsm;
  }

  /** @returns what ends the guarding, not the watch. */
  guard(watch: GuardedWatch): () => void {
    const guarded: Guarded = { ...watch, firstSeq: null, expectedSeq: 0 };
    this.#guarded.add(guarded);
    void this.#lastSeq(watch.bucket).then((seq) => (guarded.firstSeq ??= seq));
    this.#timer ??= this.#lookLater();
    return () => void this.#guarded.delete(guarded);
  }

  #lookLater(): NodeJS.Timeout {
    return setTimeout(() => void this.#look(), LOOK_EVERY_MS).unref();
  }

  async #look(): Promise<void> {
    for (const { seenSeq, firstSeq, expectedSeq, end } of this.#guarded)
      if (Math.max(seenSeq(), firstSeq ?? 0) < expectedSeq) end(); // G1
    const buckets = new Set([...this.#guarded].map(({ bucket }) => bucket));
    const lastSeqs = new Map<string, number | null>();
    await Promise.all([...buckets].map(async (one) => lastSeqs.set(one, await this.#lastSeq(one)))); // G4
    for (const guarded of this.#guarded) {
      const seq = lastSeqs.get(guarded.bucket) ?? null;
      guarded.firstSeq ??= seq;
      guarded.expectedSeq = seq ?? 0; // G3
    }
    this.#timer = this.#guarded.size > 0 ? this.#lookLater() : undefined;
  }

  async #lastSeq(bucket: string): Promise<number | null> {
    const info = await this.#jsm.streams.info(`KV_${bucket}`).catch(() => null);
    return info?.state.last_seq ?? null;
  }
}
