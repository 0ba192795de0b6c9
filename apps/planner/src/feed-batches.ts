// FEED: planned batches go onto the bus, in turn, a little ahead of the senders.
//
//   F1. Published, then marked as fed. A crash between publishes again, which the stream refuses: one message a subject.
//   F2. Paced twice: each run by the work it has on the bus, all together by half of the stream's room. The rest waits in
//       Postgres, so that a run of millions costs the bus no more than a small one.
//   F3. Runs take turns, a few batches each, and the first turn goes round.
//       Within a run, due retries and the audience's first attempts take turns (plannedBatches).
//   F4. A payload is text from Postgres to the bus; it is never parsed here.
import { batchQueueDepth, type Bus, publishBatch, type PublishedBatch } from "@sluice/bus";
import type { RunId } from "@sluice/schema";
import {
  markFed,
  type PlannedBatch,
  plannedBatches,
  type RunToFeed,
  runsToFeed,
  type Store,
} from "@sluice/store";
import { fedBatchesAllowed } from "./batch-sizes.ts";

/** At most 8 × 512 KB in memory at a time. */
const BATCHES_A_TURN = 8;
const SHARE_OF_STREAM = 0.5;

export interface FeedPorts {
  bus: Bus;
  store: Store;
  /** Asked before each turn: who no longer leads feeds no more. */
  mayFeed: () => boolean;
  nowMs: () => number;
}

export class BatchFeeder {
  readonly #ports: FeedPorts;
  #firstTurn = 0;

  constructor(ports: FeedPorts) {
    this.#ports = ports;
  }

  /** @param shown runs whose plan and control senders can see. @returns how many batches were fed. */
  async feed(shown: ReadonlySet<RunId>): Promise<number> {
    if (shown.size === 0) return 0;
    let queue = (await runsToFeed(this.#ports.store))
      .filter((run) => shown.has(run.runId))
      .map((run) => ({ run, room: fedBatchesAllowed(run) - run.fedBatches }))
      .filter(({ room }) => room > 0);
    if (queue.length === 0) return 0;
    queue = rotated(queue, this.#firstTurn++); // F3
    let freeBytes = await this.#freeBytes();
    let fedCount = 0;
    while (queue.length > 0 && freeBytes > 0 && this.#ports.mayFeed()) {
      const { run, room } = queue.shift() as (typeof queue)[number];
      const turn = await this.#feedTurn(run, Math.min(room, BATCHES_A_TURN));
      fedCount += turn.batches;
      freeBytes -= turn.isStreamFull ? Infinity : turn.bytes;
      if (turn.batches === BATCHES_A_TURN && room > turn.batches)
        queue.push({ run, room: room - turn.batches });
    }
    return fedCount;
  }

  /** F2. */
  async #freeBytes(): Promise<number> {
    const { bytes, maxBytes } = await batchQueueDepth(this.#ports.bus);
    return maxBytes * SHARE_OF_STREAM - bytes;
  }

  async #feedTurn(
    run: RunToFeed,
    limit: number,
  ): Promise<{ batches: number; bytes: number; isStreamFull: boolean }> {
    const { store, nowMs } = this.#ports;
    const batches = await plannedBatches(store, run.runId, limit);
    const published = await Promise.all(batches.map((batch) => this.#publish(run, batch)));
    const fed = batches.filter((_, i) => published[i] !== "stream_full");
    const batchNos = fed.map((batch) => batch.batchNo);
    if (fed.length > 0) await markFed(store, run.runId, batchNos, new Date(nowMs())); // F1
    const bytes = fed.reduce((sum, { payload }) => sum + Buffer.byteLength(payload), 0);
    return { batches: fed.length, bytes, isStreamFull: fed.length < batches.length };
  }

  /** `already_there` counts as fed (F1). */
  async #publish({ workspaceId, runId }: RunToFeed, batch: PlannedBatch): Promise<PublishedBatch> {
    const ref = { workspaceId, runId, batchNo: batch.batchNo };
    return publishBatch(this.#ports.bus, ref, batch.payload, batch.resume ?? undefined); // F4
  }
}

const rotated = <T>(items: readonly T[], by: number): T[] => {
  const at = by % items.length;
  return [...items.slice(at), ...items.slice(0, at)];
};
