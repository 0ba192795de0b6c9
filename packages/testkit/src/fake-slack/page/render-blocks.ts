// Blocks as HTML: what stands there, and what can be pressed or filled in.
import { isObject, readBlocks, textOf } from "../block-text.ts";
import { chartHtml } from "./chart-svg.ts";
import { escapeHtml, type Json, objectsIn, wordIn } from "./html.ts";
import { mrkdwnToHtml, plainToHtml } from "./mrkdwn.ts";
import { elementHtml, elementsHtml } from "./render-elements.ts";
import { type InputContext, inputHtml } from "./render-inputs.ts";
import { richTextHtml, tableHtml } from "./rich-text.ts";

export function blocksToHtml(blocks: readonly unknown[], context: InputContext): string {
  return blocks
    .filter(isObject)
    .map((block) => `<div class="block b-${kindOf(block)}">${blockHtml(block, context)}</div>`)
    .join("");
}

const kindOf = (block: Json): string => wordIn(block["type"]).replaceAll(/[^a-z_]/g, "");

function blockHtml(block: Json, context: InputContext): string {
  const blockId = wordIn(block["block_id"]);
  switch (block["type"]) {
    case "header":
      return `<h3>${plainToHtml(textOf(block["text"]))}</h3>`;
    case "divider":
      return "<hr>";
    case "section":
      return sectionHtml(block, blockId, context);
    case "context":
      return contextHtml(block, context);
    case "actions":
      return elementsHtml(block["elements"], blockId, context);
    case "input":
      return inputHtml(block, context);
    case "data_visualization":
      return chartHtml(block);
    case "rich_text":
      return richTextHtml(block, context);
    case "table":
    case "data_table":
      return tableHtml(block, context);
    case "markdown":
      return mrkdwnToHtml(wordIn(block["text"]), context);
    case "image":
      return `<span class="picture">${escapeHtml(wordIn(block["alt_text"]))}</span>`;
    default:
      return escapeHtml(readBlocks([block])).replaceAll("\n", "<br>");
  }
}

function sectionHtml(block: Json, blockId: string, context: InputContext): string {
  const text = isObject(block["text"]) ? `<div class="text">${textHtml(block["text"], context)}</div>` : "";
  const fields = objectsIn(block["fields"]).map(
    (field) => `<div class="field">${textHtml(field, context)}</div>`,
  );
  const grid = fields.length > 0 ? `<div class="fields">${fields.join("")}</div>` : "";
  const accessory = isObject(block["accessory"]) ? elementHtml(block["accessory"], blockId, context) : "";
  return `<div class="text-and-fields">${text}${grid}</div>${accessory}`;
}

const contextHtml = (block: Json, context: InputContext): string =>
  objectsIn(block["elements"])
    .map((element) =>
      element["type"] === "image"
        ? `<span class="picture">${escapeHtml(wordIn(element["alt_text"]))}</span>`
        : `<span>${textHtml(element, context)}</span>`,
    )
    .join(" ");

const textHtml = (text: Json, context: InputContext): string =>
  text["type"] === "mrkdwn" ? mrkdwnToHtml(textOf(text), context) : plainToHtml(textOf(text));
