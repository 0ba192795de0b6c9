// A template's text → liquidjs's parse tree, and the few questions we ask that tree.
import { Output, TypeGuards, toValueSync } from "liquidjs";
import type { Liquid, Template } from "liquidjs";
import { translateJinja } from "./translate-jinja.ts";

/** @throws LiquidError on what is not Liquid, with the token where it stands; RangeError on a text too long to look at. */
export function parseTemplate(liquid: Liquid, text: string): Template[] {
  const { parseLimit } = liquid.options;
  if (text.length > parseLimit) throw new RangeError(`a template has at most ${parseLimit} characters`);
  return liquid.parse(translateJinja(text));
}

export function childrenOf(node: Template): Template[] {
  return toValueSync<Template[] | undefined>(node.children?.(false, true)) ?? [];
}

export function* everyNode(nodes: readonly Template[]): Generator<Template> {
  for (const node of nodes) {
    yield node;
    yield* everyNode(childrenOf(node));
  }
}

/** A template that is one output ending in `| json` and nothing else stands for a JSON value, not for a string. */
export function isJsonValue(nodes: readonly Template[]): boolean {
  const [node, ...more] = nodes;
  return more.length === 0 && node instanceof Output && node.value.filters.at(-1)?.name === "json";
}

/** Author's text between markup, whitespace control applied; undefined for markup. */
export function textOf(node: Template): string | undefined {
  return TypeGuards.isHTMLToken(node.token) ? node.token.getContent() : undefined;
}
