// What is wrong with one template: what Liquid cannot parse, and what it parses but would read otherwise than written.
import { TypeGuards, Value } from "liquidjs";
import type { LiquidErrors, Liquid, Template, Token, Variable } from "liquidjs";
import { variablesOf } from "./attributes-read.ts";
import { createLiquid, MAX_TEMPLATE_LENGTH } from "./liquid-engine.ts";
import { childrenOf, everyNode, parseTemplate } from "./parse-template.ts";
import { isPlainTemplate } from "./plain-template.ts";
import { RAW_JSON } from "./place.ts";
import type { Place } from "./place.ts";
import { hasMarkup, markupLines } from "./scan-markup.ts";
import { variableIssue } from "./variable-issue.ts";

/** Issues, each with its line where one is known; empty for a sound template. */
export const templateProblems = (text: string, place: Place, isTriggered = false): string[] =>
  !hasMarkup(text) || isPlainTemplate(text) ? [] : parsedProblems(text, place, isTriggered);

/** Made once: it holds nothing of a template. */
const LIQUID = createLiquid({ nowMs: () => 0, collectsErrors: true });

/** The same without looking at first. */
export function parsedProblems(text: string, place: Place, isTriggered: boolean): string[] {
  const isPage = text.length > MAX_TEMPLATE_LENGTH && text.length <= (place.maxTemplateLength ?? 0);
  const looked = isPage ? markupLines(text) : text; // finding a line costs all that stands before it
  if (isPage && looked.length > MAX_TEMPLATE_LENGTH) return [TOO_MUCH_MARKUP];
  const parsed = parse(LIQUID, looked);
  if ("issues" in parsed) return parsed.issues;
  if (isNestedDeeper(parsed.nodes, MAX_NESTING)) return [`tags are nested deeper than ${MAX_NESTING} levels`];
  const unreadable = expressionIssues(parsed.nodes);
  const readable = unreadable.length === 0 ? rootIssues(parsed.nodes, isTriggered) : [];
  return [...new Set([...habitIssues(text, place), ...unreadable, ...readable])];
}

const TOO_MUCH_MARKUP = `placeholders and tags together have at most ${MAX_TEMPLATE_LENGTH} characters`;

/** Far beyond any honest template; compiling and rendering recurse. */
const MAX_NESTING = 50;

function isNestedDeeper(nodes: readonly Template[], levels: number): boolean {
  return (
    nodes.length > 0 && (levels < 0 || nodes.some((node) => isNestedDeeper(childrenOf(node), levels - 1)))
  );
}

function parse(liquid: Liquid, text: string): { nodes: Template[] } | { issues: string[] } {
  try {
    return { nodes: parseTemplate(liquid, text) };
  } catch (error) {
    const errors = (error as Partial<LiquidErrors>).errors ?? [error];
    return { issues: errors.map(parseIssue) };
  }
}

/** What people write out of habit from Jinja, and what to write here. */
const INSTEAD: Readonly<Record<string, string>> = {
  elif: "elsif",
  set: "assign",
  macro: "nothing: macros are not available",
  MOE_NOT_SEND: 'do_not_send "reason"',
};

function parseIssue(error: unknown): string {
  const { originalError, message, token } = error as Error & { originalError?: Error; token?: Token };
  const issue = (originalError?.message ?? message).replace(/, line:\d+, col:\d+$/, "");
  const tag = /^tag "(\w+)" not found$/.exec(issue)?.[1];
  const advice = tag === undefined ? undefined : INSTEAD[tag];
  return atLine(token, advice === undefined ? issue : `tag "${tag}" is not known here; write ${advice}`);
}

function atLine(token: Token | undefined, issue: string): string {
  const line = token?.getPosition()[0];
  return line === undefined ? issue : `line ${line}: ${issue}`;
}

/** Sound Liquid, and not what its author meant. */
function habitIssues(text: string, place: Place): string[] {
  const issues: string[] = [];
  if (/default\s*[:(]\s*(["'])MOE_NOT_SEND\1/.test(text)) {
    issues.push("leave default('MOE_NOT_SEND') out: a missing value without default is never sent");
  }
  if (place === RAW_JSON && /"\{\{[^{}"]*\|\s*json\s*\}\}/.test(text)) {
    issues.push("leave the quotes around {{ … | json }} out: it writes its own");
  }
  return issues;
}

function rootIssues(nodes: Template[], isTriggered: boolean): string[] {
  return variablesOf(nodes).flatMap((variable: Variable) => {
    const issue = variableIssue(variable, isTriggered);
    return issue === null ? [] : `line ${variable.location.row}: ${issue}`;
  });
}

/** Expressions that Liquid would silently cut short: `a if b else c`, `x is defined`, `name[1:3]`. */
function expressionIssues(nodes: Template[]): string[] {
  return [...everyNode(nodes)].flatMap((node) =>
    [...(node.arguments?.() ?? [])].flatMap((argument) => {
      const tokens = argument instanceof Value ? tokensOf(argument) : [argument];
      const isWhole = !(argument instanceof Value) || isOneExpression(argument.initial.postfix);
      const unread = isWhole ? tokens.find((token) => !isReadWhole(token)) : node.token;
      return unread === undefined ? [] : atLine(unread, `"${unread.getText()}" is not a Liquid expression`);
    }),
  );
}

function tokensOf(value: Value): Token[] {
  const args = value.filters.flatMap(({ args }) => args.map((arg) => (Array.isArray(arg) ? arg[1] : arg)));
  return [...value.initial.postfix, ...args.filter((token) => token !== undefined)];
}

/** Operators take operands off a stack: a sound expression leaves one value. */
function isOneExpression(postfix: readonly Token[]): boolean {
  let depth = 0;
  for (const token of postfix) {
    if (!TypeGuards.isOperatorToken(token)) depth += 1;
    else if (token.operator !== "not") depth -= 1;
    if (depth < 1) return false;
  }
  return depth === 1;
}

const WORD = "[\\w?\\u0080-\\uffff-]";
const QUOTED = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/.source;
const WHOLE_PATH = new RegExp(`^${WORD}*(?:\\[\\s*(?:${QUOTED}|(?:${WORD}|\\.)+)\\s*\\]|\\.${WORD}+)*$`, "s");

function isReadWhole(token: Token): boolean {
  return (
    !TypeGuards.isPropertyAccessToken(token) ||
    token.variable !== undefined ||
    WHOLE_PATH.test(token.getText())
  );
}
