// `rich_text` blocks and tables, whose cells may hold rich text.
import { emojiSvg } from "./emoji.ts";
import { attribute, escapeHtml, type Json, objectsIn, wordIn } from "./html.ts";
import { plainToHtml, type TextContext } from "./mrkdwn.ts";
import { slackDate } from "./slack-date.ts";

export const richTextHtml = (block: Json, context: TextContext): string =>
  objectsIn(block["elements"])
    .map((part) => partHtml(part, context))
    .join("");

function partHtml(part: Json, context: TextContext): string {
  const inside = (): string =>
    objectsIn(part["elements"])
      .map((element) => elementHtml(element, context))
      .join("");
  switch (part["type"]) {
    case "rich_text_preformatted":
      return `<pre>${inside()}</pre>`;
    case "rich_text_quote":
      return `<blockquote>${inside()}</blockquote>`;
    case "rich_text_list": {
      const tag = part["style"] === "ordered" ? "ol" : "ul";
      const items = objectsIn(part["elements"]).map((item) => `<li>${partHtml(item, context)}</li>`);
      return `<${tag}>${items.join("")}</${tag}>`;
    }
    default:
      return `<span>${inside()}</span>`;
  }
}

function elementHtml(element: Json, context: TextContext): string {
  const named = (key: string, sign: string): string =>
    `<b class="mention">${escapeHtml(sign + context.nameOf(String(element[key])))}</b>`;
  switch (element["type"]) {
    case "user":
      return named("user_id", "@");
    case "usergroup":
      return named("usergroup_id", "@");
    case "channel":
      return named("channel_id", "#");
    case "emoji":
      return emojiSvg(wordIn(element["name"])) ?? escapeHtml(`:${wordIn(element["name"])}:`);
    case "date":
      return escapeHtml(slackDate(Number(element["timestamp"]), wordIn(element["format"]), context));
    case "link":
      return `<a${attribute("href", wordIn(element["url"]))} rel="noreferrer noopener" target="_blank">${escapeHtml(wordIn(element["text"] ?? element["url"]))}</a>`;
    default:
      return styled(plainToHtml(wordIn(element["text"])), (element["style"] ?? {}) as Json);
  }
}

const TAG_OF_STYLE = { bold: "strong", italic: "em", strike: "s", code: "code" } as const;

const styled = (html: string, style: Json): string =>
  Object.entries(TAG_OF_STYLE).reduce(
    (inner, [name, tag]) => (style[name] === true ? `<${tag}>${inner}</${tag}>` : inner),
    html,
  );

/** `table` has its head in the first row, `data_table` too. */
export function tableHtml(block: Json, context: TextContext): string {
  const rows = Array.isArray(block["rows"]) ? (block["rows"] as unknown[]) : [];
  const cells = (row: unknown, tag: "td" | "th"): string =>
    objectsIn(row)
      .map((cell) => `<${tag}>${cellHtml(cell, context)}</${tag}>`)
      .join("");
  const [head, ...body] = rows.map((row, i) => `<tr>${cells(row, i === 0 ? "th" : "td")}</tr>`);
  return `<div class="table"><table><thead>${head ?? ""}</thead><tbody>${body.join("")}</tbody></table></div>`;
}

const cellHtml = (cell: Json, context: TextContext): string =>
  cell["type"] === "rich_text"
    ? richTextHtml(cell, context)
    : plainToHtml(wordIn(cell["text"] ?? cell["value"]));
