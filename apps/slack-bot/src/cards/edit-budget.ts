// Slack lets a workspace's bot edit fifty messages a minute, all cards together. What a person did comes first.
//
//   E1. In no sixty seconds are there more than 45 edits, wherever they begin; ten of them are kept for changes of state.
const MINUTE_MS = 60_000;
const EDITS_PER_MINUTE = 45;
/** Kept back from progress, for changes of state. */
const RESERVED = 10;
const LEAST_INTERVAL_MS = 3_000;

export class EditBudget {
  readonly #nowMs: () => number;
  /** Of the last minute, the oldest first. */
  readonly #takenAtMs: number[] = [];
  #blockedUntilMs = 0;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** False: not now. A change of state may use what progress may not. */
  take(kind: "progress" | "state"): boolean {
    const nowMs = this.#nowMs();
    if (nowMs < this.#blockedUntilMs || this.left <= (kind === "state" ? 0 : RESERVED)) return false;
    this.#takenAtMs.push(nowMs);
    return true;
  }

  /** Slack said so. */
  blockFor(seconds: number): void {
    this.#blockedUntilMs = Math.max(this.#blockedUntilMs, this.#nowMs() + seconds * 1_000);
  }

  /** How long progress of so many cards waits between two edits of one of them. */
  intervalMs(cards: number): number {
    const share = (EDITS_PER_MINUTE - RESERVED) / Math.max(1, cards);
    return Math.max(LEAST_INTERVAL_MS, MINUTE_MS / share);
  }

  get left(): number {
    const since = this.#nowMs() - MINUTE_MS;
    while ((this.#takenAtMs[0] ?? Infinity) <= since) this.#takenAtMs.shift();
    return EDITS_PER_MINUTE - this.#takenAtMs.length;
  }
}
