// Buttons and menus in messages, in a modal and in the home tab: asked first when the app wants it so, then pressed.
import type { Values } from "../page-acts.ts";
import type { Confirmation } from "../render-elements.ts";
import { by } from "./dom.ts";
import { asQuery } from "./where.ts";
import { act } from "./wire.ts";

export type Surface = "message" | "modal" | "home";

/** @param values of the inputs that the app is told of with the press */
export function pressIn(root: HTMLElement, at: Surface, values: () => Values = () => ({})): void {
  root.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>("button[data-act]") : null;
    if (button !== null) void press(button, at, [], values());
  });
  root.addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLSelectElement || target instanceof HTMLInputElement)) return;
    if (target.dataset["act"] !== undefined && target.value !== "")
      void press(target, at, [target.value], values());
  });
}

async function press(element: HTMLElement, at: Surface, chosen: string[], values: Values): Promise<void> {
  const { act: action = "", block = "", confirm, url } = element.dataset;
  const who = asQuery(); // who pressed is who answers, whoever looks at the page by then
  if (confirm !== undefined && !(await isSure(JSON.parse(confirm) as Confirmation))) return;
  if (url !== undefined) window.open(url, "_blank", "noopener");
  const ts = element.closest("[data-ts]")?.getAttribute("data-ts") ?? "";
  element.setAttribute("aria-busy", "true");
  await act({ kind: "press", at, ts, block, action, chosen, values }, who);
  element.removeAttribute("aria-busy");
}

/** How many questions were asked: an earlier one's end, which the browser tells later, is no answer to this one. */
let asked = 0;

function isSure({ title, html, confirm, deny, isDanger }: Confirmation): Promise<boolean> {
  const dialog = by("question", HTMLDialogElement);
  by("question-title", HTMLHeadingElement).textContent = title;
  by("question-text", HTMLDivElement).innerHTML = html; // made by the fake, which escapes what others wrote
  by("question-deny", HTMLButtonElement).textContent = deny;
  const yes = by("question-confirm", HTMLButtonElement);
  yes.textContent = confirm;
  yes.className = isDanger ? "danger" : "primary";
  dialog.returnValue = "no";
  dialog.showModal();
  const question = ++asked;
  return new Promise((resolve) => {
    const closed = () => {
      if (question === asked && dialog.open) return;
      dialog.removeEventListener("close", closed);
      resolve(question === asked && dialog.returnValue === "yes");
    };
    dialog.addEventListener("close", closed);
  });
}
