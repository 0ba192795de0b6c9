// Blocks of a file in, rows out to a format. Holds at most one unfinished row between blocks.
//
//   B1. A row that cannot be read costs that row: reading goes on at the next line.
//   B2. After a quote that is never closed, or is followed by something else than a separator, reading goes on at
//       the line after the one in which that row began: the lines it swallowed are rows of their own.
//   B3. Bytes that are not UTF-8 are never replaced; their row is rejected.
import { isUtf8 } from "node:buffer";
import { MAX_ROW_BYTES } from "./row-limits.ts";
import { RowScanner } from "./row-scanner.ts";

export interface RawRow {
  /** Counts from 1; where the row begins. */
  line: number;
  start: number;
  /** Offset of the newline or of the end of the file. */
  end: number;
}

export interface RowFormat {
  readonly hasQuotes: boolean;
  /** Reads a row; false when its quotes make no sense. */
  readRow(text: string, line: number): boolean;
  /** Reads many rows at once when it can, which is faster. False: nothing was done, read them one by one. */
  readRows(text: string, rows: readonly RawRow[]): boolean;
  reject(line: number, reason: string): void;
}

export class RowReader {
  readonly #format: RowFormat;
  #rest: Buffer = Buffer.alloc(0);
  #line = 1;
  /** Inside a line that is too long, up to its newline. */
  #isSkipping = false;

  constructor(format: RowFormat) {
    this.#format = format;
  }

  push(block: Buffer): void {
    this.#read(this.#rest.length === 0 ? block : Buffer.concat([this.#rest, block]), false);
  }

  end(): void {
    this.#read(this.#rest, true);
  }

  #read(bytes: Buffer, isLast: boolean): void {
    const scanner = new RowScanner(bytes, { hasQuotes: this.#format.hasQuotes, isLast });
    const begin = this.#isSkipping ? this.#skipLine(bytes, 0) : 0;
    const position = this.#readTogether(bytes, scanner, begin);
    this.#rest = bytes.subarray(this.#readSingly(bytes, scanner, position));
  }

  /** @returns where reading goes on */
  #readTogether(bytes: Buffer, scanner: RowScanner, begin: number): number {
    const rows: RawRow[] = [];
    let position = begin;
    let line = this.#line;
    while (position < bytes.length) {
      const row = scanner.findEnd(position);
      if (row.kind !== "complete") break;
      rows.push({ line, start: position, end: row.end });
      line += row.lineCount;
      position = row.end + 1;
    }
    const block = bytes.subarray(begin, position);
    if (rows.length === 0 || !isUtf8(block) || !this.#format.readRows(block.toString(), rows)) return begin;
    this.#line = line;
    return position;
  }

  /** @returns where the unfinished row begins */
  #readSingly(bytes: Buffer, scanner: RowScanner, begin: number): number {
    let position = begin;
    while (position < bytes.length) {
      const row = scanner.findEnd(position);
      if (row.kind === "incomplete") break;
      if (row.kind === "complete") {
        position = this.#readOne(bytes, { line: this.#line, start: position, end: row.end }, row.lineCount);
      } else if (row.kind === "quote_open") {
        position = this.#giveUpLine(row.end, "a quote is opened and never closed");
      } else {
        this.#format.reject(this.#line, `the row is longer than ${MAX_ROW_BYTES} bytes`);
        position = this.#skipLine(bytes, row.end ?? bytes.length);
      }
    }
    return Math.min(position, bytes.length);
  }

  /** @returns where the next row begins */
  #readOne(bytes: Buffer, { line, start, end }: RawRow, lineCount: number): number {
    const row = bytes.subarray(start, end + 1); // with its newline, which tells CRLF from a stray CR
    if (isUtf8(row) && !this.#format.readRow(row.toString(), line)) {
      const firstNewline = bytes.indexOf("\n", start);
      const firstEnd = firstNewline < 0 ? end : Math.min(firstNewline, end);
      return this.#giveUpLine(
        firstEnd,
        "a quote stands inside a value, or something follows a closing quote",
      );
    }
    if (!isUtf8(row)) this.#format.reject(line, "the row is not valid UTF-8");
    this.#line += lineCount;
    return end + 1;
  }

  #giveUpLine(end: number, reason: string): number {
    this.#format.reject(this.#line, reason);
    this.#line += 1;
    return end + 1;
  }

  #skipLine(bytes: Buffer, from: number): number {
    const newline = bytes.indexOf("\n", from);
    this.#isSkipping = newline < 0;
    if (newline < 0) return bytes.length;
    this.#line += 1;
    return newline + 1;
  }
}
