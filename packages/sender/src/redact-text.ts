// What is hidden in any text, whatever stands around it: by the look of the text, and by names in front of values.
//
//   T1. Too much is hidden rather than too little: a long order number looks like a telephone number.
//   T2. Every pattern has bounded repetitions: hostile text costs no more than ordinary text.
import type { SensitiveNames } from "./sensitive-names.ts";

export const REDACTED = "[redacted]";

/** `https://user:secret@host`: the host stays readable. */
const URL_CREDENTIALS = /([a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/?#@"']{1,512}@/gi;
const TOKENS: ReadonlyArray<[RegExp, string]> = [
  [/\b(Bearer|Basic|Token)(?:\s|%20|\+){1,4}[\w.~+/=-]{6,}/gi, "$1 [token]"],
  [/\beyJ[\w-]{4,}(?:\.[\w-]*){1,4}/g, "[token]"],
  [/\bwh(?:sec|sk|pk)_[\w+/=-]+/g, "[token]"],
  [/\b(?:sk|pk|rk)_(?:live|test)_\w+/g, "[token]"],
];
const EMAIL = /[^\s@"'<>()[\]{},;:=&?#/\\|]{1,64}(?:@|%40)[\p{L}\p{N}.-]{1,253}/giu;
/** UUIDs and times stay: whoever searches needs them, and they tell nothing of a person. */
const KEPT = String.raw`[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:[0-2]\d|3[01])(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\d-])`;
/** Telephone and card numbers: 9 to 19 digits, grouped as people do. */
const LONG_NUMBER = String.raw`(?:\+|%2B)?\(?\d(?:(?:[ ()./-]{0,2}|%20)\d){8,18}`;
const NUMBERS = new RegExp(`(${KEPT})|(?<!\\d)${LONG_NUMBER}`, "gi");

/** A name and what stands between it and its value. The value is not part of it: in text that is no JSON nobody knows where one ends. */
const NAME = /(?<![\p{L}\p{N}_.\-[\]])([\p{L}\p{N}_.\-[\]]{1,256})\\?["']?\s{0,8}(?::|=|%3D)\s{0,8}/giu;
const VALUE =
  /"(?:[^"\\]|\\.)*(?:"|$)|\\"[^"]*(?:"|$)|'[^']*(?:'|$)|(?:(?:Bearer|Basic|Token)\s{1,8})?[^\s,;&"'}\]]+/iuy;
const NAMED_TREE = /"([^"\\]{1,64})"\s{0,8}:\s{0,8}[[{]/g;

export function redactText(text: string, names: SensitiveNames): string {
  return redactLooks(redactNamed(text, names));
}

/** By looks alone: what is left to do for a value whose name is known to be harmless. */
export function redactLooks(text: string): string {
  let result = text.includes("://") ? text.replace(URL_CREDENTIALS, `$1${REDACTED}@`) : text;
  for (const [pattern, replacement] of TOKENS) result = result.replace(pattern, replacement);
  if (result.includes("@") || result.includes("%40")) result = result.replace(EMAIL, "[email]");
  if (!/\d/.test(result)) return result;
  return result.replace(NUMBERS, (_, kept: string | undefined) => kept ?? "[number]");
}

function redactNamed(text: string, names: SensitiveNames): string {
  if (!/[:=]|%3d/i.test(text)) return text; // no name stands before anything
  const end = firstSensitiveTree(text, names);
  const flat = end === null ? text : `${text.slice(0, end)}${REDACTED}`;
  return redactValues(flat, names);
}

/** Every name counts, also one that seems to stand inside of another's value. */
function redactValues(text: string, names: SensitiveNames): string {
  let shown = "";
  let from = 0;
  for (const match of text.matchAll(NAME)) {
    if (match.index < from || !names.isField(match[1] ?? "")) continue;
    VALUE.lastIndex = match.index + match[0].length;
    const value = VALUE.exec(text);
    if (value === null) continue;
    shown += `${text.slice(from, value.index)}${REDACTED}`;
    from = value.index + value[0].length;
  }
  return shown + text.slice(from);
}

/** Where an object or list under a sensitive name begins: in JSON that cannot be parsed nobody knows where it ends. */
function firstSensitiveTree(text: string, names: SensitiveNames): number | null {
  for (const match of text.matchAll(NAMED_TREE)) {
    if (names.isField(match[1] ?? "")) return match.index + match[0].length - 1;
  }
  return null;
}
