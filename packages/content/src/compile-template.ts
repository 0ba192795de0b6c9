// One template, compiled once per run: constant text stays text, common nodes become closures, and a template with any
// other node is interpreted by liquidjs.
import { Context, Output } from "liquidjs";
import type { Liquid, Template } from "liquidjs";
import { MemoryAllowance } from "./allowances.ts";
import { compileNodes } from "./compile-nodes.ts";
import { interpretTemplate } from "./interpret-template.ts";
import { MEMORY_LIMIT, createLiquid } from "./liquid-engine.ts";
import { everyNode, isJsonValue, parseTemplate } from "./parse-template.ts";
import type { Piece } from "./piece.ts";
import { JSON_STRING, PLAIN } from "./place.ts";
import type { Place } from "./place.ts";
import { hasMarkup } from "./scan-markup.ts";
import type { TemplateData } from "./template-data.ts";

export interface TemplateCompiler {
  compile(text: string, place: Place): Piece;
  /** A JSON string, quotes included; or the JSON value that a lone `{{ … | json }}` gives. */
  compileJsonLeaf(text: string): readonly Piece[];
  /** To be called before each recipient: what its filters may use. */
  renewMemory(): void;
}

export function templateCompiler(
  data: TemplateData,
  nowMs: () => number,
  maxTemplateLength?: number,
): TemplateCompiler {
  const liquid = createLiquid({ nowMs, maxTemplateLength });
  const memory = new MemoryAllowance(MEMORY_LIMIT);
  const context = filterContext(liquid, memory);
  const compileParsed = (nodes: Template[], place: Place): Piece => {
    dropImpliedFilters(nodes, place);
    return (
      compileNodes(nodes, { liquid, data, context, place }) ?? interpretTemplate(nodes, place, liquid, data)
    );
  };
  const compile = (text: string, place: Place): Piece =>
    hasMarkup(text) ? compileParsed(parseTemplate(liquid, text), place) : place.escapeText(text);
  return {
    compile,
    compileJsonLeaf: (text) => {
      const nodes = hasMarkup(text) ? parseTemplate(liquid, text) : [];
      return isJsonValue(nodes) ? [compileParsed(nodes, PLAIN)] : [QUOTE, compile(text, JSON_STRING), QUOTE];
    },
    renewMemory: () => memory.renew(),
  };
}

const QUOTE = '"';

function filterContext(liquid: Liquid, memory: MemoryAllowance): Context {
  const memoryLimit = memory as unknown as Context["memoryLimit"]; // its class is not exported, and has privates
  return new Context({}, liquid.options, { sync: true }, { memoryLimit, liquid });
}

/** Rule P2 of place.ts. */
function dropImpliedFilters(nodes: readonly Template[], place: Place): void {
  for (const node of everyNode(nodes)) {
    if (!(node instanceof Output)) continue;
    const last = node.value.filters.at(-1);
    if (last !== undefined && place.impliedFilters.has(last.name)) node.value.filters.pop();
  }
}
