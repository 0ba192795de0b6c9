// The common nodes of a parse tree as pieces: text, output, if, unless, case, comment, do_not_send.
// Anything else gives undefined.
import {
  CaseTag,
  CommentTag,
  IfTag,
  InlineCommentTag,
  Output,
  UnlessTag,
  analyzeSync,
  toValue,
} from "liquidjs";
import type { Template } from "liquidjs";
import { compareByLiquid, isTruthy } from "./compile-expression.ts";
import { compileOperand } from "./compile-operand.ts";
import type { Compilation, Evaluate } from "./compile-operand.ts";
import { compileCondition, compileOutputValue } from "./compile-value.ts";
import { DoNotSendTag } from "./do-not-send-tag.ts";
import { textOf } from "./parse-template.ts";
import { joinPieces, toRender } from "./piece.ts";
import type { Piece, RowRender } from "./piece.ts";
import { escapeOf } from "./place.ts";
import type { Place } from "./place.ts";
import { toText } from "./to-text.ts";

export interface PlacedCompilation extends Compilation {
  place: Place;
}

export function compileNodes(nodes: readonly Template[], compilation: PlacedCompilation): Piece | undefined {
  const pieces = nodes.map((node) => compileNode(node, compilation));
  return allDefined(pieces) ? joinPieces(pieces) : undefined;
}

function compileNode(node: Template, compilation: PlacedCompilation): Piece | undefined {
  if (node instanceof Output) return compileOutput(node, compilation);
  if (node instanceof IfTag) return compileIf(node, compilation);
  if (node instanceof UnlessTag) return compileUnless(node, compilation);
  if (node instanceof CaseTag) return compileCase(node, compilation);
  if (node instanceof DoNotSendTag) return () => node.render();
  if (node instanceof CommentTag || node instanceof InlineCommentTag) return "";
  const text = textOf(node);
  return text === undefined ? undefined : compilation.place.escapeText(text);
}

function compileOutput(node: Output, compilation: PlacedCompilation): Piece | undefined {
  const evaluate = compileOutputValue(node.value, compilation);
  if (evaluate === undefined) return undefined;
  const escape = escapeOf(compilation.place, node.value.filters);
  const render: RowRender = (row) => escape(toText(evaluate(row)));
  return isSameForAll(node) ? fold(render) : render;
}

/** What fails for one fails for all, and is left to be reported for each. */
function fold(render: RowRender): Piece {
  try {
    return render(["nobody"]);
  } catch {
    return render;
  }
}

/** An unfiltered output of the campaign's own facts. Filters may fail or read the clock: they run for each recipient. */
function isSameForAll(node: Output): boolean {
  const roots = Object.keys(analyzeSync([node], { partials: false }).globals);
  return node.value.filters.length === 0 && roots.every((root) => root === "CampaignAttribute");
}

interface Branch {
  test: Evaluate | undefined;
  body: Piece | undefined;
}

function compileIf(node: IfTag, compilation: PlacedCompilation): Piece | undefined {
  const branches = node.branches.map(({ value, templates }) => ({
    test: compileCondition(value, compilation),
    body: compileNodes(templates, compilation),
  }));
  return compileBranches(branches, compileNodes(node.elseTemplates ?? [], compilation));
}

function compileUnless(node: UnlessTag, compilation: PlacedCompilation): Piece | undefined {
  const branches = node.branches.map(({ value, templates }, index) => ({
    test: index === 0 ? negate(compileCondition(value, compilation)) : compileCondition(value, compilation),
    body: compileNodes(templates, compilation),
  }));
  return compileBranches(branches, compileNodes(node.elseTemplates, compilation));
}

function negate(evaluate: Evaluate | undefined): Evaluate | undefined {
  return evaluate && ((row) => !isTruthy(evaluate(row)));
}

function compileBranches(branches: readonly Branch[], otherwise: Piece | undefined): Piece | undefined {
  let chain = otherwise;
  for (const { test, body } of branches.toReversed()) {
    if (test === undefined || body === undefined || chain === undefined) return undefined;
    const [then, next] = [toRender(body), toRender(chain)];
    chain = (row) => (isTruthy(test(row)) ? then(row) : next(row));
  }
  return chain;
}

/** As liquidjs has it: every branch with an equal value is rendered, and `else` if there was none. */
function compileCase(node: CaseTag, compilation: PlacedCompilation): Piece | undefined {
  const target = compileCondition(node.value, compilation);
  const otherwise = compileNodes(node.elseTemplates, compilation);
  const branches: { isHit: Evaluate; body: RowRender }[] = [];
  for (const { values, templates } of node.branches) {
    const isHit = compileWhen(target, values, compilation);
    const body = compileNodes(templates, compilation);
    if (isHit === undefined || body === undefined) return undefined;
    branches.push({ isHit, body: toRender(body) });
  }
  if (otherwise === undefined) return undefined;
  const renderElse = toRender(otherwise);
  return (row) => {
    const hits = branches.filter(({ isHit }) => isHit(row) === true);
    return hits.length === 0 ? renderElse(row) : hits.map(({ body }) => body(row)).join("");
  };
}

function compileWhen(
  target: Evaluate | undefined,
  values: CaseTag["branches"][number]["values"],
  compilation: PlacedCompilation,
): Evaluate | undefined {
  const candidates = values.map((token) => compileOperand(token, compilation));
  if (target === undefined || !allDefined(candidates)) return undefined;
  return (row) => candidates.some((candidate) => compareByLiquid("==", toValue(target(row)), candidate(row)));
}

function allDefined<T>(items: (T | undefined)[]): items is T[] {
  return !items.includes(undefined);
}
