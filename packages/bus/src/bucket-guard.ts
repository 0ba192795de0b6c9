// Watches over the watches of one connection: a watch that falls silent is found out, and ended.
//
//   G1. Once a second the sequence of the last entry of each watched bucket is asked for; a watch that has not come so far by
//       the next second is ended. Its consumer may have been lost with a server that was killed, and the client finds that
//       out late, or never.
//   G2. What was there when a watch was opened was told, or has ended by itself meanwhile: its sequence says nothing.
//   G3. While the bus does not answer nothing is known, and nothing is ended.
//   G4. All watches of a connection are looked at in one moment: a process that has nothing to do wakes up once. The entry
//       itself is asked for, directly: to describe a whole stream costs the server several times as much.
import type { NatsConnection } from "@nats-io/nats-core";

const LOOK_EVERY_MS = 1_000;
const ANSWER_WITHIN_MS = 2_000;
const LAST_OF_ALL = JSON.stringify({ last_by_subj: ">" });

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
  readonly #nc: Pick<NatsConnection, "request">;
  readonly #tellSilent: (bucket: string) => void;
  readonly #guarded = new Set<Guarded>();
  #isLooking = false;

  constructor(nc: Pick<NatsConnection, "request">, tellSilent: (bucket: string) => void) {
    this.#nc = nc;
    this.#tellSilent = tellSilent;
  }

  /** @returns what ends the guarding, not the watch. */
  guard(watch: GuardedWatch): () => void {
    const guarded: Guarded = { ...watch, firstSeq: null, expectedSeq: 0 };
    this.#guarded.add(guarded);
    void this.#lastSeq(watch.bucket).then((seq) => (guarded.firstSeq ??= seq));
    if (!this.#isLooking) this.#lookLater();
    return () => void this.#guarded.delete(guarded);
  }

  #lookLater(): void {
    this.#isLooking = true;
    setTimeout(() => void this.#look(), LOOK_EVERY_MS).unref();
  }

  async #look(): Promise<void> {
    for (const { bucket, seenSeq, firstSeq, expectedSeq, end } of this.#guarded) {
      if (Math.max(seenSeq(), firstSeq ?? 0) >= expectedSeq) continue;
      this.#tellSilent(bucket);
      end(); // G1
    }
    const buckets = new Set([...this.#guarded].map(({ bucket }) => bucket));
    const lastSeqs = new Map<string, number | null>();
    await Promise.all([...buckets].map(async (one) => lastSeqs.set(one, await this.#lastSeq(one)))); // G4
    for (const guarded of this.#guarded) {
      const seq = lastSeqs.get(guarded.bucket) ?? null;
      guarded.firstSeq ??= seq;
      guarded.expectedSeq = seq ?? 0; // G3
    }
    if (this.#guarded.size > 0) this.#lookLater();
    else this.#isLooking = false;
  }

  /** @returns 0 when the bucket is empty, null when nobody answered. */
  async #lastSeq(bucket: string): Promise<number | null> {
    const subject = `$JS.API.DIRECT.GET.KV_${bucket}`;
    const answer = await this.#nc
      .request(subject, LAST_OF_ALL, { timeout: ANSWER_WITHIN_MS })
      .catch(() => null);
    return answer === null ? null : Number(answer.headers?.get("Nats-Sequence") || 0);
  }
}
