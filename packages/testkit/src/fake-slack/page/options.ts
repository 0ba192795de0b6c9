// The options of a menu, groups flattened.
import { textOf } from "../block-text.ts";
import { type Json, objectsIn, wordIn } from "./html.ts";

export interface Option {
  value: string;
  text: string;
  description: string;
}

export function optionsOf(element: Json): Option[] {
  const groups = objectsIn(element["option_groups"]);
  const all =
    groups.length > 0 ? groups.flatMap(({ options }) => objectsIn(options)) : objectsIn(element["options"]);
  return all.map(toOption);
}

export const toOption = (option: Json): Option => ({
  value: wordIn(option["value"]),
  text: textOf(option["text"]),
  description: textOf(option["description"]),
});

/** What stands chosen: by a person, else from the beginning. */
export function chosenOptions(state: Json | undefined, element: Json): Option[] {
  const one = state === undefined ? element["initial_option"] : state["selected_option"];
  const several = state === undefined ? element["initial_options"] : state["selected_options"];
  return [...objectsIn([one]), ...objectsIn(several)].map(toOption);
}

export const chosenIn = (state: Json | undefined, element: Json): string[] =>
  chosenOptions(state, element).map(({ value }) => value);
