// What stands in the inputs of a modal, by block id; and putting it back after the modal was drawn again.
import type { Values } from "../page-acts.ts";
import { allIn } from "./dom.ts";

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const inputsIn = (root: ParentNode): HTMLElement[] => allIn(root, "[data-input]");
const keyOf = ({ dataset }: HTMLElement): string => `${dataset["input"]} ${dataset["action"]}`;
const controlsOf = (input: HTMLElement): Control[] => allIn(input, "[name]");
const isBox = (control: Control): control is HTMLInputElement =>
  control instanceof HTMLInputElement && (control.type === "checkbox" || control.type === "radio");

export const valuesIn = (root: ParentNode): Values =>
  Object.fromEntries(inputsIn(root).map((input) => [input.dataset["input"] ?? "", valuesOf(input)]));

const valuesOf = (input: HTMLElement): string[] =>
  controlsOf(input)
    .filter((control) => !isBox(control) || control.checked)
    .map(({ value }) => value)
    .filter((value) => value !== "");

/** Slack keeps what a person typed while block and action keep their ids. @returns what puts it back */
export function typedIn(root: ParentNode): (after: ParentNode) => void {
  const typed = new Map(
    inputsIn(root).map((input) => [keyOf(input), { values: valuesOf(input), search: searchIn(input) }]),
  );
  const focused = document.activeElement instanceof HTMLElement ? document.activeElement.id : "";
  return (after) => {
    for (const input of inputsIn(after)) {
      const before = typed.get(keyOf(input));
      if (before !== undefined) putBack(input, before);
    }
    if (focused !== "") after.querySelector<HTMLElement>(`#${CSS.escape(focused)}`)?.focus();
  };
}

interface Typed {
  values: readonly string[];
  search: { chosen: string; text: string };
}

const searchBox = (input: HTMLElement): HTMLInputElement | null => input.querySelector("[role=combobox]");
const searchIn = (input: HTMLElement): Typed["search"] => ({
  chosen: input.querySelector(".chosen")?.innerHTML ?? "",
  text: searchBox(input)?.value ?? "",
});

function putBack(input: HTMLElement, { values, search: { chosen, text } }: Typed): void {
  const kept = input.querySelector(".chosen");
  const search = searchBox(input);
  if (kept !== null) kept.innerHTML = chosen;
  if (search !== null) search.value = text;
  if (search !== null) return;
  for (const control of controlsOf(input)) {
    if (isBox(control)) control.checked = values.includes(control.value);
    else control.value = values[0] ?? "";
  }
}

export function showErrors(root: ParentNode, errors: Readonly<Record<string, string>>): void {
  for (const input of inputsIn(root)) {
    const text = errors[input.dataset["input"] ?? ""] ?? "";
    const place = input.querySelector(".error");
    if (place !== null) place.textContent = text;
    for (const control of [...controlsOf(input), ...allIn(input, "[role=combobox]")])
      control.setAttribute("aria-invalid", String(text !== ""));
  }
  root.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}
