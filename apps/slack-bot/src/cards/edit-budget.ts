// Slack lets a workspace's bot edit fifty messages a minute, all cards together. What a person did comes first.
const MINUTE_MS = 60_000;
const EDITS_PER_MINUTE = 45;
/** Kept back from progress, for changes of state. */
const RESERVED = 10;

export class EditBudget {
  readonly #nowMs: () => number;
  #tokens = EDITS_PER_MINUTE;
  #atMs: number;
  #blockedUntilMs = 0;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
    this.#atMs = nowMs();
  }

  /** False: not now. A change of state may use what progress may not. */
  take(kind: "progress" | "state"): boolean {
    this.#refill();
    if (this.#nowMs() < this.#blockedUntilMs) return false;
    if (this.#tokens < (kind === "state" ? 1 : RESERVED + 1)) return false;
    this.#tokens -= 1;
    return true;
  }

  /** Slack said so. */
  blockFor(seconds: number): void {
    this.#blockedUntilMs = Math.max(this.#blockedUntilMs, this.#nowMs() + seconds * 1_000);
  }

  /** How long progress of so many cards waits between two edits of one of them. */
  intervalMs(cards: number): number {
    const share = (EDITS_PER_MINUTE - RESERVED) / Math.max(1, cards);
    return Math.max(3_000, MINUTE_MS / share);
  }

  get left(): number {
    this.#refill();
    return Math.floor(this.#tokens);
  }

  #refill(): void {
    const nowMs = this.#nowMs();
    this.#tokens = Math.min(
      EDITS_PER_MINUTE,
      this.#tokens + ((nowMs - this.#atMs) * EDITS_PER_MINUTE) / MINUTE_MS,
    );
    this.#atMs = nowMs;
  }
}
