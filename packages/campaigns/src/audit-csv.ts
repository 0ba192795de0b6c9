// The audit log as a table for spreadsheets: one line an entry, oldest first, everything that its hash is made over, and the hash.
//
//   C1. RFC 4180: every value in quotes, quotes doubled, lines ended by CR LF.
//   C2. No value is a formula: one that begins as spreadsheets know formulas gets an apostrophe in front, which they show as text.
import type { AuditEntry } from "./ports.ts";

export interface ChainedAuditEntry extends AuditEntry {
  chain_no: number | null;
  hash: string | null;
}

const COLUMNS = [
  "chain_no",
  "at",
  "action",
  "actor",
  "source",
  "campaign_id",
  "run_id",
  "detail",
  "audit_id",
  "hash",
] as const satisfies ReadonlyArray<keyof ChainedAuditEntry>;

export const AUDIT_CSV_HEAD = lineOf(COLUMNS);

export const auditCsvLine = (entry: ChainedAuditEntry): string =>
  lineOf(COLUMNS.map((column) => textOf(entry[column])));

function textOf(value: ChainedAuditEntry[keyof ChainedAuditEntry]): string {
  if (value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** C1 */
function lineOf(values: readonly string[]): string {
  return `${values.map((value) => `"${harmless(value).replaceAll('"', '""')}"`).join(",")}\r\n`;
}

/** C2 */
function harmless(value: string): string {
  return /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
}
