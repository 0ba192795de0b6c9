// The cells of rows that were already cut apart.
import { CsvError, parse } from "csv-parse/sync";

const CSV_OPTIONS = { relax_column_count: true, record_delimiter: ["\n", "\r\n"] };

/** @returns null when the quotes make no sense */
export function parseRecords(text: string): string[][] | null {
  try {
    return parse(text, CSV_OPTIONS);
  } catch (error) {
    if (error instanceof CsvError) return null;
    throw error;
  }
}

/** A file may open with a byte order mark. */
export function withoutMark(text: string, line: number | undefined): string {
  return line === 1 && text.startsWith("\uFEFF") ? text.slice(1) : text;
}
