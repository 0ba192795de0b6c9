// A column that grows by one value at a time. HOT: nothing but a comparison while all values are equal.
import type { Column } from "@sluice/schema";

export class GrowingColumn<T extends string | number> {
  /** Of all values, until one differs. */
  #value: T | undefined;
  /** null until one differs. */
  #values: T[] | null = null;
  #count = 0;

  push(value: T): void {
    this.#count += 1;
    if (this.#values !== null) this.#values.push(value);
    else if (this.#count === 1) this.#value = value;
    else if (value !== this.#value) this.#spread(value);
  }

  /** What has gathered since the last call. */
  take(): Column<T> {
    const taken: Column<T> | undefined = this.#values ?? this.#value;
    this.#value = undefined;
    this.#values = null;
    this.#count = 0;
    return taken === undefined ? [] : taken;
  }

  #spread(next: T): void {
    this.#values = Array.from({ length: this.#count }, () => this.#value ?? next);
    this.#values[this.#count - 1] = next;
  }
}
