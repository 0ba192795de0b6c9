// Input blocks: a label, what can be filled in, a hint, and the place where an error stands. The page's script reads an input
// by `data-input`, the block's id, and every control in it by its name.
import { isObject, textOf } from "../block-text.ts";
import { attribute, escapeHtml, type Json, wordIn } from "./html.ts";
import type { TextContext } from "./mrkdwn.ts";
import { chosenIn, chosenOptions, type Option, optionsOf } from "./options.ts";

export interface InputContext extends TextContext {
  /** What stands in inputs, by block and action id. */
  values: Readonly<Record<string, Record<string, unknown>>>;
  people: readonly Option[];
  channels: readonly Option[];
}

export function inputHtml(block: Json, context: InputContext): string {
  const element = isObject(block["element"]) ? block["element"] : {};
  const blockId = wordIn(block["block_id"]);
  const given = context.values[blockId]?.[wordIn(element["action_id"])];
  const control = controlHtml(element, isObject(given) ? given : undefined, blockId, context);
  const optional = block["optional"] === true ? ' <span class="optional">(optional)</span>' : "";
  const label = `${escapeHtml(textOf(block["label"]))}${optional}`;
  const hint = isObject(block["hint"]) ? `<small>${escapeHtml(textOf(block["hint"]))}</small>` : "";
  const dispatch = block["dispatch_action"] === true ? attribute("data-dispatch", dispatchOn(element)) : "";
  const ids = attribute("data-input", blockId) + attribute("data-action", wordIn(element["action_id"]));
  const error = `<p class="error" role="alert"${attribute("id", `${blockId}-error`)}></p>`;
  if (control.isGroup)
    return `<fieldset class="input"${ids}${dispatch}><legend>${label}</legend>${control.html}${hint}${error}</fieldset>`;
  return `<div class="input"${ids}${dispatch}><label${attribute("for", `${blockId}-control`)}>${label}</label>${control.html}${hint}${error}</div>`;
}

const dispatchOn = (element: Json): string => {
  const on: unknown = Reflect.get(Object(element["dispatch_action_config"]), "trigger_actions_on");
  return Array.isArray(on) && on.includes("on_character_entered") ? "typing" : "change";
};

interface Control {
  html: string;
  /** Several controls under one label. */
  isGroup?: boolean;
}

function controlHtml(
  element: Json,
  state: Json | undefined,
  blockId: string,
  context: InputContext,
): Control {
  const ids = attribute("id", `${blockId}-control`) + attribute("aria-describedby", `${blockId}-error`);
  const prompt = attribute("placeholder", textOf(element["placeholder"]));
  const valueAt = (key: string, initial: string): string =>
    wordIn(state === undefined ? element[initial] : state[key]);
  const typed = (type: string, value: string, more = ""): Control => ({
    html: `<input type="${type}" name="value"${ids}${prompt}${attribute("value", value)}${more}>`,
  });
  const chosen = chosenIn(state, element);
  switch (element["type"]) {
    case "plain_text_input":
      return textHtml(element, ids + prompt, valueAt("value", "initial_value"));
    case "number_input":
      return typed("text", valueAt("value", "initial_value"), ' inputmode="decimal"');
    case "email_text_input":
    case "url_text_input":
      return typed("text", valueAt("value", "initial_value"));
    case "datepicker":
      return typed("date", valueAt("selected_date", "initial_date"));
    case "timepicker":
      return typed("time", valueAt("selected_time", "initial_time"));
    case "datetimepicker":
      return typed("datetime-local", momentOf(valueAt("selected_date_time", "initial_date_time")));
    case "static_select":
      return { html: selectHtml(optionsOf(element), chosen, ids) };
    case "users_select":
      return { html: selectHtml(context.people, [valueAt("selected_user", "initial_user")], ids) };
    case "conversations_select":
      return {
        html: selectHtml(context.channels, [valueAt("selected_conversation", "initial_conversation")], ids),
      };
    case "channels_select":
      return { html: selectHtml(context.channels, [valueAt("selected_channel", "initial_channel")], ids) };
    case "radio_buttons":
      return { html: boxesHtml("radio", optionsOf(element), chosen, blockId), isGroup: true };
    case "checkboxes":
    case "multi_static_select":
      return { html: boxesHtml("checkbox", optionsOf(element), chosen, blockId), isGroup: true };
    case "multi_users_select":
      return { html: boxesHtml("checkbox", context.people, listAt(state, element), blockId), isGroup: true };
    case "external_select":
    case "multi_external_select":
      return { html: searchHtml(element, chosenOptions(state, element), blockId, prompt) };
    default:
      return { html: `<i>${escapeHtml(wordIn(element["type"]))}</i>` };
  }
}

