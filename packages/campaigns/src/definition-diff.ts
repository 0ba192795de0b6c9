// What changed between two versions, field by field, for people who review it.
//
//   V1. Every entry is one value: a part that came or went is told by each of its fields.
//   V2. At most MAX_CHANGES entries, and of a long text the beginning; `isCut` says that there is more.
import type { CampaignDefinition } from "@sluice/schema";

export interface FieldChange {
  /** Dotted path, as in problems. */
  path: string;
  /** null: was not there. */
  before: unknown;
  /** null: is gone. */
  after: unknown;
}

export interface DefinitionDiff {
  changes: FieldChange[];
  isCut: boolean;
}

const MAX_CHANGES = 500;
const MAX_TEXT_LENGTH = 2_000;

/** @param before null: nothing; everything is new. */
export function definitionDiff(before: CampaignDefinition | null, after: CampaignDefinition): DefinitionDiff {
  const was = valuesOf(before ?? {});
  const is = valuesOf(after);
  const changes = [...new Set([...is.keys(), ...was.keys()])]
    .filter((path) => JSON.stringify(was.get(path)) !== JSON.stringify(is.get(path)))
    .map((path) => ({ path, before: shown(was.get(path)), after: shown(is.get(path)) }));
  return { changes: changes.slice(0, MAX_CHANGES), isCut: changes.length > MAX_CHANGES };
}

/** Every value that holds no other, by its path; an empty list or object is such a value (V1). */
function valuesOf(whole: object): Map<string, unknown> {
  const values = new Map<string, unknown>();
  const walk = (value: unknown, path: string): void => {
    const parts = typeof value === "object" && value !== null ? Object.entries(value) : [];
    if (parts.length === 0) values.set(path, value);
    for (const [key, part] of parts) walk(part, joined(path, key, Array.isArray(value)));
  };
  for (const [name, part] of Object.entries(whole)) walk(part, name);
  return values;
}

const joined = (path: string, key: string, isList: boolean): string =>
  isList ? `${path}[${key}]` : `${path}.${key}`;

function shown(value: unknown): unknown {
  if (value === undefined) return null;
  if (typeof value !== "string" || value.length <= MAX_TEXT_LENGTH) return value;
  return `${value.slice(0, MAX_TEXT_LENGTH)}… (${value.length} characters)`; // V2
}
