// Which batches this process takes off the queue, and when: enough to keep its threads busy, few enough that other
// processes get theirs and that one slow run does not fill every place.
//
//   I1. Of one run, at most `maxPerRun` batches are sent at once, of small ones four times as many (triggered sends and
//       retries come in small batches); a further one waits, and while MAX_WAITING wait nothing is pulled.
//   I2. A batch that this process already sends is given back: never twice at once.
//   I3. A run that has all its places, and of which no batch has ended for STUCK_MS, does not wait here: its batches are
//       given back, so that those of other runs are reached behind them, however many it has.
import { setTimeout as sleep } from "node:timers/promises";
import type { BatchMessage } from "@sluice/bus";

const MAX_WAITING = 2;
const STUCK_MS = 1_000;
const LOOK_AGAIN_MS = 250;
const SMALL_BATCH_BYTES = 16 * 1024;
/** Of a place for a batch of its run. */
const SMALL_BATCH_SHARE = 0.25;
/** Long enough to reach what stands behind, short enough that a slow run is not kept waiting. */
const NO_PLACE_DELAY_MS = 5_000;

export interface IntakeOptions {
  maxBatches: number;
  maxPerRun: number;
  /** Sends the batch and deals with its message. Never rejects. */
  send(message: BatchMessage): Promise<void>;
  monotonicMs?: () => number;
}

export class BatchIntake {
  readonly #options: IntakeOptions;
  readonly #sending = new Map<string, BatchMessage>();
  readonly #perRun = new Map<string, RunPlaces>();
  readonly #waiting: BatchMessage[] = [];
  readonly #monotonicMs: () => number;
  #onEnded = Promise.withResolvers<void>();

  constructor(options: IntakeOptions) {
    this.#options = options;
    this.#monotonicMs = options.monotonicMs ?? (() => performance.now());
  }

  get heldCount(): number {
    return this.#sending.size + this.#waiting.length;
  }

  /** Every message that must not be redelivered meanwhile. */
  held(): BatchMessage[] {
    return [...this.#sending.values(), ...this.#waiting];
  }

  hasRoom(): boolean {
    if (this.#sending.size >= this.#options.maxBatches) return false;
    return this.#waiting.length < MAX_WAITING;
  }

  async room(): Promise<void> {
    for (this.#giveBackStuck(); !this.hasRoom(); this.#giveBackStuck())
      await Promise.race([this.#onEnded.promise, sleep(LOOK_AGAIN_MS)]);
  }

  accept(message: BatchMessage): void {
    const { runId, batchNo } = message.ref;
    const isHeld = this.held().some(({ ref }) => ref.runId === runId && ref.batchNo === batchNo);
    if (isHeld) message.giveBack(1_000); // I2
    else if (this.#hasPlace(runId)) this.#start(message);
    else if (this.#waiting.length < MAX_WAITING && !this.#isStuck(runId)) this.#waiting.push(message); // I1
    else message.giveBack(NO_PLACE_DELAY_MS); // I3
  }

  /** Gives back what has not begun; resolves when everything that has begun has ended. */
  async drain(): Promise<void> {
    for (const message of this.#waiting.splice(0)) message.giveBack(0);
    while (this.#sending.size > 0) await this.#onEnded.promise;
  }

  /** I3. */
  #giveBackStuck(): void {
    for (const message of this.#waiting.filter(({ ref }) => this.#isStuck(ref.runId))) {
      this.#waiting.splice(this.#waiting.indexOf(message), 1);
      message.giveBack(NO_PLACE_DELAY_MS);
    }
  }

  #hasPlace(runId: string): boolean {
    return (this.#perRun.get(runId)?.taken ?? 0) < this.#options.maxPerRun;
  }

  #isStuck(runId: string): boolean {
    const movedAtMs = this.#perRun.get(runId)?.movedAtMs ?? Infinity;
    return !this.#hasPlace(runId) && this.#monotonicMs() - movedAtMs >= STUCK_MS;
  }

  #start(message: BatchMessage): void {
    const { runId, batchNo } = message.ref;
    const key = `${runId}.${batchNo}`;
    this.#sending.set(key, message);
    const places = this.#perRun.get(runId) ?? { taken: 0, movedAtMs: this.#monotonicMs() };
    places.taken += placesOf(message);
    this.#perRun.set(runId, places);
    void this.#options.send(message).then(() => this.#ended(key, message));
  }

  #ended(key: string, message: BatchMessage): void {
    const { runId } = message.ref;
    this.#sending.delete(key);
    this.#free(runId, placesOf(message));
    const next = this.#waiting.findIndex(({ ref }) => this.#hasPlace(ref.runId));
    const [waited] = next < 0 ? [] : this.#waiting.splice(next, 1);
    if (waited !== undefined) this.#start(waited);
    this.#onEnded.resolve(); // everybody who waits: the pull loop, and a drain
    this.#onEnded = Promise.withResolvers();
  }

  #free(runId: string, count: number): void {
    const places = this.#perRun.get(runId);
    if (places === undefined) return;
    places.taken -= count;
    places.movedAtMs = this.#monotonicMs();
    if (places.taken <= 0) this.#perRun.delete(runId);
  }
}

interface RunPlaces {
  taken: number;
  /** When the first of them was taken, or a batch last ended. */
  movedAtMs: number;
}

/** Sums of quarters are exact: a run whose batches have all ended counts 0. */
const placesOf = ({ data }: BatchMessage): number =>
  data.length <= SMALL_BATCH_BYTES ? SMALL_BATCH_SHARE : 1;
