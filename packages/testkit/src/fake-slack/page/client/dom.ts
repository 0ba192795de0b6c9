/** An element of page.html. @throws Error when it is not there, or another one */
export function by<T extends HTMLElement>(id: string, kind: new () => T): T {
  const found = document.querySelector(`#${CSS.escape(id)}`);
  if (found instanceof kind) return found;
  throw new Error(`the page has no ${kind.name} #${id}`);
}

export function made<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  ...inside: ReadonlyArray<Node | string>
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...inside);
  return element;
}

export const allIn = <T extends Element>(root: ParentNode, selector: string): T[] => [
  ...root.querySelectorAll<T>(selector),
];
