// Thousands of pending answers, one timer. A ring of 1 ms slots; each turn of the timer empties the slots that are due.
//
//   W1. Nothing fires early. It fires up to one tick late, more only when the event loop is late.
//   W2. No timer runs while nothing is pending.

const TICK_MS = 1;
/** Delays beyond the ring wait in the farthest slot and are put back with what is left of them. */
const SLOT_COUNT = 4_096;

export interface Due {
  /** Called once, when the delay has passed. */
  fire(): void;
}

interface Entry {
  due: Due;
  dueTick: number;
}

export class TimerWheel {
  pendingCount = 0;
  readonly #slots: Entry[][] = Array.from({ length: SLOT_COUNT }, () => []);
  readonly #nowMs: () => number;
  #timer: NodeJS.Timeout | undefined;
  #currentTick = 0;

  constructor(nowMs: () => number = () => performance.now()) {
    this.#nowMs = nowMs;
  }

  /** HOT: once per delayed answer. */
  schedule(due: Due, delayMs: number): void {
    if (this.pendingCount === 0) this.#currentTick = Math.floor(this.#nowMs() / TICK_MS);
    this.pendingCount += 1;
    this.#place({ due, dueTick: Math.ceil((this.#nowMs() + delayMs) / TICK_MS) }); // W1: rounded up
    this.#timer ??= setInterval(() => this.turn(), TICK_MS);
  }

  /** Fires all that is due; public for tests, which drive it with a clock of their own. */
  turn(): void {
    const nowTick = Math.floor(this.#nowMs() / TICK_MS);
    while (this.#currentTick < nowTick && this.pendingCount > 0) this.#empty(++this.#currentTick);
    this.#currentTick = nowTick;
    if (this.pendingCount === 0) this.stop(); // W2
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #place(entry: Entry): void {
    const slotTick = Math.min(
      Math.max(entry.dueTick, this.#currentTick + 1),
      this.#currentTick + SLOT_COUNT - 1,
    );
    this.#slots[slotTick % SLOT_COUNT]?.push(entry);
  }

  #empty(tick: number): void {
    const index = tick % SLOT_COUNT;
    const entries = this.#slots[index];
    if (!entries || entries.length === 0) return;
    this.#slots[index] = [];
    for (const entry of entries) {
      if (entry.dueTick > tick) {
        this.#place(entry);
      } else {
        this.pendingCount -= 1;
        entry.due.fire();
      }
    }
  }
}
