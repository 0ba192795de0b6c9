// What the app offers for a message: a menu at whichever message one points at, or reaches with the keyboard.
import type { PageState } from "../page-state.ts";
import { made } from "./dom.ts";
import { act } from "./wire.ts";

let offered: PageState["shortcuts"] = [];

export function offerOnMessages(shortcuts: PageState["shortcuts"]): void {
  offered = shortcuts;
}

export function wireMessageMenus(...lists: readonly HTMLElement[]): void {
  for (const list of lists)
    for (const event of ["pointerover", "focusin"])
      list.addEventListener(event, ({ target }) => {
        const article = target instanceof Element ? target.closest<HTMLElement>("article") : null;
        if (article !== null && offered.length > 0) addMenu(article);
      });
}

function addMenu(article: HTMLElement): void {
  if (article.querySelector(".menu") !== null) return;
  const summary = made("summary", "", "⋮");
  summary.ariaLabel = "More about this message";
  const menu = made("details", "menu", summary);
  menu.append(
    made("ul", "", ...offered.map(({ name, callbackId }) => item(menu, article, name, callbackId))),
  );
  article.append(menu);
}

function item(menu: HTMLDetailsElement, article: HTMLElement, name: string, callbackId: string): HTMLElement {
  const button = made("button", "", name);
  button.type = "button";
  button.addEventListener("click", () => {
    menu.open = false;
    void act({ kind: "shortcut", callbackId, ts: article.dataset["ts"] ?? "" });
  });
  return made("li", "", button);
}