const listAt = (state: Json | undefined, element: Json): string[] => {
  const given = state === undefined ? element["initial_users"] : state["selected_users"];
  return Array.isArray(given) ? given.map(String) : [];
};

/** Seconds of Unix time → what `datetime-local` shows. */
const momentOf = (seconds: string): string =>
  seconds === "" ? "" : new Date(Number(seconds) * 1_000).toISOString().slice(0, 16);

function textHtml(element: Json, attributes: string, value: string): Control {
  const most =
    element["max_length"] === undefined ? "" : attribute("maxlength", wordIn(element["max_length"]));
  return element["multiline"] === true
    ? { html: `<textarea name="value" rows="5"${attributes}${most}>${escapeHtml(value)}</textarea>` }
    : {
        html: `<input type="text" name="value" autocomplete="off"${attributes}${most}${attribute("value", value)}>`,
      };
}

function selectHtml(options: readonly Option[], chosen: readonly string[], attributes: string): string {
  const rows = options.map(
    ({ value, text }) =>
      `<option${attribute("value", value)}${chosen.includes(value) ? " selected" : ""}>${escapeHtml(text)}</option>`,
  );
  return `<select name="value"${attributes}><option value="">Choose an option</option>${rows.join("")}</select>`;
}

const boxesHtml = (
  type: "radio" | "checkbox",
  options: readonly Option[],
  chosen: readonly string[],
  name: string,
): string =>
  options
    .map(({ value, text, description }) => {
      const more = description === "" ? "" : `<small>${escapeHtml(description)}</small>`;
      const isOn = chosen.includes(value) ? " checked" : "";
      return `<label class="box"><input type="${type}"${attribute("name", `value-${name}`)}${attribute("value", value)}${isOn}> <span>${escapeHtml(text)}${more}</span></label>`;
    })
    .join("");

/** The bot is asked while a person types; what they chose stands in hidden controls, of several each on a chip. */
function searchHtml(element: Json, chosen: readonly Option[], blockId: string, prompt: string): string {
  const list = `${blockId}-options`;
  const isMany = element["type"] === "multi_external_select";
  const least = attribute("data-least", wordIn(element["min_query_length"]) || "3");
  const ids = attribute("id", `${blockId}-control`) + attribute("aria-describedby", `${blockId}-error`);
  const text = attribute("value", isMany ? "" : (chosen[0]?.text ?? ""));
  const box = `<input type="text" role="combobox" autocomplete="off" aria-expanded="false" aria-autocomplete="list"${ids}${attribute("aria-controls", list)}${prompt}${text}>`;
  const kept = chosen.map(isMany ? chipHtml : hiddenHtml).join("");
  return `<div class="search"${least}${isMany ? " data-many" : ""}><span class="chosen">${kept}</span>${box}<ul role="listbox"${attribute("id", list)} hidden></ul></div>`;
}

const hiddenHtml = ({ value }: Option): string =>
  `<input type="hidden" name="value"${attribute("value", value)}>`;

const chipHtml = (option: Option): string =>
  `<span class="chip">${escapeHtml(option.text)}<button type="button"${attribute("aria-label", `Remove ${option.text}`)}>✕</button>${hiddenHtml(option)}</span>`;
