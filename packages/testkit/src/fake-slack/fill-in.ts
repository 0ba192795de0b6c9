// What a person puts into an input → the value that Slack sends for it.
import { isObject, textOf } from "./block-text.ts";

type Json = Record<string, unknown>;

/** @param wanted what a person would type or choose by its text */
export function filledIn(element: Json, wanted: string | readonly string[]): Json {
  const type = String(element["type"]);
  const one = typeof wanted === "string" ? wanted : (wanted[0] ?? "");
  const all = typeof wanted === "string" ? [wanted] : wanted;
  if (one === "") return emptied(type);
  switch (type) {
    case "plain_text_input":
    case "number_input":
    case "email_text_input":
    case "url_text_input":
      return { type, value: one };
    case "datepicker":
      return { type, selected_date: one };
    case "timepicker":
      return { type, selected_time: one, timezone: "Europe/Berlin" };
    case "datetimepicker":
      return { type, selected_date_time: Math.floor(Date.parse(`${one}Z`) / 1_000) };
    case "static_select":
    case "radio_buttons":
      return { type, selected_option: optionNamed(element, one) };
    case "checkboxes":
    case "multi_static_select":
      return { type, selected_options: all.map((text) => optionNamed(element, text)) };
    case "external_select":
      return { type, selected_option: offeredOption(element, one) };
    case "multi_external_select":
      return { type, selected_options: all.map((text) => offeredOption(element, text)) };
    case "users_select":
      return { type, selected_user: one };
    case "multi_users_select":
      return { type, selected_users: all };
    case "conversations_select":
      return { type, selected_conversation: one };
    case "channels_select":
      return { type, selected_channel: one };
    default:
      throw new Error(`the fake does not know how a person fills in a ${type}`);
  }
}

const KEY_OF_TYPE: Readonly<Record<string, string>> = {
  datepicker: "selected_date",
  timepicker: "selected_time",
  datetimepicker: "selected_date_time",
  static_select: "selected_option",
  external_select: "selected_option",
  radio_buttons: "selected_option",
  users_select: "selected_user",
  conversations_select: "selected_conversation",
  channels_select: "selected_channel",
};
const LIST_OF_TYPE: Readonly<Record<string, string>> = {
  checkboxes: "selected_options",
  multi_static_select: "selected_options",
  multi_external_select: "selected_options",
  multi_users_select: "selected_users",
};

/** What a person took out again. */
const emptied = (type: string): Json =>
  LIST_OF_TYPE[type] === undefined
    ? { type, [KEY_OF_TYPE[type] ?? "value"]: null }
    : { type, [LIST_OF_TYPE[type]]: [] };

/** What stands there before anybody touches it. */
export function initialValue(element: Json): Json | null {
  const { type } = element;
  const initials: Readonly<Record<string, string>> = {
    initial_value: "value",
    initial_date: "selected_date",
    initial_time: "selected_time",
    initial_option: "selected_option",
    initial_options: "selected_options",
    initial_user: "selected_user",
    initial_users: "selected_users",
    initial_conversation: "selected_conversation",
    initial_channel: "selected_channel",
  };
  const given = Object.entries(initials).find(([initial]) => element[initial] !== undefined);
  return given === undefined ? null : { type, [given[1]]: element[given[0]] };
}

/** The bot's own option when it is known, else one with the text as its value. */
const offeredOption = (element: Json, text: string): Json =>
  element["options"] === undefined
    ? { text: { type: "plain_text", text }, value: text }
    : optionNamed(element, text);

function optionNamed(element: Json, text: string): Json {
  const groups = Array.isArray(element["option_groups"])
    ? (element["option_groups"] as Json[])
    : [{ options: element["options"] }];
  const options = groups.flatMap(({ options: some }) =>
    Array.isArray(some) ? (some as unknown[]).filter(isObject) : [],
  );
  const option = options.find((one) => textOf(one["text"]) === text || one["value"] === text);
  if (option !== undefined) return option;
  const there = options.map((one) => textOf(one["text"])).join(", ");
  throw new Error(`there is no option "${text}"; there are: ${there}`);
}
