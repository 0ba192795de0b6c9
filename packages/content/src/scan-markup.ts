// A template cut into the author's text and the markup between it, before Liquid reads it.

export interface Segment {
  kind: "text" | "output" | "tag" | "comment";
  text: string;
}

/** `{#` opens a comment only if one ends: style sheets have it too. */
const OPENING = /\{\{|\{%|\{#(?=.*?#\})/gs;
/** A quote that is not closed takes the rest, as Liquid reads it; looking for its end once keeps this linear. */
const END_OF_OUTPUT = /"(?:[^"\\]|\\.)*(?:"|$)|'(?:[^'\\]|\\.)*(?:'|$)|\$\{[^{}]*\}|(\}\})/gs;
const END_OF_TAG = /(%\})/g;
const END_OF_COMMENT = /(#\})/g;
const END_OF_RAW = /(\{%-?\s*endraw\s*-?%\})/g;
const RAW_TAG = /^\{%-?\s*raw\b/;

const MARKUP = {
  "{{": { kind: "output", end: END_OF_OUTPUT },
  "{%": { kind: "tag", end: END_OF_TAG },
  "{#": { kind: "comment", end: END_OF_COMMENT },
} as const;

export function scanMarkup(template: string): Segment[] {
  const segments: Segment[] = [];
  let position = 0;
  while (position < template.length) {
    const begin = indexOfOpening(template, position);
    if (begin > position) segments.push({ kind: "text", text: template.slice(position, begin) });
    if (begin === template.length) break;
    const { kind, end } = MARKUP[template.slice(begin, begin + 2) as keyof typeof MARKUP];
    position = endOf(template, begin + 2, end);
    const text = template.slice(begin, position);
    segments.push({ kind, text });
    if (RAW_TAG.test(text)) position = pushRaw(template, position, segments);
  }
  return segments;
}

/** The template with each character of markup replaced by U+E000: same length, so that positions found in it hold. */
export function maskMarkup(template: string): string {
  if (!hasMarkup(template)) return template;
  return scanMarkup(template)
    .map(({ kind, text }) => (kind === "text" ? text : MASK.repeat(text.length)))
    .join("");
}
export const MASK = "\ue000";

/** The markup alone, each on the line where it stood. */
export function markupLines(template: string): string {
  return scanMarkup(template)
    .map(({ kind, text }) => (kind === "text" ? text.replaceAll(/[^\n]+/g, "") : text))
    .join("");
}

export function hasMarkup(text: string): boolean {
  return text.includes("{{") || text.includes("{%") || text.includes("{#");
}

function indexOfOpening(template: string, from: number): number {
  OPENING.lastIndex = from;
  return OPENING.exec(template)?.index ?? template.length;
}

/** Just after the first match that captured; the template's end when markup is not closed, which Liquid reports. */
function endOf(template: string, from: number, end: RegExp): number {
  end.lastIndex = from;
  let match = end.exec(template);
  while (match !== null && match[1] === undefined) match = end.exec(template);
  return match === null ? template.length : match.index + match[0].length;
}

/** What stands between `{% raw %}` and `{% endraw %}` is text, whatever it looks like. */
function pushRaw(template: string, begin: number, segments: Segment[]): number {
  END_OF_RAW.lastIndex = begin;
  const end = END_OF_RAW.exec(template)?.index ?? template.length;
  if (end > begin) segments.push({ kind: "text", text: template.slice(begin, end) });
  return end;
}
