// An operand and its chain of filters as a closure, in the two ways a template asks for one.
//
// Semantics are liquidjs's to the byte (test/differential.test.ts): filters are its own functions, operators are
// JavaScript's on plain values and its own on all others. What is not common gives undefined, and the whole template is
// then interpreted.
import type { Value } from "liquidjs";
import { compileExpression } from "./compile-expression.ts";
import { compileFilter } from "./compile-filter.ts";
import { required } from "./compile-operand.ts";
import type { Compilation, Evaluate } from "./compile-operand.ts";
import { fieldOfDefault, fieldOfOperand, firstUncovered } from "./missing-value.ts";

/** As a condition reads it: a missing value is nil. */
export function compileCondition(value: Value, compilation: Compilation): Evaluate | undefined {
  let evaluate = compileExpression(value.initial, compilation);
  for (const filter of value.filters) {
    if (evaluate !== undefined) evaluate = compileFilter(filter, evaluate, compilation, false);
  }
  return evaluate;
}

/** As an output reads it: by rules M1 and M2 of missing-value.ts. */
export function compileOutputValue(value: Value, compilation: Compilation): Evaluate | undefined {
  const uncovered = firstUncovered(value.filters);
  let evaluate = compileExpression(value.initial, compilation);
  if (uncovered === 0) evaluate = required(evaluate, fieldOfOperand(value.initial));
  for (const [index, filter] of value.filters.entries()) {
    if (evaluate === undefined) return undefined;
    evaluate = compileFilter(filter, evaluate, compilation, index >= uncovered);
    if (index === uncovered - 1) evaluate = required(evaluate, fieldOfDefault(filter));
  }
  return evaluate;
}
