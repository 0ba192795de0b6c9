// A connector's URL taken apart: a literal origin, a path template, and a query that joins the URL parameters.
import type { KeyValue } from "@sluice/schema";
import { hasMarkup, MASK, maskMarkup, scanMarkup } from "./scan-markup.ts";

export interface UrlParts {
  /** As written: `https://api.example.com:8443`. */
  origin: string;
  /** Template; at least `/`. */
  path: string;
  /** Of the query, decoded: templates like any URL parameter. */
  parameters: KeyValue[];
}

/** The fragment is dropped: it never leaves a client. */
export function urlParts(url: string): UrlParts {
  const masked = maskMarkup(url);
  const end = firstIndex(masked, /#/, 0);
  const pathBegin = firstIndex(masked, /[/?#]/, masked.indexOf("://") + 3);
  const queryBegin = Math.min(firstIndex(masked, /\?/, pathBegin), end);
  const path = url.slice(pathBegin, queryBegin);
  return {
    origin: url.slice(0, pathBegin),
    path: path === "" ? "/" : path,
    parameters: parseQuery(url.slice(queryBegin + 1, end)),
  };
}

/** As the URL standard writes hosts, international names in their ASCII form; it also lets `{` and such pass. */
const HOST = /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])$/;

/** What is wrong with an origin, or null. Scheme, host and port are literal: a recipient's data never picks the host. */
export function originProblem(origin: string): string | null {
  if (maskMarkup(origin).includes(MASK)) {
    return "a placeholder may stand in the path and the query, never in scheme, host or port";
  }
  const parsed = URL.parse(origin);
  if (parsed === null || !HOST.test(parsed.hostname)) return "not a valid scheme, host and port";
  return parsed.username === "" && parsed.password === ""
    ? null
    : "put credentials into a header, not the URL";
}

function firstIndex(text: string, pattern: RegExp, from: number): number {
  const index = text.slice(from).search(pattern);
  return index === -1 ? text.length : from + index;
}

function parseQuery(query: string): KeyValue[] {
  return splitOutsideMarkup(query, "&")
    .filter((pair) => pair !== "")
    .map((pair) => {
      const equals = maskMarkup(pair).indexOf("=");
      const [key, value] = equals === -1 ? [pair, ""] : [pair.slice(0, equals), pair.slice(equals + 1)];
      return { key: decodeText(key), value: decodeText(value) };
    });
}

function splitOutsideMarkup(text: string, separator: string): string[] {
  let position = 0;
  return maskMarkup(text)
    .split(separator)
    .map((masked) => {
      const part = text.slice(position, position + masked.length);
      position += masked.length + separator.length;
      return part;
    });
}

/** Decodes the author's text and leaves markup alone. */
function decodeText(template: string): string {
  if (!hasMarkup(template)) return decodeComponent(template);
  return scanMarkup(template)
    .map(({ kind, text }) => (kind === "text" ? decodeComponent(text) : text))
    .join("");
}

function decodeComponent(text: string): string {
  const spaced = text.replaceAll("+", " ");
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced; // `100%`: not encoded, so meant as it stands
  }
}
