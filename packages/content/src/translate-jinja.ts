// People bring templates from products whose language is Jinja or a dialect of Liquid. What has one meaning is
// rewritten to Liquid, before it is parsed; what has not is left as it is, and ends as a problem.
import { hasMarkup, scanMarkup } from "./scan-markup.ts";
import type { Segment } from "./scan-markup.ts";

/**
 * `default('x')` → `default: 'x'`, `filter(a, b)` → `filter: a, b`, `${name}` → `name`, `{# … #}` → a comment,
 * `{% MOE_NOT_SEND("reason") %}` → `{% do_not_send "reason" %}`. Line numbers stay.
 */
export function translateJinja(template: string): string {
  return hasMarkup(template) ? scanMarkup(template).map(translateSegment).join("") : template;
}

function translateSegment({ kind, text }: Segment): string {
  switch (kind) {
    case "text":
      return text;
    case "comment":
      return `{% comment %}${text.slice(2, -2)}{% endcomment %}`;
    case "output":
      return translateCalls(text);
    case "tag":
      return translateCalls(translateDoNotSend(text));
    default:
      return kind satisfies never;
  }
}

/** By hand: a pattern for this backtracks for minutes over a tag full of blanks. */
function translateDoNotSend(tag: string): string {
  const head = /^\{%-?\s*MOE_NOT_SEND/.exec(tag)?.[0];
  if (head === undefined) return tag;
  const closing = tag.endsWith("-%}") ? "-%}" : "%}";
  const call = tag.slice(head.length, -closing.length).trim();
  if (!call.startsWith("(") || !call.endsWith(")")) return tag;
  return `${head.replace("MOE_NOT_SEND", "do_not_send")} ${call.slice(1, -1).trim()} ${closing}`;
}

const TOKENS =
  /(?<quoted>"(?:[^"\\]|\\.)*(?:"|$)|'(?:[^'\\]|\\.)*(?:'|$))|\|(?<call>\s*\w+)\s*\(|\$\{\s*(?<name>[\w.-]+)\s*\}|[()]/gs;

/** Parentheses that belong to a filter become Liquid's colon; others (ranges) stay. */
function translateCalls(markup: string): string {
  const openCalls: boolean[] = [];
  return markup.replace(TOKENS, (found: string, ...rest: unknown[]) => {
    const { quoted, call, name } = rest.at(-1) as Record<string, string | undefined>;
    if (quoted !== undefined) return quoted;
    if (name !== undefined) return name;
    if (found === ")") return openCalls.pop() === true ? "" : ")";
    openCalls.push(call !== undefined);
    return call === undefined ? "(" : `|${call}: `;
  });
}
