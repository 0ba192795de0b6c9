// What a person puts into an input → the value that Slack sends for it.
import { isObject, textOf } from "./block-text.ts";

type Json = Record<string, unknown>;

/** @param wanted what a person would type or choose by its text */
export function filledIn(element: Json, wanted: string | readonly string[]): Json {
  const type = String(element["type"]);
  const one = typeof wanted === "string" ? wanted : (wanted[0] ?? "");
  const all = typeof wanted === "string" ? [wanted] : wanted;
  switch (type) {
    case "plain_text_input":
    case "number_input":
    case "email_text_input":
    case "url_text_input":
      return { type, value: one === "" ? null : one };
    case "datepicker":
      return { type, selected_date: one };
    case "timepicker":
      return { type, selected_time: one, timezone: "Europe/Berlin" };
    case "static_select":
    case "radio_buttons":
      return { type, selected_option: optionNamed(element, one) };
    case "checkboxes":
    case "multi_static_select":
      return { type, selected_options: all.map((text) => optionNamed(element, text)) };
    case "external_select":
      return { type, selected_option: { text: { type: "plain_text", text: one }, value: one } };
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
