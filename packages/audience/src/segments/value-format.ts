// Rows → values of one column.
import { MAX_ATTRIBUTE_VALUE_LENGTH } from "@sluice/schema";
import { cellValue } from "../import/cell-value.ts";
import { userIdIssue } from "../import/check-user.ts";
import { parseRecords, withoutMark } from "../import/csv-records.ts";
import type { RawRow, RowFormat } from "../import/row-reader.ts";
import { isStorableText } from "../storable-text.ts";

/** user_id: the unique id of a user. Anything else is the type of an attribute. */
export type ValueType = "user_id" | "string" | "double";

export interface ValueColumn {
  /** Names of the column, any case; a first line that has one of them is a header. */
  columns: readonly string[];
  type: ValueType;
}

export class ValueFormat implements RowFormat {
  readonly hasQuotes = true;
  readonly #columns: ReadonlySet<string>;
  readonly #type: ValueType;
  /** null: nothing was read yet. */
  #columnIndex: number | null = null;
  #values: string[] = [];
  #found = 0;

  constructor({ columns, type }: ValueColumn) {
    this.#columns = new Set(columns.map((name) => name.toLowerCase()));
    this.#type = type;
  }

  get hasBegun(): boolean {
    return this.#columnIndex !== null;
  }

  get found(): number {
    return this.#found;
  }

  take(): { values: string[]; found: number } {
    const taken = { values: this.#values, found: this.#found };
    this.#values = [];
    this.#found = 0;
    return taken;
  }

  readRows(text: string, rows: readonly RawRow[]): boolean {
    const records = parseRecords(withoutMark(text, rows[0]?.line));
    if (records?.length !== rows.length) return false;
    for (const cells of records) this.#readCells(cells);
    return true;
  }

  readRow(text: string, line: number): boolean {
    const records = parseRecords(withoutMark(text, line));
    if (records === null || records.length > 1) return false;
    this.#readCells(records[0] ?? []);
    return true;
  }

  reject(): void {
    this.#found += 1;
  }

  #readCells(cells: readonly string[]): void {
    if (cells.length === 0 || (cells.length === 1 && cells[0] === "")) return; // a blank line
    if (this.#columnIndex === null && this.#isHeader(cells)) return;
    this.#found += 1;
    const value = usableValue(cells[this.#columnIndex ?? 0]?.trim() ?? "", this.#type);
    if (value !== null) this.#values.push(value);
  }

  #isHeader(cells: readonly string[]): boolean {
    const index = cells.findIndex((cell) => this.#columns.has(cell.trim().toLowerCase()));
    this.#columnIndex = Math.max(0, index);
    return index >= 0;
  }
}

function usableValue(text: string, type: ValueType): string | null {
  if (text === "") return null;
  if (type === "user_id") return userIdIssue(text) === null ? text : null;
  if (type === "double") {
    const number = cellValue(text, "double");
    return typeof number === "number" && Number.isFinite(number) ? String(number) : null;
  }
  return text.length <= MAX_ATTRIBUTE_VALUE_LENGTH && isStorableText(text) ? text : null;
}
