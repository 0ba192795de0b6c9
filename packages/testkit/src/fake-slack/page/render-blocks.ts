// Blocks as HTML: what stands there, and what can be pressed or filled in.
import { isObject, textOf } from "../block-text.ts";
import { chartSvg } from "./chart-svg.ts";
import { escapeHtml, mrkdwnToHtml } from "./mrkdwn.ts";

type Json = Record<string, unknown>;

export interface RenderContext {
  nameOf: (userId: string) => string;
  /** Values that stand in inputs, by block and action id. */
  values: Readonly<Record<string, Record<string, unknown>>>;
}

export function blocksToHtml(blocks: readonly unknown[], context: RenderContext): string {
  return blocks
    .filter(isObject)
    .map((block) => `<div class="block ${className(block)}">${blockHtml(block, context)}</div>`)
    .join("");
}

const className = (block: Json): string => `b-${String(block["type"]).replaceAll(/[^a-z_]/g, "")}`;

function blockHtml(block: Json, context: RenderContext): string {
  switch (block["type"]) {
    case "header":
      return `<h3>${escapeHtml(textOf(block["text"]))}</h3>`;
    case "divider":
      return "<hr>";
    case "section":
      return sectionHtml(block, context);
    case "context":
      return listOf(block["elements"])
        .map((element) => textHtml(element, context))
        .join(" ");
    case "actions":
      return listOf(block["elements"])
        .map((element) => elementHtml(element, block, context))
        .join("");
    case "input":
      return inputHtml(block, context);
    case "data_visualization":
      return chartSvg(block);
    default:
      return `<i>${escapeHtml(String(block["type"]))}</i>`;
  }
}

function sectionHtml(block: Json, context: RenderContext): string {
  const text = isObject(block["text"]) ? `<div class="text">${textHtml(block["text"], context)}</div>` : "";
  const fields = listOf(block["fields"]).map(
    (field) => `<div class="field">${textHtml(field, context)}</div>`,
  );
  const accessory = isObject(block["accessory"]) ? elementHtml(block["accessory"], block, context) : "";
  return `${text}${fields.length > 0 ? `<div class="fields">${fields.join("")}</div>` : ""}${accessory}`;
}

const textHtml = (text: Json, { nameOf }: RenderContext): string =>
  text["type"] === "mrkdwn" ? mrkdwnToHtml(textOf(text), nameOf) : escapeHtml(textOf(text));

function elementHtml(element: Json, block: Json, { nameOf }: RenderContext): string {
  if (element["type"] !== "button") return "";
  const { style, confirm } = element;
  const question = isObject(confirm) ? ` data-confirm="${escapeHtml(plainOf(confirm, nameOf))}"` : "";
  const kind = style === "primary" || style === "danger" ? style : "plain";
  const label = escapeHtml(textOf(element["text"]));
  return `<button class="${kind}" data-label="${label}" data-block="${escapeHtml(String(block["block_id"]))}"${question}>${label}</button>`;
}

const plainOf = (confirm: Json, nameOf: (userId: string) => string): string =>
  `${textOf(confirm["title"])} ${mrkdwnToHtml(textOf(confirm["text"]), nameOf).replaceAll(/<[^>]+>/g, "")}`;

function inputHtml(block: Json, context: RenderContext): string {
  const label = textOf(block["label"]);
  const element = isObject(block["element"]) ? block["element"] : {};
  const hint = isObject(block["hint"]) ? `<small>${escapeHtml(textOf(block["hint"]))}</small>` : "";
  const error = `<small class="error" data-error-of="${escapeHtml(String(block["block_id"]))}"></small>`;
  return `<label>${escapeHtml(label)}${controlHtml(element, label, valueOf(block, element, context))}</label>${hint}${error}`;
}

function controlHtml(element: Json, label: string, value: string): string {
  const name = `data-input="${escapeHtml(label)}"`;
  if (element["type"] === "static_select") {
    const options = listOf(element["options"]).map((option) => {
      const text = escapeHtml(textOf(option["text"]));
      return `<option${option["value"] === value ? " selected" : ""}>${text}</option>`;
    });
    return `<select ${name}>${options.join("")}</select>`;
  }
  const placeholder = `placeholder="${escapeHtml(textOf(element["placeholder"]))}"`;
  return element["multiline"] === true
    ? `<textarea ${name} ${placeholder} rows="4">${escapeHtml(value)}</textarea>`
    : `<input ${name} ${placeholder} value="${escapeHtml(value)}">`;
}

/** What was typed, else what stood there from the beginning. */
function valueOf(block: Json, element: Json, { values }: RenderContext): string {
  const typed: unknown = values[String(block["block_id"])]?.[String(element["action_id"])];
  const given = isObject(typed)
    ? (typed["value"] ?? Reflect.get(Object(typed["selected_option"]), "value"))
    : undefined;
  const initial = element["initial_value"] ?? Reflect.get(Object(element["initial_option"]), "value");
  const value = given ?? initial;
  return typeof value === "string" ? value : "";
}

const listOf = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : []);
