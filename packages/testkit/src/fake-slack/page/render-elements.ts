// What can be pressed or chosen in a message or a view. The page's script finds it by `data-act`, its action id, and
// `data-block`.
import { isObject, textOf } from "../block-text.ts";
import { attribute, escapeHtml, type Json, objectsIn, wordIn } from "./html.ts";
import { mrkdwnToHtml, plainToHtml, type TextContext } from "./mrkdwn.ts";
import { optionsOf } from "./options.ts";

export function elementHtml(element: Json, blockId: string, context: TextContext): string {
  const name = attribute("data-act", wordIn(element["action_id"])) + attribute("data-block", blockId);
  const question = isObject(element["confirm"]) ? confirmAttribute(element["confirm"], context) : "";
  switch (element["type"]) {
    case "button":
      return buttonHtml(element, name + question);
    case "overflow":
    case "static_select":
      return selectHtml(element, name + question);
    case "datepicker":
      return `<input type="date"${name}${question}${labelOf(element)}${attribute("value", wordIn(element["initial_date"]))}>`;
    case "timepicker":
      return `<input type="time"${name}${question}${labelOf(element)}${attribute("value", wordIn(element["initial_time"]))}>`;
    case "image":
      return `<span class="picture">${escapeHtml(wordIn(element["alt_text"]))}</span>`;
    default:
      return `<i>${escapeHtml(wordIn(element["type"]))}</i>`;
  }
}

function buttonHtml(element: Json, attributes: string): string {
  const { style, url, accessibility_label: label } = element;
  const kind = style === "primary" || style === "danger" ? style : "plain";
  const more = typeof label === "string" ? attribute("aria-label", label) : "";
  const link = typeof url === "string" ? attribute("data-url", url) : "";
  return `<button type="button" class="${kind}"${attributes}${more}${link}>${plainToHtml(textOf(element["text"]))}</button>`;
}

function selectHtml(element: Json, attributes: string): string {
  const prompt = textOf(element["placeholder"]) || (element["type"] === "overflow" ? "…" : "Choose");
  const chosen: unknown = Reflect.get(Object(element["initial_option"]), "value");
  const options = optionsOf(element).map(
    ({ value, text }) =>
      `<option${attribute("value", value)}${value === chosen ? " selected" : ""}>${escapeHtml(text)}</option>`,
  );
  return `<select${attributes}${attribute("aria-label", prompt)}><option value="">${escapeHtml(prompt)}</option>${options.join("")}</select>`;
}

const labelOf = (element: Json): string =>
  attribute("aria-label", textOf(element["placeholder"]) || "Choose");

/** What the page asks before it presses. */
export interface Confirmation {
  title: string;
  html: string;
  confirm: string;
  deny: string;
  isDanger: boolean;
}

function confirmAttribute(confirm: Json, context: TextContext): string {
  const question: Confirmation = {
    title: textOf(confirm["title"]),
    html: mrkdwnToHtml(textOf(confirm["text"]), context),
    confirm: textOf(confirm["confirm"]) || "Yes",
    deny: textOf(confirm["deny"]) || "Cancel",
    isDanger: confirm["style"] === "danger",
  };
  return attribute("data-confirm", JSON.stringify(question));
}

export const elementsHtml = (elements: unknown, blockId: string, context: TextContext): string =>
  objectsIn(elements)
    .map((element) => elementHtml(element, blockId, context))
    .join("");
