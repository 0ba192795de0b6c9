// The first row of a CSV file: which column is the id, and what each other column is called and holds.
import { AttributeDataType, MAX_ATTRIBUTES_PER_USER } from "@sluice/schema";
import { AudienceError } from "../audience-error.ts";
import { attributeNameIssue } from "./check-user.ts";

export interface CsvColumn {
  name: string;
  type: AttributeDataType;
}

export interface CsvHeader {
  columns: readonly CsvColumn[];
  idIndex: number;
}

/**
 * @param cells each `name` (a string column) or `name:string|double|bool|datetime`
 * @throws AudienceError INVALID_HEADER, naming everything that is wrong
 */
export function readCsvHeader(cells: readonly string[], idColumn: string): CsvHeader {
  const issues: string[] = [];
  const columns = cells.map((cell) => readColumn(cell, issues));
  const idIndex = columns.findIndex(({ name }) => name === idColumn);
  if (idIndex < 0) issues.push(`there is no column "${idColumn}" for the user id`);
  reportNames(columns, idColumn, issues);
  if (columns.length - 1 > MAX_ATTRIBUTES_PER_USER) {
    issues.push(`there are ${columns.length - 1} attributes; a user has at most ${MAX_ATTRIBUTES_PER_USER}`);
  }
  if (issues.length > 0) throw invalidHeader(issues);
  return { columns, idIndex };
}

export function invalidHeader(issues: readonly string[]): AudienceError {
  const shown = issues.slice(0, 10).join("; ");
  return new AudienceError(
    "INVALID_HEADER",
    `the header row cannot be used: ${shown}. Nothing was imported.`,
  );
}

function readColumn(cell: string, issues: string[]): CsvColumn {
  const colon = cell.lastIndexOf(":");
  if (colon < 0) return { name: cell.trim(), type: "string" };
  const name = cell.slice(0, colon).trim();
  const type = AttributeDataType.safeParse(cell.slice(colon + 1).trim());
  if (type.success) return { name, type: type.data };
  const known = AttributeDataType.options.join(", ");
  issues.push(`"${cell.slice(0, 60)}" has an unknown type after the colon; use ${known}`);
  return { name, type: "string" };
}

function reportNames(columns: readonly CsvColumn[], idColumn: string, issues: string[]): void {
  const seen = new Set<string>();
  for (const { name } of columns) {
    const issue = name === idColumn ? null : attributeNameIssue(name);
    if (issue !== null) issues.push(issue);
    if (seen.has(name)) issues.push(`the column "${name}" appears twice`);
    seen.add(name);
  }
}
