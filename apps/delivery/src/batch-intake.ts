// Which batches this process takes off the queue, and when: enough to keep its threads busy, few enough that other
// processes get theirs and that neither a slow run nor a slow origin fills every place.
//
//   I1. Of one run, at most `maxPerRun` batches are sent at once, of all `maxBatches`, of small ones four times as many; a
//       further one waits, and while MAX_WAITING wait nothing is pulled.
//   I2. A batch that this process already sends is given back: never twice at once.
//   I3. What has all its places, and of which no batch has ended for STUCK_MS, does not wait here: its batches are given
//       back, so that those of other runs are reached behind them, however many it has.
//   I4. An origin takes a further place only while it has fewer than are free, over all runs that send there. So one that
//       hangs leaves half of them to the others, the next one half of those, however many runs send there.
import { setTimeout as sleep } from "node:timers/promises";
import type { BatchMessage } from "@sluice/bus";
import { SMALL_BATCHES_PER_PLACE } from "./batch-task.ts";
import { PlaceCounts } from "./place-counts.ts";

const MAX_WAITING = 2;
const STUCK_MS = 1_000;
const LOOK_AGAIN_MS = 250;
const SMALL_BATCH_BYTES = 16 * 1024;
/** Long enough to reach what stands behind, short enough that a slow run is not kept waiting. */
const NO_PLACE_DELAY_MS = 5_000;

export interface IntakeOptions {
  /** Places over all runs. */
  maxBatches: number;
  /** Places of one run. */
  maxPerRun: number;
  /** Sends the batch and deals with its message. Never rejects. */
  send(message: BatchMessage): Promise<void>;
  monotonicMs?: () => number;
}

export class BatchIntake {
  readonly #options: IntakeOptions;
  readonly #sending = new Map<string, BatchMessage>();
  readonly #ofRuns: PlaceCounts;
  readonly #ofOrigins: PlaceCounts;
  readonly #waiting: BatchMessage[] = [];
  #freePlaces: number;
  #onEnded = Promise.withResolvers<void>();

  constructor(options: IntakeOptions) {
    this.#options = options;
    this.#freePlaces = options.maxBatches;
    const monotonicMs = options.monotonicMs ?? (() => performance.now());
    this.#ofRuns = new PlaceCounts(monotonicMs);
    this.#ofOrigins = new PlaceCounts(monotonicMs);
  }

  get heldCount(): number {
    return this.#sending.size + this.#waiting.length;
  }

  /** Every message that must not be redelivered meanwhile. */
  held(): BatchMessage[] {
    return [...this.#sending.values(), ...this.#waiting];
  }

  hasRoom(): boolean {
    return this.#freePlaces > 0 && this.#waiting.length < MAX_WAITING;
  }

  async room(): Promise<void> {
    for (this.#giveBackStuck(); !this.hasRoom(); this.#giveBackStuck())
      await Promise.race([this.#onEnded.promise, sleep(LOOK_AGAIN_MS)]);
  }

  accept(message: BatchMessage): void {
    const { runId, batchNo } = message.ref;
    const isHeld = this.held().some(({ ref }) => ref.runId === runId && ref.batchNo === batchNo);
    if (isHeld) message.giveBack(1_000); // I2
    else if (this.#hasPlace(message)) this.#start(message);
    else if (this.#waiting.length < MAX_WAITING && !this.#isStuck(message)) this.#waiting.push(message); // I1
    else message.giveBack(NO_PLACE_DELAY_MS); // I3
  }

  /** Gives back what has not begun; resolves when everything that has begun has ended. */
  async drain(): Promise<void> {
    for (const message of this.#waiting.splice(0)) message.giveBack(0);
    while (this.#sending.size > 0) await this.#onEnded.promise;
  }

  /** I3. */
  #giveBackStuck(): void {
    for (const message of this.#waiting.filter((waiting) => this.#isStuck(waiting))) {
      this.#waiting.splice(this.#waiting.indexOf(message), 1);
      message.giveBack(NO_PLACE_DELAY_MS);
    }
  }

  #hasPlace(message: BatchMessage): boolean {
    return this.#runHasPlace(message) && this.#originHasPlace(message);
  }

  #runHasPlace({ ref }: BatchMessage): boolean {
    return this.#ofRuns.takenBy(ref.runId) < this.#options.maxPerRun;
  }

  /** I4. */
  #originHasPlace(message: BatchMessage): boolean {
    return this.#ofOrigins.takenBy(originOf(message)) < this.#freePlaces;
  }

  #isStuck(message: BatchMessage): boolean {
    const isOfRun = !this.#runHasPlace(message) && this.#ofRuns.stillForMs(message.ref.runId) >= STUCK_MS;
    const isOfOrigin =
      !this.#originHasPlace(message) && this.#ofOrigins.stillForMs(originOf(message)) >= STUCK_MS;
    return isOfRun || isOfOrigin;
  }

  #start(message: BatchMessage): void {
    const { runId, batchNo } = message.ref;
    const key = `${runId}.${batchNo}`;
    this.#sending.set(key, message);
    this.#freePlaces -= placesOf(message);
    this.#ofRuns.take(runId, placesOf(message));
    this.#ofOrigins.take(originOf(message), placesOf(message));
    void this.#options.send(message).then(() => this.#ended(key, message));
  }

  #ended(key: string, message: BatchMessage): void {
    this.#sending.delete(key);
    this.#freePlaces += placesOf(message);
    this.#ofRuns.free(message.ref.runId, placesOf(message));
    this.#ofOrigins.free(originOf(message), placesOf(message));
    const next = this.#waiting.findIndex((waiting) => this.#hasPlace(waiting));
    const [waited] = next < 0 ? [] : this.#waiting.splice(next, 1);
    if (waited !== undefined) this.#start(waited);
    this.#onEnded.resolve(); // everybody who waits: the pull loop, and a drain
    this.#onEnded = Promise.withResolvers();
  }
}

/** A batch of which it is not said counts for its run. */
const originOf = ({ ref, origin }: BatchMessage): string =>
  origin === null ? ref.runId : `${ref.workspaceId} ${origin}`;

/** Sums of quarters are exact: a run whose batches have all ended counts 0. */
const placesOf = ({ data }: BatchMessage): number =>
  data.length <= SMALL_BATCH_BYTES ? 1 / SMALL_BATCHES_PER_PLACE : 1;
