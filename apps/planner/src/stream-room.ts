// How much of the bus's room for batches each origin has, over all runs that send there, and whether it may have more.
//
//   M1. All together have half of the stream. The rest is for batches that come back, and for those of calls.
//   M2. An origin is fed while it has at most as many bytes as are left free, over all runs that send there. So one that takes
//       nothing leaves half to the others, the next one half of that, and however many runs they are, there is room for
//       another origin's.
//   M3. What a batch of a run weighs is known of those that were fed last; before, it weighs what the stream's do on average.
import type { QueueDepth } from "@sluice/bus";
import type { RunToFeed } from "@sluice/store";

const SHARE_OF_STREAM = 0.5;

type Fed = Pick<RunToFeed, "runId" | "workspaceId" | "origin" | "fedBatches">;

export class StreamRoom {
  readonly #bytesByOrigin = new Map<string, number>();
  #freeBytes: number;

  /**
   * @param runs all that have batches on the bus
   * @param batchBytes of a run's batch, where it is known
   */
  constructor(depth: QueueDepth, runs: readonly Fed[], batchBytes: ReadonlyMap<string, number>) {
    this.#freeBytes = depth.maxBytes * SHARE_OF_STREAM - depth.bytes; // M1
    const averageBytes = depth.messages === 0 ? 0 : depth.bytes / depth.messages;
    for (const run of runs) this.#count(run, run.fedBatches * (batchBytes.get(run.runId) ?? averageBytes)); // M3
  }

  get isFree(): boolean {
    return this.#freeBytes > 0;
  }

  /** M2. */
  hasRoomFor(run: Fed): boolean {
    return (this.#bytesByOrigin.get(keyOf(run)) ?? 0) <= this.#freeBytes;
  }

  fed(run: Fed, bytes: number): void {
    this.#freeBytes -= bytes;
    this.#count(run, bytes);
  }

  /** The stream takes nothing more, whatever was counted. */
  close(): void {
    this.#freeBytes = -Infinity;
  }

  #count(run: Fed, bytes: number): void {
    this.#bytesByOrigin.set(keyOf(run), (this.#bytesByOrigin.get(keyOf(run)) ?? 0) + bytes);
  }
}

/** A run whose origin is not known counts for itself. */
const keyOf = ({ runId, workspaceId, origin }: Fed): string =>
  origin === null ? runId : `${workspaceId} ${origin}`;
