// An expression as a closure: operands joined by operators.
import { TypeGuards, toValue, toValueSync } from "liquidjs";
import type { Expression } from "liquidjs";
import { compileOperand } from "./compile-operand.ts";
import type { Compilation, Evaluate } from "./compile-operand.ts";
import { OPERATORS } from "./liquid-engine.ts";

/** From postfix order, as the parser left it: `or` and `and` have one rank and bind from right to left. */
export function compileExpression({ postfix }: Expression, compilation: Compilation): Evaluate | undefined {
  const stack: Evaluate[] = [];
  for (const token of postfix) {
    const compiled = TypeGuards.isOperatorToken(token)
      ? compileOperator(token.operator, stack)
      : compileOperand(token, compilation);
    if (compiled === undefined) return undefined;
    stack.push(compiled);
  }
  return stack.length === 1 ? stack[0] : undefined;
}

function compileOperator(operator: string, stack: Evaluate[]): Evaluate | undefined {
  const right = stack.pop();
  if (right === undefined) return undefined;
  if (operator === "not") return (row) => !isTruthy(right(row));
  const left = stack.pop();
  if (left === undefined) return undefined;
  if (operator === "and") return (row) => isTruthy(left(row)) && isTruthy(right(row));
  if (operator === "or") return (row) => isTruthy(left(row)) || isTruthy(right(row));
  const onPlain = ON_PLAIN[operator];
  return onPlain && ((row) => compare(operator, onPlain, left(row), right(row)));
}

type Compare = (left: unknown, right: unknown) => boolean;

const ON_PLAIN: Readonly<Record<string, Compare>> = {
  "==": (left, right) => left === right,
  "!=": (left, right) => left !== right,
  ">": (left, right) => (left as number) > (right as number),
  "<": (left, right) => (left as number) < (right as number),
  ">=": (left, right) => (left as number) >= (right as number),
  "<=": (left, right) => (left as number) <= (right as number),
  contains: (left, right) => typeof left === "string" && left.includes(right as string),
};

/** Plain: strings, numbers, booleans, undefined. Objects (`nil`, `empty`, `blank`, arrays) go to liquidjs's operators. */
function compare(operator: string, onPlain: Compare, left: unknown, right: unknown): boolean {
  if (typeof left !== "object" && typeof right !== "object") return onPlain(left, right);
  return compareByLiquid(operator, left, right);
}

export function compareByLiquid(operator: string, left: unknown, right: unknown): boolean {
  const compareAny = OPERATORS[operator] as (left: unknown, right: unknown) => unknown;
  return toValueSync(compareAny(left, right)) as boolean;
}

export function isTruthy(value: unknown): boolean {
  const plain = typeof value === "object" ? (toValue(value) as unknown) : value;
  return plain !== false && plain !== undefined && plain !== null;
}
