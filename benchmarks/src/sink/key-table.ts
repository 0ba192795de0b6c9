// What the sink remembers of each Idempotency-Key: how many requests, how many answered 2xx, the last status.
// Open addressing over typed arrays: 16 bytes a slot, 32 to 64 MB at 1,000,000 keys, and nothing for the collector to walk.
import type { KeyHash } from "./key-hash.ts";

export interface KeyCounts {
  requestCount: number;
  deliveredCount: number;
  lastStatus: number;
}

/** Grown at this load: beyond it, linear probing gets slow. */
const MAX_LOAD = 0.7;
const LARGEST_COUNT = 0xffff;

export class KeyTable {
  size = 0;
  /** Keys that were answered 2xx more than once. */
  deliveredTwiceCount = 0;
  #capacity: number;
  #lows: Uint32Array;
  #highs: Uint32Array;
  #requests: Uint16Array;
  #delivered: Uint16Array;
  #statuses: Uint16Array;

  constructor(capacity = 1 << 16) {
    this.#capacity = capacity;
    this.#lows = new Uint32Array(capacity);
    this.#highs = new Uint32Array(capacity);
    this.#requests = new Uint16Array(capacity);
    this.#delivered = new Uint16Array(capacity);
    this.#statuses = new Uint16Array(capacity);
  }

  /** HOT: once per request. */
  countRequest(key: KeyHash): void {
    if (this.size > this.#capacity * MAX_LOAD) this.#grow();
    const slot = this.#slotOf(key.low, key.high);
    if (this.#requests[slot] === 0) {
      this.size += 1;
      this.#lows[slot] = key.low;
      this.#highs[slot] = key.high;
    }
    this.#requests[slot] = Math.min(LARGEST_COUNT, (this.#requests[slot] ?? 0) + 1);
  }

  /** HOT: once per answered request; its `countRequest` came before. */
  countAnswer(low: number, high: number, status: number): void {
    const slot = this.#slotOf(low, high);
    this.#statuses[slot] = status;
    if (status < 200 || status > 299) return;
    const delivered = (this.#delivered[slot] ?? 0) + 1;
    if (delivered === 2) this.deliveredTwiceCount += 1;
    this.#delivered[slot] = Math.min(LARGEST_COUNT, delivered);
  }

  lookUp({ low, high }: KeyHash): KeyCounts {
    const slot = this.#slotOf(low, high);
    return {
      requestCount: this.#requests[slot] ?? 0,
      deliveredCount: this.#delivered[slot] ?? 0,
      lastStatus: this.#statuses[slot] ?? 0,
    };
  }

  /** The slot that holds the key, or the free one where it belongs. A slot is free while it has no request. */
  #slotOf(low: number, high: number): number {
    const mask = this.#capacity - 1;
    let slot = low & mask;
    while (this.#requests[slot] !== 0 && (this.#lows[slot] !== low || this.#highs[slot] !== high)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  #grow(): void {
    const larger = new KeyTable(this.#capacity * 2);
    for (let from = 0; from < this.#capacity; from++) {
      if (this.#requests[from] === 0) continue;
      const to = larger.#slotOf(this.#lows[from] ?? 0, this.#highs[from] ?? 0);
      larger.#lows[to] = this.#lows[from] ?? 0;
      larger.#highs[to] = this.#highs[from] ?? 0;
      larger.#requests[to] = this.#requests[from] ?? 0;
      larger.#delivered[to] = this.#delivered[from] ?? 0;
      larger.#statuses[to] = this.#statuses[from] ?? 0;
    }
    this.#capacity = larger.#capacity;
    this.#lows = larger.#lows;
    this.#highs = larger.#highs;
    this.#requests = larger.#requests;
    this.#delivered = larger.#delivered;
    this.#statuses = larger.#statuses;
  }
}
