// How far claims run ahead of sending: what leaves in about two writes. Wider, and more recipients are in doubt after a
// kill; narrower, and sending waits for the ledger.
const FIRST_CLAIM = 64;
const MIN_CLAIM_AHEAD = 16;
const MAX_CLAIM_AHEAD = 256;

export class ClaimWindow {
  #ahead = FIRST_CLAIM;
  #sentSinceWrite = 0;
  #isFirstWrite = true;

  sent(): void {
    this.#sentSinceWrite += 1;
  }

  /** Claims are short: less than half a window is left. */
  isShort(claimedAhead: number): boolean {
    return claimedAhead < this.#ahead / 2;
  }

  /** At each write. @returns how far to claim beyond the next recipient. */
  next(): number {
    if (!this.#isFirstWrite) {
      this.#ahead = Math.min(Math.max(this.#sentSinceWrite * 2, MIN_CLAIM_AHEAD), MAX_CLAIM_AHEAD);
    }
    this.#isFirstWrite = false;
    this.#sentSinceWrite = 0;
    return this.#ahead;
  }
}
