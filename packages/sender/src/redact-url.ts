// A URL as the log may show it: decoded for people, part by part, so that an escaped address is seen as one.
import { escapeControls } from "./redact-body.ts";
import { REDACTED, redactLooks, redactText } from "./redact-text.ts";
import type { SensitiveNames } from "./sensitive-names.ts";

/** @param path path and query, percent-encoded, as it is sent. */
export function redactUrl(origin: string, path: string, names: SensitiveNames): string {
  const mark = path.indexOf("?");
  const before = mark < 0 ? path : path.slice(0, mark);
  const segments = before.split("/").map((part) => shown(part, redactLooks));
  const query = mark < 0 ? "" : `?${redactPairs(path.slice(mark + 1), names)}`;
  return escapeControls(`${origin}${segments.join("/")}${query}`);
}

/** Of a query or a form. */
export function redactPairs(text: string, names: SensitiveNames): string {
  return text
    .split("&")
    .map((pair) => redactPair(pair, names))
    .join("&");
}

function redactPair(pair: string, names: SensitiveNames): string {
  const equals = pair.indexOf("=");
  if (equals < 0) return shown(pair, redactLooks);
  const name = pair.slice(0, equals);
  if (names.isField(decode(name))) return `${redactLooks(name)}=${REDACTED}`;
  return `${redactLooks(name)}=${shown(pair.slice(equals + 1), (value) => redactText(value, names))}`;
}

/** As it was sent where nothing is hidden. */
function shown(encoded: string, redact: (text: string) => string): string {
  const decoded = decode(encoded);
  const redacted = redact(decoded);
  return redacted === decoded ? encoded : redacted;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}
