// CSV rows → users. csv-parse reads the cells; the rows are cut before (row-scanner.ts), so that one bad row stays one.
import type { User } from "@sluice/schema";
import { cellValue } from "./cell-value.ts";
import { attributeValueIssue, userIdIssue } from "./check-user.ts";
import { type CsvColumn, type CsvHeader, invalidHeader, readCsvHeader } from "./csv-header.ts";
import { parseRecords, withoutMark } from "./csv-records.ts";
import type { RawRow, RowFormat } from "./row-reader.ts";
import type { RowSink } from "./user-chunk.ts";

export class CsvFormat implements RowFormat {
  readonly hasQuotes = true;
  readonly #idColumn: string;
  readonly #sink: RowSink;
  #header: CsvHeader | null = null;

  constructor(idColumn: string, sink: RowSink) {
    this.#idColumn = idColumn;
    this.#sink = sink;
  }

  get hasBegun(): boolean {
    return this.#header !== null;
  }

  readRows(text: string, rows: readonly RawRow[]): boolean {
    const records = parseRecords(withoutMark(text, rows[0]?.line));
    if (records?.length !== rows.length) return false;
    records.forEach((cells, index) => this.#readCells(cells, rows[index]?.line ?? 0));
    return true;
  }

  readRow(text: string, line: number): boolean {
    const records = parseRecords(withoutMark(text, line));
    if (records === null || records.length > 1) return false;
    this.#readCells(records[0] ?? [], line);
    return true;
  }

  reject(line: number, reason: string): void {
    if (this.#header === null) throw invalidHeader([reason]);
    this.#sink.reject(line, reason);
  }

  #readCells(cells: readonly string[], line: number): void {
    if (cells.length === 0 || (cells.length === 1 && cells[0] === "")) return; // a blank line
    if (this.#header === null) {
      this.#header = readCsvHeader(cells, this.#idColumn);
      return;
    }
    const read = readUser(cells, this.#header);
    if (typeof read === "string") this.#sink.reject(line, read);
    else this.#sink.accept(read);
  }
}

/** HOT: once per row. @returns the reason when the row is no user */
function readUser(cells: readonly string[], { columns, idIndex }: CsvHeader): User | string {
  if (cells.length !== columns.length) {
    return `the row has ${cells.length} columns, the header has ${columns.length}`;
  }
  const userId = cells[idIndex] ?? "";
  const idIssue = userIdIssue(userId);
  if (idIssue !== null) return idIssue;
  const attributes: User["attributes"] = {};
  for (let index = 0; index < columns.length; index++) {
    const column = columns[index];
    const text = cells[index];
    if (index === idIndex || column === undefined || text === undefined || text === "") continue;
    const issue = setAttribute(attributes, column, text);
    if (issue !== null) return issue;
  }
  return { user_id: userId, attributes };
}

function setAttribute(
  attributes: User["attributes"],
  { name, type }: CsvColumn,
  text: string,
): string | null {
  const value = cellValue(text, type);
  if (value === null) return `"${name}" is not a ${type}: ${JSON.stringify(text.slice(0, 40))}`;
  const issue = attributeValueIssue(name, value);
  if (issue === null) attributes[name] = value;
  return issue;
}
