// Finds where a row ends, in bytes, before anything is decoded.
//
//   R1. A row ends at a newline outside quotes. An even number of quotes before it means outside: a quote inside a
//       quoted field is doubled.
//   R2. A row longer than MAX_ROW_BYTES is never waited for, and how the file was cut into blocks does not change
//       where rows end.
import { MAX_ROW_BYTES } from "./row-limits.ts";

const NEWLINE = 0x0a;
const QUOTE = 0x22;

/** `end` is the offset of the newline that ends the row, or of the end of the file. */
export type RowEnd =
  | { kind: "complete"; end: number; lineCount: number }
  | { kind: "incomplete" }
  /** Quotes were never closed. `end` is that of the row's first line. */
  | { kind: "quote_open"; end: number }
  /** One line beyond MAX_ROW_BYTES. `end` is null while its newline is not in sight. */
  | { kind: "too_long"; end: number | null };

export interface RowScannerOptions {
  /** False for formats in which a newline always ends the row. */
  hasQuotes: boolean;
  /** Nothing follows these bytes: what is left over is a row. */
  isLast: boolean;
}

export class RowScanner {
  readonly #bytes: Buffer;
  readonly #isLast: boolean;
  /** No quote stands between `#searchedFrom` and `#nextQuote`: spares a search per row in files with few quotes. */
  #searchedFrom = 0;
  #nextQuote: number;

  constructor(bytes: Buffer, { hasQuotes, isLast }: RowScannerOptions) {
    this.#bytes = bytes;
    this.#isLast = isLast;
    this.#nextQuote = hasQuotes ? -1 : bytes.length;
  }

  /** HOT: once per row. */
  findEnd(start: number): RowEnd {
    let quotes = 0;
    let firstEnd: number | null = null;
    let position = start;
    for (let lineCount = 1; ; lineCount++) {
      const newline = this.#bytes.indexOf(NEWLINE, position);
      const end = newline < 0 ? this.#bytes.length : newline;
      if (end - start > MAX_ROW_BYTES) return overlong(start, firstEnd, newline);
      quotes += this.#countQuotes(position, end);
      const isEnded = newline >= 0 || this.#isLast;
      if (isEnded && quotes % 2 === 0) return { kind: "complete", end, lineCount };
      if (!isEnded) return { kind: "incomplete" };
      firstEnd ??= end;
      if (newline < 0) return { kind: "quote_open", end: firstEnd };
      position = newline + 1;
    }
  }

  #countQuotes(from: number, to: number): number {
    let count = 0;
    for (let at = this.#quoteAtOrAfter(from); at < to; at = this.#quoteAtOrAfter(at + 1)) count += 1;
    return count;
  }

  #quoteAtOrAfter(from: number): number {
    if (from >= this.#searchedFrom && from <= this.#nextQuote) return this.#nextQuote;
    const found = this.#bytes.indexOf(QUOTE, from);
    this.#searchedFrom = from;
    this.#nextQuote = found < 0 ? this.#bytes.length : found;
    return this.#nextQuote;
  }
}

function overlong(start: number, firstEnd: number | null, newline: number): RowEnd {
  if (firstEnd !== null && firstEnd - start <= MAX_ROW_BYTES) return { kind: "quote_open", end: firstEnd };
  return { kind: "too_long", end: newline < 0 ? null : newline };
}
