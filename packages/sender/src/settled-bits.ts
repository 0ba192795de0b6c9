// One bit for each recipient of a batch: set when it has an outcome. Travels as base64 in ledger entries.
export class SettledBits {
  readonly #bytes: Uint8Array;
  readonly size: number;
  #count = 0;

  constructor(size: number, base64 = "") {
    this.size = size;
    this.#bytes = new Uint8Array(Math.ceil(size / 8));
    this.#bytes.set(Buffer.from(base64, "base64").subarray(0, this.#bytes.length));
    for (let i = 0; i < size; i++) if (this.has(i)) this.#count += 1;
  }

  get count(): number {
    return this.#count;
  }

  get isComplete(): boolean {
    return this.#count === this.size;
  }

  has(index: number): boolean {
    return ((this.#bytes[index >> 3] ?? 0) & (1 << (index & 7))) !== 0;
  }

  add(index: number): void {
    if (this.has(index)) return;
    this.#bytes[index >> 3] = (this.#bytes[index >> 3] ?? 0) | (1 << (index & 7));
    this.#count += 1;
  }

  toBase64(): string {
    return Buffer.from(this.#bytes).toString("base64");
  }
}
