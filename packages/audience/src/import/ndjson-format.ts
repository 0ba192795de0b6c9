// NDJSON rows → users: one flat JSON object per line, which keeps its types. `null` is the same as no attribute.
import { type AttributeValue, MAX_ATTRIBUTES_PER_USER, type User } from "@sluice/schema";
import { attributeListIssue, attributeNameIssue, attributeValueIssue, userIdIssue } from "./check-user.ts";
import type { RawRow, RowFormat } from "./row-reader.ts";
import type { RowSink } from "./user-chunk.ts";

/** Names that were found good are not checked again, up to this many. */
const MAX_KNOWN_NAMES = 10_000;

export class NdjsonFormat implements RowFormat {
  readonly hasQuotes = false;
  readonly #idColumn: string;
  readonly #sink: RowSink;
  readonly #knownNames = new Set<string>();
  #hasBegun = false;

  constructor(idColumn: string, sink: RowSink) {
    this.#idColumn = idColumn;
    this.#sink = sink;
  }

  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  readRows(text: string, rows: readonly RawRow[]): boolean {
    const lines = text.split("\n");
    rows.forEach(({ line }, index) => this.readRow(lines[index] ?? "", line));
    return true;
  }

  readRow(text: string, line: number): true {
    const json = (line === 1 && text.startsWith("\uFEFF") ? text.slice(1) : text).trim();
    if (json === "") return true;
    this.#hasBegun = true;
    const read = this.#readUser(json);
    if (typeof read === "string") this.#sink.reject(line, read);
    else this.#sink.accept(read);
    return true;
  }

  reject(line: number, reason: string): void {
    this.#hasBegun = true;
    this.#sink.reject(line, reason);
  }

  /** HOT: once per row. @returns the reason when the row is no user */
  #readUser(json: string): User | string {
    const row = parseObject(json);
    if (row === null) return "the row is not a JSON object";
    const id = Object.hasOwn(row, this.#idColumn) ? row[this.#idColumn] : undefined;
    const userId = toUserId(id);
    if (userId === null) return `there is no user id: "${this.#idColumn}" must be a string or a whole number`;
    const idIssue = userIdIssue(userId);
    if (idIssue !== null) return idIssue;
    const attributes = this.#readAttributes(row);
    return typeof attributes === "string" ? attributes : { user_id: userId, attributes };
  }

  #readAttributes(row: Record<string, unknown>): User["attributes"] | string {
    const names = Object.keys(row);
    // One key is the id.
    if (names.length - 1 > MAX_ATTRIBUTES_PER_USER) {
      return `the row has ${names.length - 1} attributes; at most ${MAX_ATTRIBUTES_PER_USER} are possible`;
    }
    const attributes: User["attributes"] = {};
    for (const name of names) {
      const value = row[name];
      if (name === this.#idColumn || value === null) continue;
      const issue = this.#nameIssue(name) ?? valueIssue(name, value);
      if (issue !== null) return issue;
      attributes[name] = value as AttributeValue; // valueIssue has looked
    }
    return attributes;
  }

  #nameIssue(name: string): string | null {
    if (this.#knownNames.has(name)) return null;
    const issue = attributeNameIssue(name);
    if (issue === null && this.#knownNames.size < MAX_KNOWN_NAMES) this.#knownNames.add(name);
    return issue;
  }
}

function parseObject(json: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(json);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function toUserId(id: unknown): string | null {
  if (typeof id === "string") return id;
  return Number.isSafeInteger(id) ? String(id) : null;
}

function valueIssue(name: string, value: unknown): string | null {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    return attributeValueIssue(name, value);
  }
  if (Array.isArray(value)) return attributeListIssue(name, value);
  return `"${name}" is an object; an attribute is a string, a number, true or false, or a list of them`;
}
