// How far claims run ahead of sending: what is passed (sent, or ended without a request) in CLAIM_AHEAD_MS at the
// present rate, about two writes. Wider, and more recipients are in doubt after a kill; narrower, and sending waits for
// the ledger, or the ledger is written for claims alone (14 writes for 500 recipients when the window did not follow the
// rate, 5 when each batch found the rate out for itself, 3 since it begins with what the run's batches before it found;
// a campaign to 10,000, of twenty batches, 69 until its first ones began with what the run before it found at the same origin,
// and 56 since).
const CLAIM_AHEAD_MS = 200;
const FIRST_CLAIM = 64;
const MIN_CLAIM_AHEAD = 16;
const MAX_CLAIM_AHEAD = 512;

const MAX_ORIGINS = 100;
const MINUTE_MS = 60_000;

/** What the passes of one run in one thread know of its rate: how far the last of them claimed ahead. */
export class ClaimPace {
  ahead = FIRST_CLAIM;
}

/** Of one thread. */
export class ClaimPaces {
  readonly #ofOrigins = new Map<string, ClaimPace>();

  /** A run's, which begins with what the run before it found at the same origin, as far as its own request limit lets it. */
  begin(workspaceId: string, origin: string, requestsPerMinute?: number): ClaimPace {
    const key = `${workspaceId} ${origin}`;
    const before = this.#ofOrigins.get(key)?.ahead ?? FIRST_CLAIM;
    const pace = new ClaimPace();
    pace.ahead =
      requestsPerMinute === undefined ? before : Math.min(before, aheadAt(requestsPerMinute / MINUTE_MS));
    this.#remember(key, pace);
    return pace;
  }

  #remember(key: string, pace: ClaimPace): void {
    this.#ofOrigins.delete(key);
    const [oldest] = this.#ofOrigins.keys();
    if (this.#ofOrigins.size >= MAX_ORIGINS && oldest !== undefined) this.#ofOrigins.delete(oldest);
    this.#ofOrigins.set(key, pace);
  }
}

export class ClaimWindow {
  readonly #pace: ClaimPace;
  #ahead: number;
  #passedSinceWrite = 0;
  #lastWriteMs: number | undefined;

  constructor(pace = new ClaimPace()) {
    this.#pace = pace;
    this.#ahead = pace.ahead;
  }

  passed(): void {
    this.#passedSinceWrite += 1;
  }

  /** Claims are short: less than half a window is left. */
  isShort(claimedAhead: number): boolean {
    return claimedAhead < this.#ahead / 2;
  }

  /** At each write. @returns how far to claim beyond the next recipient. */
  next(nowMs: number): number {
    if (this.#lastWriteMs !== undefined && this.#passedSinceWrite > 0) {
      const ratePerMs = this.#passedSinceWrite / Math.max(1, nowMs - this.#lastWriteMs);
      this.#ahead = aheadAt(ratePerMs);
      this.#pace.ahead = this.#ahead;
    }
    this.#lastWriteMs = nowMs;
    this.#passedSinceWrite = 0;
    return this.#ahead;
  }
}

const aheadAt = (ratePerMs: number): number =>
  Math.min(Math.max(Math.ceil(ratePerMs * CLAIM_AHEAD_MS), MIN_CLAIM_AHEAD), MAX_CLAIM_AHEAD);
