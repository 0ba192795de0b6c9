// Messages: each is an article of its own, and only what changed is put in its place again.
import type { ShownMessage } from "../page-state.ts";
import { made } from "./dom.ts";
import { where } from "./where.ts";
import { go } from "./wire.ts";

const NEAR_THE_END_PX = 80;
/** What an article shows, as text. */
const shown = new WeakMap<Element, string>();

export function showMessages(list: HTMLElement, messages: readonly ShownMessage[], isThread: boolean): void {
  const isAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_THE_END_PX;
  const known = new Map([...list.children].map((child) => [child.getAttribute("data-ts"), child]));
  const wanted = messages.map((message) => articleOf(message, known.get(message.ts), isThread));
  if (wanted.length !== list.children.length || wanted.some((one, i) => one !== list.children[i]))
    withFocusKept(list, () => place(list, wanted));
  if (isAtEnd) list.scrollTop = list.scrollHeight;
}

/** What stays is not touched: an article taken out and put back loses the click that is under way on it. */
function place(list: HTMLElement, wanted: readonly Element[]): void {
  const kept = new Set(wanted);
  for (const child of Array.from(list.children)) if (!kept.has(child)) child.remove();
  for (const [i, article] of wanted.entries())
    if (list.children[i] !== article) list.insertBefore(article, list.children[i] ?? null);
}

function articleOf(message: ShownMessage, known: Element | undefined, isThread: boolean): Element {
  const text = JSON.stringify(message);
  if (known !== undefined && shown.get(known) === text) return known;
  const article = toArticle(message, isThread);
  shown.set(article, text);
  return article;
}

function toArticle(message: ShownMessage, isThread: boolean): HTMLElement {
  const article = made("article", `message${message.isPrivate ? " private" : ""}`);
  article.dataset["ts"] = message.ts;
  article.tabIndex = 0; // its menu is reached with the keyboard, too
  if (message.ts === where.message) article.classList.add("linked");
  const body = made("div", "body", head(message));
  if (message.isPrivate) body.prepend(made("p", "note", "Only visible to you"));
  if (message.isBroadcast)
    body.prepend(made("p", "note", isThread ? "Also sent to the channel" : "Replied to a thread"));
  const content = made("div", "content");
  content.innerHTML = message.html; // made by the fake, which escapes what others wrote
  body.append(content);
  if (!isThread && message.replies > 0) body.append(repliesButton(message));
  article.append(avatar(message), body);
  return article;
}

function head({ author, isApp, time, isEdited }: ShownMessage): HTMLElement {
  const line = made("p", "head", made("strong", "", author));
  if (isApp) line.append(made("span", "badge", "APP"));
  line.append(made("time", "", time));
  if (isEdited) line.append(made("span", "edited", "(edited)"));
  return line;
}

function avatar({ author, isApp }: ShownMessage): HTMLElement {
  const square = made(
    "span",
    `avatar ${isApp ? "app" : `person-${author.charCodeAt(0) % 4}`}`,
    author[0] ?? "?",
  );
  square.setAttribute("aria-hidden", "true");
  return square;
}

function repliesButton({ replies, ts }: ShownMessage): HTMLElement {
  const button = made("button", "replies", `${replies} ${replies === 1 ? "reply" : "replies"}`);
  button.type = "button";
  button.addEventListener("click", () => go({ thread: ts }));
  return button;
}

/** Who presses with the keyboard stays on the button that was drawn again. */
function withFocusKept(list: HTMLElement, change: () => void): void {
  const focused = document.activeElement;
  const isHere = focused instanceof HTMLElement && list.contains(focused);
  const { act, block } = isHere ? focused.dataset : {};
  const ts = isHere ? focused.closest<HTMLElement>("[data-ts]")?.dataset["ts"] : undefined;
  change();
  if (act === undefined || block === undefined || ts === undefined) return;
  const again = `[data-ts="${ts}"] [data-act="${CSS.escape(act)}"][data-block="${CSS.escape(block)}"]`;
  list.querySelector<HTMLElement>(again)?.focus();
}
