// The modal on top: drawn when it is another one, changed in place when the app updated it.
import type { ShownModal } from "../page-state.ts";
import { by } from "./dom.ts";
import { showErrors, typedIn, valuesIn } from "./inputs.ts";
import { pressIn } from "./press.ts";
import { searchIn } from "./search.ts";
import { act } from "./wire.ts";

const TYPED_FOR_MS = 400;
const dialog = by("modal", HTMLDialogElement);
const body = by("modal-body", HTMLDivElement);
const submit = by("modal-submit", HTMLButtonElement);
let shown: ShownModal | null = null;

export function showModal(modal: ShownModal | null): void {
  if (modal === null) {
    shown = null;
    if (dialog.open) dialog.close();
    return;
  }
  if (shown?.id === modal.id && shown.hash === modal.hash) return;
  const isUpdate = shown?.id === modal.id;
  shown = modal;
  draw(modal, isUpdate);
  if (!dialog.open) dialog.showModal();
  if (!isUpdate) body.querySelector<HTMLElement>("[name]:not([type=hidden]), [role=combobox]")?.focus();
}

function draw(modal: ShownModal, isUpdate: boolean): void {
  const putBack = typedIn(body);
  by("modal-title", HTMLHeadingElement).innerHTML = modal.title;
  by("modal-back", HTMLButtonElement).hidden = !modal.isPushed;
  by("modal-close", HTMLButtonElement).textContent = modal.close;
  submit.textContent = modal.submit;
  submit.hidden = modal.submit === "";
  body.innerHTML = modal.html; // made by the fake, which escapes what others wrote
  if (isUpdate) putBack(body);
  else body.scrollTop = 0;
}

export function wireModal(): void {
  dialog.querySelector("form")?.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!submit.hidden) void send();
  });
  for (const [id, all] of [
    ["modal-close", false],
    ["modal-back", false],
    ["modal-x", true],
  ] as const)
    by(id, HTMLButtonElement).addEventListener("click", () => void act({ kind: "close", all }));
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    void act({ kind: "close", all: false });
  });
  pressIn(body, "modal", () => valuesIn(body));
  searchIn(body, (input) => void dispatch(input));
  dispatchChanges();
}

async function send(): Promise<void> {
  submit.disabled = true;
  submit.setAttribute("aria-busy", "true");
  const answer = await act({ kind: "submit", values: valuesIn(body) });
  submit.disabled = false;
  submit.removeAttribute("aria-busy");
  showErrors(body, answer?.errors ?? {});
}

/** Inputs that the app wants to hear of before the modal is submitted. */
function dispatchChanges(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const heard = (target: EventTarget | null, when: string): HTMLElement | null => {
    const input = target instanceof Element ? target.closest<HTMLElement>("[data-dispatch]") : null;
    const isSearch = target instanceof Element && target.getAttribute("role") === "combobox";
    return input !== null && !isSearch && input.dataset["dispatch"] === when ? input : null;
  };
  body.addEventListener("change", ({ target }) => {
    const input = heard(target, "change");
    if (input !== null) void dispatch(input);
  });
  body.addEventListener("input", ({ target }) => {
    const input = heard(target, "typing");
    clearTimeout(timer);
    if (input !== null) timer = setTimeout(() => void dispatch(input), TYPED_FOR_MS);
  });
}

async function dispatch(input: HTMLElement): Promise<void> {
  const { input: block = "", action = "" } = input.dataset;
  if (input.dataset["dispatch"] === undefined) return;
  const values = valuesIn(body);
  await act({
    kind: "press",
    at: "modal",
    ts: "",
    block,
    action,
    chosen: [...(values[block] ?? [])],
    values,
  });
}
