// What approval is bound to: the same definition has the same hash, however its keys are ordered.
import { hash } from "node:crypto";
import type { CampaignDefinition } from "@sluice/schema";

/** sha256, hexadecimal, of the definition as canonical JSON: keys sorted, undefined left out. */
export const contentHash = (definition: CampaignDefinition): string =>
  hash("sha256", canonicalJson(definition) ?? "", "hex");

/** Written by hand: `JSON.stringify` of sorted copies takes twice as long, with a replacer four times. */
function canonicalJson(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((part) => canonicalJson(part) ?? "null").join(",")}]`;
  return objectJson(value as Record<string, unknown>);
}

function objectJson(value: Record<string, unknown>): string {
  let text = "";
  for (const key of inOrder(Object.keys(value))) {
    const part = canonicalJson(value[key]);
    if (part === undefined) continue;
    text += `${text === "" ? "" : ","}${JSON.stringify(key)}:${part}`;
  }
  return `{${text}}`;
}

const ARRAY_INDEX = /^(?:0|[1-9]\d{0,9})$/;
const MAX_ARRAY_INDEX = 2 ** 32 - 2;
const isArrayIndex = (key: string): boolean => ARRAY_INDEX.test(key) && Number(key) <= MAX_ARRAY_INDEX;

/** Keys like numbers lead, by their value, as in every object of the language; the others by their code units. */
function inOrder(keys: string[]): string[] {
  keys.sort();
  if (!keys.some(isArrayIndex)) return keys;
  const indices = keys.filter(isArrayIndex).sort((a, b) => Number(a) - Number(b));
  return [...indices, ...keys.filter((key) => !isArrayIndex(key))];
}
