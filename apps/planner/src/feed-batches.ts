// FEED: planned batches go onto the bus, in turn, a little ahead of the senders.
//
//   F1. Published, then marked as fed. A crash between publishes again, which the stream refuses: one message a subject.
//   F2. Paced three times: each run by the work it has on the bus, each origin by what it leaves of the stream's room to
//       others, all together by half of that room (stream-room.ts). The rest waits in Postgres, so that a run of millions
//       costs the bus no more than a small one, and runs whose endpoint hangs keep nobody's batches from it.
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
import { StreamRoom } from "./stream-room.ts";

/** At most 8 × 512 KB in memory at a time. */
const BATCHES_A_TURN = 8;

export interface FeedPorts {
  bus: Bus;
  store: Store;
  /** Asked before each turn: who no longer leads feeds no more. */
  mayFeed: () => boolean;
  nowMs: () => number;
}

export class BatchFeeder {
  readonly #ports: FeedPorts;
  /** Of a run's batches, those of its last turn on average. */
  #batchBytes = new Map<RunId, number>();
  #firstTurn = 0;

  constructor(ports: FeedPorts) {
    this.#ports = ports;
  }

  /** @param shown runs whose plan and control senders can see. @returns how many batches were fed. */
  async feed(shown: ReadonlySet<RunId>): Promise<number> {
    if (shown.size === 0) return 0;
    const runs = await runsToFeed(this.#ports.store);
    const waiting = runs
      .filter((run) => run.hasPlanned && shown.has(run.runId))
      .map((run) => ({ run, left: fedBatchesAllowed(run) - run.fedBatches }))
      .filter(({ left }) => left > 0);
    if (waiting.length === 0) return 0;
    this.#batchBytes = new Map(runs.flatMap(({ runId }) => this.#knownBytes(runId)));
    const room = new StreamRoom(await batchQueueDepth(this.#ports.bus), runs, this.#batchBytes);
    return this.#feedInTurn(rotated(waiting, this.#firstTurn++), room); // F3
  }

  #knownBytes(runId: RunId): Array<[RunId, number]> {
    const bytes = this.#batchBytes.get(runId);
    return bytes === undefined ? [] : [[runId, bytes]];
  }

  /** @param queue runs, and how many batches of each may be fed */
  async #feedInTurn(queue: Array<{ run: RunToFeed; left: number }>, room: StreamRoom): Promise<number> {
    let fedCount = 0;
    for (let next = queue.shift(); next !== undefined && room.isFree; next = queue.shift()) {
      if (!this.#ports.mayFeed()) break;
      const { run, left } = next;
      if (!room.hasRoomFor(run)) continue;
      const turn = await this.#feedTurn(run, Math.min(left, BATCHES_A_TURN));
      fedCount += turn.batches;
      room.fed(run, turn.bytes);
      if (turn.isStreamFull) room.close();
      if (turn.batches > 0) this.#batchBytes.set(run.runId, turn.bytes / turn.batches);
      if (turn.batches === BATCHES_A_TURN && left > turn.batches)
        queue.push({ run, left: left - turn.batches });
    }
    return fedCount;
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
  async #publish({ workspaceId, runId, origin }: RunToFeed, batch: PlannedBatch): Promise<PublishedBatch> {
    const ref = { workspaceId, runId, batchNo: batch.batchNo };
    return publishBatch(this.#ports.bus, ref, batch.payload, { resume: batch.resume, origin }); // F4
  }
}

const rotated = <T>(items: readonly T[], by: number): T[] => {
  const at = by % items.length;
  return [...items.slice(at), ...items.slice(0, at)];
};
