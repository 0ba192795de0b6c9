// The page: hears what one person sees, puts it in place, and says what they do.
import type { PageState } from "../page-state.ts";
import { afterPress } from "./after-press.ts";
import { by, made } from "./dom.ts";
import { wireFiles } from "./drop-files.ts";
import { showModal, wireModal } from "./modal.ts";
import { pressIn } from "./press.ts";
import { offerOnMessages, wireMessageMenus } from "./message-menu.ts";
import { showMessages } from "./show-messages.ts";
import { isHomeShown, showPlaces } from "./show-places.ts";
import { where } from "./where.ts";
import { act, go, listen } from "./wire.ts";

const messages = by("messages", HTMLDivElement);
const home = by("home", HTMLElement);
const thread = by("thread", HTMLElement);
const replies = by("replies", HTMLDivElement);
const shortcuts = by("shortcuts", HTMLDetailsElement);

function show(state: PageState): void {
  where.place = state.place.id;
  where.as = state.me;
  showPlaces(state);
  showTabs(state);
  showMessages(messages, state.messages, false);
  thread.hidden = state.thread === null;
  showMessages(replies, state.thread?.messages ?? [], true);
  showShortcuts(state);
  showModal(state.modal);
  by("line", HTMLInputElement).placeholder =
    state.place.kind === "app" ? "Message Sluice" : `Message #${state.place.name}, or /campaign help`;
  document.body.dataset["ready"] = state.me;
  followLink();
}

let isFollowed = false;

/** A link to a message comes to it once; then one scrolls oneself. */
function followLink(): void {
  const linked = document.querySelector(".linked");
  if (linked === null || isFollowed) return;
  isFollowed = true;
  linked.scrollIntoView({ block: "center" });
}

function showTabs({ place, home: html }: PageState): void {
  const isHome = isHomeShown(place);
  by("tabs", HTMLDivElement).hidden = place.kind !== "app";
  by("tab-home", HTMLButtonElement).ariaSelected = String(isHome);
  by("tab-messages", HTMLButtonElement).ariaSelected = String(!isHome);
  home.hidden = !isHome;
  messages.hidden = isHome;
  by("composer", HTMLFormElement).hidden = isHome;
  if (home.dataset["shown"] === html) return;
  home.dataset["shown"] = html;
  home.innerHTML = html; // made by the fake, which escapes what others wrote
}

function showShortcuts({ shortcuts: all }: PageState): void {
  offerOnMessages(all.filter(({ type }) => type === "message"));
  const global = all.filter(({ type }) => type === "global");
  shortcuts.hidden = global.length === 0;
  const list = shortcuts.querySelector("ul");
  if (list === null || list.children.length === global.length) return;
  list.replaceChildren(...global.map(({ name, callbackId }) => shortcutItem(name, callbackId)));
}

function shortcutItem(name: string, callbackId: string): HTMLElement {
  const button = made("button", "", name);
  button.type = "button";
  button.addEventListener("click", () => {
    shortcuts.open = false;
    void act({ kind: "shortcut", callbackId, ts: "" });
  });
  return made("li", "", button);
}

function wireLine(formId: string, lineId: string, threadOf: () => string): void {
  const line = by(lineId, HTMLInputElement);
  by(formId, HTMLFormElement).addEventListener("submit", (event) => {
    event.preventDefault();
    const text = line.value;
    if (text.trim() === "") return;
    line.value = "";
    void act({ kind: "type", text, thread: threadOf() });
  });
}

wireLine("composer", "line", () => "");
wireLine("reply", "reply-line", () => where.thread);
wireModal();
wireFiles();
wireMessageMenus(messages, replies);
pressIn(messages, "message");
pressIn(replies, "message");
pressIn(home, "home");
by("me", HTMLSelectElement).addEventListener("change", ({ currentTarget }) => {
  // Places with the app are of one person; channels are of all.
  const isChannel = where.place.startsWith("C");
  if (currentTarget instanceof HTMLSelectElement)
    go({ as: currentTarget.value, place: isChannel ? where.place : "" });
});
by("thread-close", HTMLButtonElement).addEventListener("click", () => go({ thread: "" }));
for (const tab of ["home", "messages"])
  by(`tab-${tab}`, HTMLButtonElement).addEventListener("click", () => {
    go({ tab });
    if (tab === "home") void act({ kind: "home" });
  });
listen((state) => afterPress(() => show(state)));
