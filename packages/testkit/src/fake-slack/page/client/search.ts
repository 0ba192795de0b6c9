// A menu that the app fills while a person types.
import type { Option } from "../options.ts";
import { allIn, made } from "./dom.ts";
import { act } from "./wire.ts";

const TYPED_FOR_MS = 200;

/** @param onChosen when an option was taken, with its input */
export function searchIn(root: HTMLElement, onChosen: (input: HTMLElement) => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = (box: HTMLInputElement): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void offer(box, onChosen), TYPED_FOR_MS);
  };
  root.addEventListener("input", ({ target }) => {
    if (!isBox(target)) return;
    if (!isMany(target)) chosenOf(target).replaceChildren();
    look(target);
  });
  root.addEventListener("focusin", ({ target }) => {
    if (isBox(target) && (isMany(target) || chosenOf(target).children.length === 0)) look(target);
  });
  root.addEventListener("click", ({ target }) => {
    const chip = target instanceof HTMLButtonElement ? target.closest(".chip") : null;
    const input = chip?.closest<HTMLElement>("[data-input]");
    chip?.remove();
    if (input !== null && input !== undefined) onChosen(input);
  });
  root.addEventListener("focusout", ({ target }) => {
    if (isBox(target)) close(target);
  });
  root.addEventListener("keydown", (event) => {
    if (isBox(event.target)) onKey(event, event.target);
  });
}

const isBox = (target: EventTarget | null): target is HTMLInputElement =>
  target instanceof HTMLInputElement && target.getAttribute("role") === "combobox";

function partOf<T extends HTMLElement>(box: HTMLElement, selector: string, kind: new () => T): T {
  const found = box.closest(".search")?.querySelector(selector);
  if (found instanceof kind) return found;
  throw new Error(`a search has no ${selector}`);
}

const listOf = (box: HTMLElement): HTMLUListElement => partOf(box, "[role=listbox]", HTMLUListElement);
const chosenOf = (box: HTMLElement): HTMLElement => partOf(box, ".chosen", HTMLElement);
const isMany = (box: HTMLElement): boolean => box.closest("[data-many]") !== null;

async function offer(box: HTMLInputElement, onChosen: (input: HTMLElement) => void): Promise<void> {
  const least = Number(box.closest<HTMLElement>(".search")?.dataset["least"]);
  const input = box.closest<HTMLElement>("[data-input]");
  if (box.value.length < least || input === null) return close(box);
  const answer = await act({ kind: "suggest", block: input.dataset["input"] ?? "", text: box.value });
  const options = answer?.options ?? [];
  const items = options.map((option) => optionItem(option, () => choose(box, option, onChosen)));
  const list = listOf(box);
  list.replaceChildren(...(items.length > 0 ? items : [made("li", "none", "No results")]));
  list.hidden = false;
  box.setAttribute("aria-expanded", "true");
}

function optionItem({ text, description }: Option, take: () => void): HTMLElement {
  const item = made("li", "", text);
  if (description !== "") item.append(made("small", "", description));
  item.setAttribute("role", "option");
  // Before the box loses its focus and the list is gone.
  item.addEventListener("mousedown", (event) => {
    event.preventDefault();
    take();
  });
  return item;
}

function choose(box: HTMLInputElement, option: Option, onChosen: (input: HTMLElement) => void): void {
  const hidden = hiddenControl(option);
  if (isMany(box)) chosenOf(box).append(chip(option, hidden));
  else chosenOf(box).replaceChildren(hidden);
  box.value = isMany(box) ? "" : option.text;
  close(box);
  const input = box.closest<HTMLElement>("[data-input]");
  if (input !== null) onChosen(input);
}

function hiddenControl({ value }: Option): HTMLInputElement {
  const hidden = made("input", "");
  hidden.type = "hidden";
  hidden.name = "value";
  hidden.value = value;
  return hidden;
}

function chip({ text }: Option, hidden: HTMLInputElement): HTMLElement {
  const remove = made("button", "", "✕");
  remove.type = "button";
  remove.ariaLabel = `Remove ${text}`;
  return made("span", "chip", text, remove, hidden);
}

function close(box: HTMLInputElement): void {
  listOf(box).hidden = true;
  box.setAttribute("aria-expanded", "false");
}

function onKey(event: KeyboardEvent, box: HTMLInputElement): void {
  const items = allIn<HTMLElement>(listOf(box), "[role=option]");
  const now = items.findIndex((item) => item.ariaSelected === "true");
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    const next = Math.max(0, Math.min(items.length - 1, now + (event.key === "ArrowDown" ? 1 : -1)));
    items.forEach((item, i) => (item.ariaSelected = String(i === next)));
  } else if (event.key === "Enter" && now >= 0) {
    event.preventDefault();
    items[now]?.dispatchEvent(new MouseEvent("mousedown"));
  }
}
