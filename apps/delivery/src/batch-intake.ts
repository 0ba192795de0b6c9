// Which batches this process takes off the queue, and when: enough to keep its threads busy, few enough that other
// processes get theirs and that one slow run does not fill every place.
//
//   I1. Of one run, at most `maxPerRun` batches are sent at once, of small ones four times as many (triggered sends and
//       retries come in small batches); a further one waits, and while MAX_WAITING wait nothing is pulled.
//   I2. A batch that this process already sends is given back: never twice at once.
//   I3. When no batch has ended for STUCK_MS, pulling goes on and gives back what I1 has no place for: behind the batches
//       of one slow run there may be another run's.
import { setTimeout as sleep } from "node:timers/promises";
import type { BatchMessage } from "@sluice/bus";

const MAX_WAITING = 2;
const STUCK_MS = 1_000;
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
  readonly #perRun = new Map<string, number>();
  readonly #waiting: BatchMessage[] = [];
  readonly #monotonicMs: () => number;
  #onEnded = Promise.withResolvers<void>();
  /** Since when all places for waiting are taken and no batch has ended. */
  #quietSinceMs = Infinity;

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
    return this.#waiting.length < MAX_WAITING || this.#isStuck();
  }

  async room(): Promise<void> {
    while (!this.hasRoom()) await Promise.race([this.#onEnded.promise, sleep(STUCK_MS)]);
  }

  accept(message: BatchMessage): void {
    const { runId, batchNo } = message.ref;
    const isHeld = this.held().some(({ ref }) => ref.runId === runId && ref.batchNo === batchNo);
    if (isHeld) message.giveBack(1_000); // I2
    else if (this.#countOf(runId) < this.#options.maxPerRun) this.#start(message);
    else if (this.#waiting.length < MAX_WAITING) this.#keepWaiting(message); // I1
    else message.giveBack(NO_PLACE_DELAY_MS); // I3
  }

  /** Gives back what has not begun; resolves when everything that has begun has ended. */
  async drain(): Promise<void> {
    for (const message of this.#waiting.splice(0)) message.giveBack(0);
    while (this.#sending.size > 0) await this.#onEnded.promise;
  }

  #keepWaiting(message: BatchMessage): void {
    this.#waiting.push(message);
    if (this.#waiting.length === MAX_WAITING) this.#quietSinceMs = this.#monotonicMs();
  }

  #isStuck(): boolean {
    return this.#monotonicMs() - this.#quietSinceMs >= STUCK_MS;
  }

  #countOf(runId: string): number {
    return this.#perRun.get(runId) ?? 0;
  }

  #start(message: BatchMessage): void {
    const { runId, batchNo } = message.ref;
    const key = `${runId}.${batchNo}`;
    this.#sending.set(key, message);
    this.#perRun.set(runId, this.#countOf(runId) + placesOf(message));
    void this.#options.send(message).then(() => this.#ended(key, message));
  }

  #ended(key: string, message: BatchMessage): void {
    const { runId } = message.ref;
    this.#sending.delete(key);
    this.#quietSinceMs = this.#monotonicMs();
    const left = this.#countOf(runId) - placesOf(message);
    if (left > 0) this.#perRun.set(runId, left);
    else this.#perRun.delete(runId);
    const next = this.#waiting.findIndex(({ ref }) => this.#countOf(ref.runId) < this.#options.maxPerRun);
    const [waited] = next < 0 ? [] : this.#waiting.splice(next, 1);
    if (waited !== undefined) this.#start(waited);
    this.#onEnded.resolve(); // everybody who waits: the pull loop, and a drain
    this.#onEnded = Promise.withResolvers();
  }
}

/** Sums of quarters are exact: a run whose batches have all ended counts 0. */
const placesOf = ({ data }: BatchMessage): number =>
  data.length <= SMALL_BATCH_BYTES ? SMALL_BATCH_SHARE : 1;
