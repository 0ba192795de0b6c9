// Slack's mrkdwn as HTML, as far as bots use it.
//
//   K1. Whatever is no sign of Slack's is text: nothing that a bot or a person wrote becomes markup of the page.
import { emojiSvg } from "./emoji.ts";
import { attribute, escapeHtml, withoutEntities } from "./html.ts";
import { type Reading, slackDate } from "./slack-date.ts";

export interface TextContext extends Reading {
  /** Of a user, a channel or a user group: what people call it. */
  nameOf: (id: string) => string;
}

/** Stands for a finished piece of HTML while the rest is worked on; no text has it. */
const MARK = "\u0001";

export function mrkdwnToHtml(text: string, context: TextContext): string {
  const pieces: string[] = [];
  const keep = (html: string): string => `${MARK}${pieces.push(html) - 1}${MARK}`;
  const kept = text
    .replaceAll(MARK, "")
    .replaceAll(/```([\s\S]*?)```/g, (_, code: string) => keep(`<pre>${literal(code)}</pre>`))
    .replaceAll(/`([^`\n]+)`/g, (_, code: string) => keep(`<code>${literal(code)}</code>`))
    .replaceAll(/<([^<>\n]+)>/g, (_, sign: string) => keep(signHtml(sign, context)));
  return withLines(withBars(withMarks(withEmoji(literal(kept))))).replaceAll(
    new RegExp(`${MARK}(\\d+)${MARK}`, "g"),
    (_, index: string) => pieces[Number(index)] ?? "",
  );
}

/** Of a `plain_text`: nothing but emoji. */
export const plainToHtml = (text: string): string => withEmoji(escapeHtml(text)).replaceAll("\n", "<br>");

const literal = (text: string): string => escapeHtml(withoutEntities(text)); // K1

const withEmoji = (html: string): string =>
  html.replaceAll(/:([a-z0-9_]+):/g, (whole: string, name: string) => emojiSvg(name) ?? whole);

const withMarks = (html: string): string =>
  html
    .replaceAll(/(?<![\w*])\*(\S(?:[^*\n]*\S)?)\*(?![\w*])/g, "<strong>$1</strong>")
    .replaceAll(/(?<![\w/])_(\S(?:[^_\n]*\S)?)_(?!\w)/g, "<em>$1</em>")
    .replaceAll(/(?<![\w~])~(\S(?:[^~\n]*\S)?)~(?![\w~])/g, "<s>$1</s>");

/** Progress in block signs, which few fonts draw well. */
const withBars = (html: string): string =>
  html.replaceAll(/(▓*)░+|▓{4,}/g, (run: string, done: string | undefined) => {
    const percent = done === undefined ? 100 : Math.round((done.length / run.length) * 100);
    return `<span class="bar" role="img" aria-label="${percent} %"><span style="width: ${percent}%"></span></span>`;
  });

const withLines = (html: string): string =>
  html
    .replaceAll(/^&gt; ?(.*)$/gm, "<blockquote>$1</blockquote>")
    .replaceAll(/<\/blockquote>\n/g, "</blockquote>")
    .replaceAll("\n", "<br>");

/** What stands between `<` and `>`. */
function signHtml(sign: string, context: TextContext): string {
  const [what = "", shown] = sign.split("|", 2);
  const name = (prefix: string): string =>
    `<b class="mention">${escapeHtml(prefix + context.nameOf(what.replace(/^(?:[@#]|!subteam\^)/, "")))}</b>`;
  if (what.startsWith("@") || what.startsWith("!subteam^")) return name("@");
  if (what.startsWith("#")) return name("#");
  if (what.startsWith("!date^")) return dateHtml(what, shown, context);
  if (/^!(?:here|channel|everyone)$/.test(what)) return `<b class="mention">@${what.slice(1)}</b>`;
  if (/^(?:https?|mailto):/.test(what))
    return linkHtml(withoutEntities(what), withoutEntities(shown ?? what));
  return literal(`<${sign}>`);
}

function dateHtml(what: string, fallback: string | undefined, context: TextContext): string {
  const [, seconds = "", format = ""] = what.split("^");
  const text = Number.isFinite(Number(seconds))
    ? slackDate(Number(seconds), format, context)
    : (fallback ?? what);
  return `<time${attribute("title", fallback ?? "")}>${escapeHtml(text)}</time>`;
}

const linkHtml = (url: string, text: string): string =>
  `<a${attribute("href", url)} rel="noreferrer noopener" target="_blank">${escapeHtml(text)}</a>`;
