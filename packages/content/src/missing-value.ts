// A value that a user does not have must not be sent as nothing. The rule, for compiled and interpreted templates alike:
//
//   M1. An output's operand without a value ends the recipient, and so does a filter's argument without one.
//   M2. A `default` later in the chain covers what stands before it; its own argument must have a value if it is used.
//   M3. `assign` of a missing value leaves the variable missing (its filters are not run), to be met at its output.
//   M4. In conditions and loops a missing value is nil, as in any Liquid.
import { TypeGuards, evalTokenValue, toValue } from "liquidjs";
import type { Context, Expression, Filter, Value } from "liquidjs";
import { MissingValue } from "./render-stop.ts";

/** Filters from this index on are not followed by a `default`; 0: nothing is covered, the operand included. */
export function firstUncovered(filters: readonly { name: string }[]): number {
  return filters.findLastIndex((filter) => filter.name === "default") + 1;
}

/** The field as the author wrote it, or undefined for what cannot be missing: a literal, a comparison. */
export function fieldOfOperand(operand: Expression): string | undefined {
  const [token, ...more] = operand.postfix;
  return more.length === 0 && token !== undefined ? fieldOfToken(token) : undefined;
}

export function fieldOfToken(token: unknown): string | undefined {
  return TypeGuards.isPropertyAccessToken(token) ? token.getText() : undefined;
}

export type FilterArgument = Filter["args"][number];
export type ArgumentToken = Exclude<FilterArgument, unknown[]>;

export function tokenOfArgument(argument: FilterArgument): ArgumentToken | undefined {
  return Array.isArray(argument) ? argument[1] : argument;
}

export function isMissing(value: unknown): boolean {
  return toValue(value) === undefined || toValue(value) === null;
}

/** The value of an output by M1 and M2, in Liquid's own interpreter. @throws MissingValue */
export function* evaluateRequired(value: Value, context: Context): Generator<unknown, unknown, unknown> {
  const uncovered = firstUncovered(value.filters);
  let result = yield value.initial.evaluate(context, false);
  if (uncovered === 0) demand(result, fieldOfOperand(value.initial));
  for (const [index, filter] of value.filters.entries()) {
    if (index >= uncovered) yield* requireArguments(filter, context);
    result = yield filter.render(result, context);
    if (index === uncovered - 1) demand(result, fieldOfDefault(filter));
  }
  return result;
}

/** What a last `default` falls back to, if that is a field. */
export function fieldOfDefault(filter: Filter): string | undefined {
  const argument = filter.args[0];
  return argument === undefined ? undefined : fieldOfToken(tokenOfArgument(argument));
}

function* requireArguments(filter: Filter, context: Context): Generator<unknown, void, unknown> {
  for (const argument of filter.args) {
    const token = tokenOfArgument(argument);
    const field = fieldOfToken(token);
    if (field !== undefined) demand(yield evalTokenValue(token, context), field);
  }
}

function demand(value: unknown, field: string | undefined): void {
  if (field !== undefined && isMissing(value)) throw new MissingValue(field);
}
