// An operand as a closure: a literal, or a path into what a template can read.
import { TypeGuards } from "liquidjs";
import type { Context, Liquid, Token } from "liquidjs";
import type { RecipientRow } from "@sluice/schema";
import { isMissing } from "./missing-value.ts";
import { MissingValue } from "./render-stop.ts";
import { rootOf } from "./template-roots.ts";
import type { TemplateData } from "./template-data.ts";

export type Evaluate = (row: RecipientRow) => unknown;

export interface Compilation {
  liquid: Liquid;
  data: TemplateData;
  /** What filters charge their memory to; shared, since rendering is synchronous. */
  context: Context;
}

/** Undefined for what is not common: ranges, locals, a subscript that is computed. */
export function compileOperand(token: Token, { data, context }: Compilation): Evaluate | undefined {
  if (TypeGuards.isPropertyAccessToken(token)) {
    const path = token.variable === undefined ? token.props.map(literalName) : [undefined];
    return path.includes(undefined) ? undefined : compilePath(path as Name[], data, context);
  }
  const isConstant =
    TypeGuards.isQuotedToken(token) || TypeGuards.isNumberToken(token) || TypeGuards.isLiteralToken(token);
  if (!isConstant) return undefined;
  const constant: unknown = token.content;
  return () => constant;
}

/** The operand, with a missing value ending the recipient by naming `field`. */
export function required(evaluate: Evaluate | undefined, field: string | undefined): Evaluate | undefined {
  if (evaluate === undefined || field === undefined) return evaluate;
  const missing = new MissingValue(field);
  return (row) => {
    const value = evaluate(row);
    if (value === undefined || value === null || isMissing(value)) throw missing;
    return value;
  };
}

type Name = string | number;

function literalName(token: Token): Name | undefined {
  const isName =
    TypeGuards.isQuotedToken(token) || TypeGuards.isWordToken(token) || TypeGuards.isNumberToken(token);
  return isName ? token.content : undefined;
}

function compilePath(path: readonly Name[], data: TemplateData, context: Context): Evaluate | undefined {
  const [root, name, ...rest] = path;
  if (name === undefined) return undefined;
  const read = compileRoot(String(root), String(name), data);
  if (read === undefined || rest.length === 0) return read;
  return (row) => {
    let value = read(row);
    for (const key of rest) value = context.readProperty(value as object, key) as unknown;
    return value;
  };
}

function compileRoot(word: string, name: string, data: TemplateData): Evaluate | undefined {
  const root = rootOf(word);
  if (root === "UserAttribute" || root === "EventAttribute") {
    const column = root === "UserAttribute" ? data.columnOf(name) : data.eventColumnOf(name);
    return column === undefined ? undefined : (row) => row[column] ?? undefined;
  }
  const fact = root === "CampaignAttribute" ? data.campaignFact(name) : undefined;
  return fact === undefined ? undefined : () => fact;
}
