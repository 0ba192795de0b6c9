// Which attributes of the user and of the event a connector's templates read: what the planner selects, and what a batch carries.
import { analyzeSync } from "liquidjs";
import type { Liquid, Template, Variable } from "liquidjs";
import type { Connector } from "@sluice/schema";
import { createLiquid } from "./liquid-engine.ts";
import { parseTemplate } from "./parse-template.ts";
import { hasMarkup } from "./scan-markup.ts";
import { USER_ID } from "./template-data.ts";
import { rootOf } from "./template-roots.ts";
import { templateSites } from "./template-sites.ts";

/** In order of first appearance; without `user_id`, which every row has. Templates that cannot be parsed read nothing. */
export function attributesRead(connector: Connector): string[] {
  return namesReadOf("UserAttribute", connector).filter((name) => name !== USER_ID);
}

/** What a triggered send has to bring along, in order of first appearance. */
export function eventAttributesRead(connector: Connector): string[] {
  return namesReadOf("EventAttribute", connector);
}

/** Made once: it holds nothing of a template. */
const LIQUID = createLiquid({ nowMs: () => 0 });

function namesReadOf(root: string, connector: Connector): string[] {
  const names = templateSites(connector, "")
    .filter(({ text }) => hasMarkup(text))
    .flatMap(({ text }) => variablesOf(parseOrNothing(LIQUID, text)))
    .filter(({ segments: [first] }) => rootOf(first) === root)
    .map(({ segments: [, name] }) => name)
    .filter((name) => typeof name === "string" || typeof name === "number");
  return [...new Set(names.map(String))];
}

/** Variables that come from outside the template: not assigned, captured or looped over in it. */
export function variablesOf(nodes: Template[]): Variable[] {
  return Object.values(analyzeSync(nodes, { partials: false }).globals).flat();
}

function parseOrNothing(liquid: Liquid, text: string): Template[] {
  try {
    return parseTemplate(liquid, text);
  } catch {
    return []; // connectorProblems says why
  }
}
