// How many places each of them has, a run or an origin, and when something of it last moved.
interface Places {
  taken: number;
  /** When the first of them was taken, or one was last freed. */
  movedAtMs: number;
}

export class PlaceCounts {
  readonly #byKey = new Map<string, Places>();
  readonly #monotonicMs: () => number;

  constructor(monotonicMs: () => number) {
    this.#monotonicMs = monotonicMs;
  }

  takenBy(key: string): number {
    return this.#byKey.get(key)?.taken ?? 0;
  }

  /** For how long none of its places was freed; below 0 for one that has none. */
  stillForMs(key: string): number {
    return this.#monotonicMs() - (this.#byKey.get(key)?.movedAtMs ?? Infinity);
  }

  take(key: string, count: number): void {
    const places = this.#byKey.get(key) ?? { taken: 0, movedAtMs: this.#monotonicMs() };
    places.taken += count;
    this.#byKey.set(key, places);
  }

  /** One that has freed all of its places is forgotten: its next one begins anew. */
  free(key: string, count: number): void {
    const places = this.#byKey.get(key);
    if (places === undefined) return;
    places.taken -= count;
    places.movedAtMs = this.#monotonicMs();
    if (places.taken <= 0) this.#byKey.delete(key);
  }
}
