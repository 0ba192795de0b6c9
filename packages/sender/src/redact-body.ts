// A body as the log may show it: redacted first, cut afterwards, so that no half of a secret is left at the edge.
import { MAX_LOGGED_BODY_BYTES } from "@sluice/schema";
import { REDACTED, redactLooks, redactText } from "./redact-text.ts";
import type { Mask } from "./secret-mask.ts";
import type { SensitiveNames } from "./sensitive-names.ts";

/** Of a larger body only the beginning is looked at. */
export const MAX_SEEN_CHARACTERS = 4 * MAX_LOGGED_BODY_BYTES;
const MAX_DEPTH = 32;
/** What may be the beginning of something that would have been hidden had it been whole, back to where a word begins. */
const LAST_CHARACTERS = 64;
const LONGEST_ADDRESS = 320;

export interface BodyRules {
  names: SensitiveNames;
  /** Asked once more at the end: escapes that were undone may have hidden a secret. */
  clean: Mask;
}

/** @param isWhole false when the body goes on beyond `text`. */
export function redactBody(text: string, isWhole: boolean, { names, clean }: BodyRules): string {
  const seen = text.slice(0, MAX_SEEN_CHARACTERS);
  const isAll = isWhole && seen.length === text.length;
  const json = isAll ? parseTree(seen) : null;
  const shown = json === null ? redactText(asText(seen, isAll), names) : redactTree(json, names);
  return cutBytes(escapeControls(clean(shown)), MAX_LOGGED_BODY_BYTES);
}

function parseTree(text: string): object | null {
  if (!/^\s*[[{]/.test(text)) return null;
  try {
    return JSON.parse(text) as object;
  } catch {
    return null;
  }
}

const redactTree = (tree: object, names: SensitiveNames): string =>
  JSON.stringify(redactValue(tree, names, 0));

function redactValue(value: unknown, names: SensitiveNames, depth: number): unknown {
  if (typeof value === "string") return redactText(value, names);
  if (typeof value === "number") return redactNumber(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth >= MAX_DEPTH) return "[too deep]";
  if (Array.isArray(value)) return value.map((item: unknown) => redactValue(item, names, depth + 1));
  const label = labelOf(value);
  const isPair = label !== null && names.isField(label);
  return Object.fromEntries(
    Object.entries(value).map(([name, part]: [string, unknown]) => [
      redactLooks(name),
      part !== null && (names.isField(name) || (isPair && name === "value"))
        ? REDACTED
        : redactValue(part, names, depth + 1),
    ]),
  );
}

/** `{"name": "email", "value": …}`: a pair written as an object. */
function labelOf(value: object): string | null {
  const label: unknown = Reflect.get(value, "name") ?? Reflect.get(value, "key");
  return typeof label === "string" ? label : null;
}

function redactNumber(value: number): unknown {
  const shown = redactLooks(String(value));
  return shown === String(value) ? value : shown;
}

/** Escapes are undone, so that `ada\u0040example.com` is seen; the ragged end of a cut text is taken away. */
function asText(text: string, isAll: boolean): string {
  const plain = text.replaceAll(/\\u00([2-7][0-9a-f])/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return isAll ? plain : plain.slice(0, raggedFrom(plain));
}

function raggedFrom(text: string): number {
  let end = Math.max(0, text.length - LAST_CHARACTERS);
  const least = Math.max(0, end - LONGEST_ADDRESS);
  while (end > least && !" \n\t\"'<>,;&".includes(text[end - 1] ?? "")) end -= 1;
  return end;
}

/** Terminals obey control characters, and Postgres stores no NUL. Line breaks and tabs stay. */
export function escapeControls(text: string): string {
  return text.toWellFormed().replaceAll(
    // oxlint-disable-next-line no-control-regex -- control characters are what it is about
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

export function cutBytes(text: string, maxBytes: number): string {
  if (text.length * 3 <= maxBytes) return text;
  const bytes = Buffer.from(text);
  if (bytes.length <= maxBytes) return text;
  return `${bytes
    .subarray(0, maxBytes - 3)
    .toString()
    .replace(/\ufffd+$/, "")}…`;
}
