// Text on its way into Slack.
//
//   T1. What people or programs wrote is escaped and can mention nobody and link nowhere; it is cut off where Slack would refuse it,
//       and cannot turn the direction of the text around it.
//   T2. Nothing is said by colour or sign alone: every sign stands beside its word.
import type { MrkdwnElement, PlainTextElement } from "@slack/types";

const DIRECTION = /[\u202a-\u202e\u2066-\u2069]/g;

/** T1. `&`, `<` and `>` are Slack's own control signs; with them escaped no mention, link or channel can be formed. */
export function escapeText(text: string): string {
  return text
    .replaceAll(DIRECTION, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}

/** Whole characters, never half of a pair; an ellipsis says that there is more. */
export function clamp(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const kept = text.slice(0, maxLength - 1).toWellFormed();
  return `${kept.endsWith("\ufffd") ? kept.slice(0, -1) : kept}…`;
}

/** Escaped and cut off: an entity that was cut in the middle goes whole. */
export function quoted(text: string, maxLength = 200): string {
  return clamp(escapeText(text.replaceAll(/\s+/g, " ").trim()), maxLength).replace(/&[a-z]{0,3}…$/, "…");
}

/** Over several lines. */
export const quotedLines = (text: string, maxLength: number): string =>
  clamp(escapeText(text), maxLength).replace(/&[a-z]{0,3}…$/, "…");

export const plain = (text: string, maxLength = 75): PlainTextElement => ({
  type: "plain_text",
  text: clamp(text, maxLength),
  emoji: true,
});

const MAX_SECTION_LENGTH = 3_000;

/** T1. Verbatim: Slack makes no link and no mention of what only looks like one. @param text already escaped where it has to be */
export const mrkdwn = (text: string, maxLength = MAX_SECTION_LENGTH): MrkdwnElement => ({
  type: "mrkdwn",
  text: clamp(text, maxLength),
  verbatim: true,
});

export const section = (text: string) => ({ type: "section" as const, text: mrkdwn(text) });
export const context = (...texts: string[]) => ({
  type: "context" as const,
  elements: texts.slice(0, 10).map((text) => mrkdwn(text, 2_000)),
});
export const header = (text: string) => ({ type: "header" as const, text: plain(text, 150) });
export const divider = { type: "divider" as const };

const MAX_FIELDS = 10;

/** Pairs of a label and a value, side by side. */
export const fields = (pairs: ReadonlyArray<readonly [label: string, value: string]>) => ({
  type: "section" as const,
  fields: pairs.slice(0, MAX_FIELDS).map(([label, value]) => mrkdwn(`*${label}*\n${value}`, 2_000)),
});

export const count = (value: number): string => Math.round(value).toLocaleString("en-US");

/** In the reader's own time zone, with the instant for those whose client cannot. */
export function when(instant: string | number | Date): string {
  const date = new Date(instant);
  const seconds = Math.floor(date.getTime() / 1_000);
  return `<!date^${seconds}^{date_short_pretty} {time}|${date.toISOString().slice(0, 16).replace("T", " ")} UTC>`;
}
