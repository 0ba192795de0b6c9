// The uncommon template (loops, assign, capture, array filters): rendered by liquidjs itself, with our two rules added
// to its parse tree once: a missing value ends the recipient, and an output is escaped where it lands.
import { Output, TypeGuards, toValue, toValueSync } from "liquidjs";
import type { Context, Emitter, Liquid, Template, Value } from "liquidjs";
import { childrenOf } from "./parse-template.ts";
import { evaluateRequired } from "./missing-value.ts";
import type { Piece } from "./piece.ts";
import { escapeOf } from "./place.ts";
import type { Place } from "./place.ts";
import { MissingValue } from "./render-stop.ts";
import type { TemplateData } from "./template-data.ts";
import { toText } from "./to-text.ts";

export function interpretTemplate(
  nodes: readonly Template[],
  place: Place,
  liquid: Liquid,
  data: TemplateData,
): Piece {
  prepare(nodes);
  return (row) => {
    const emitter = new PlaceEmitter(place);
    toValueSync(liquid.renderer.renderTemplates([...nodes], data.contextOf(row, liquid), emitter));
    return emitter.buffer;
  };
}

/** What `capture` collects goes to liquidjs's own emitter, unescaped, so that it is escaped once: at its output. */
class PlaceEmitter implements Emitter {
  buffer = "";
  readonly #place: Place;

  constructor(place: Place) {
    this.#place = place;
  }

  write(text: unknown): void {
    this.buffer += this.#place.escapeText(toText(text));
  }

  writeOutput(value: unknown, filters: Value["filters"]): void {
    this.buffer += escapeOf(this.#place, filters)(toText(value));
  }
}

function prepare(nodes: readonly Template[]): void {
  for (const node of nodes) {
    if (node instanceof Output || isTag(node, "echo")) requireOutput(node as unknown as Output);
    if (isTag(node, "assign")) keepMissing((node as unknown as { value: Value }).value);
    prepare(childrenOf(node));
  }
}

function isTag(node: Template, name: string): boolean {
  return TypeGuards.isTagToken(node.token) && node.token.name === name;
}

function requireOutput(output: Output): void {
  const { value } = output as { value?: Value };
  if (value === undefined) return; // `{% echo %}` without an operand
  output.render = function* (context: Context, emitter: Emitter) {
    const result = toValue(yield* evaluateRequired(value, context)) as unknown;
    if (emitter instanceof PlaceEmitter) emitter.writeOutput(result, value.filters);
    else emitter.write(result);
  };
}

function keepMissing(value: Value): void {
  const bare = { initial: value.initial, filters: value.filters } as Value;
  value.value = function* (context: Context) {
    try {
      return yield* evaluateRequired(bare, context);
    } catch (error) {
      if (error instanceof MissingValue) return undefined;
      throw error;
    }
  };
}
