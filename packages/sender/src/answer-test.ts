// The second half of a success rule: what an answer must show beside its status. Made once per run.
//
//   A1. What cannot be read does not match: a body that was cut, is not UTF-8 or is not JSON.
//   A2. A path reaches what the answer itself holds, never what every object inherits.
import type { AnswerPredicate } from "@sluice/schema";
import type { AnswerContent } from "./attempt-result.ts";

export interface AnswerTest {
  readsBody: boolean;
  isMet: (content: AnswerContent) => boolean;
}

export function compilePredicate(predicate: AnswerPredicate): AnswerTest {
  if ("header" in predicate) return { readsBody: false, isMet: headerTest(predicate) };
  if ("body_contains" in predicate) {
    const { body_contains: part } = predicate;
    return { readsBody: true, isMet: (content) => textOf(content)?.includes(part) === true };
  }
  return { readsBody: true, isMet: pathTest(predicate) };
}

/** Sent several times, any of the values may match. */
function headerTest({ header, equals }: { header: string; equals: string }): AnswerTest["isMet"] {
  const name = header.toLowerCase();
  return ({ headers }) => {
    const values: unknown = Object.hasOwn(headers, name) ? headers[name] : undefined;
    return Array.isArray(values) ? values.includes(equals) : values === equals;
  };
}

function pathTest({ body_path, equals }: { body_path: string; equals: unknown }): AnswerTest["isMet"] {
  const path = body_path.split(".");
  return (content) => {
    const text = textOf(content);
    return text !== null && valueAt(parse(text), path) === equals;
  };
}

const decoder = new TextDecoder("utf-8", { fatal: true });

/** @returns null for what cannot be read (A1). */
function textOf({ body, isWhole }: AnswerContent): string | null {
  if (!isWhole) return null;
  try {
    return decoder.decode(body);
  } catch {
    return null;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const ARRAY_INDEX = /^(?:0|[1-9]\d{0,8})$/;

function valueAt(root: unknown, path: readonly string[]): unknown {
  let value = root;
  for (const name of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined; // A2
    if (Array.isArray(value) && !ARRAY_INDEX.test(name)) return undefined; // its length is no part of the answer
    value = Reflect.get(value, name);
  }
  return value;
}
