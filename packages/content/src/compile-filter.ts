// One filter of the chain: liquidjs's own function, called without its generators.
import type { Filter, FilterImplOptions } from "liquidjs";
import type { RecipientRow } from "@sluice/schema";
import { compileOperand, required } from "./compile-operand.ts";
import type { Compilation, Evaluate } from "./compile-operand.ts";
import { fieldOfToken, tokenOfArgument } from "./missing-value.ts";
import type { FilterArgument } from "./missing-value.ts";

type Handler = (this: unknown, value: unknown, ...args: unknown[]) => unknown;

/** @param requiresArguments An argument without a value ends the recipient. */
export function compileFilter(
  filter: Filter,
  input: Evaluate,
  compilation: Compilation,
  requiresArguments: boolean,
): Evaluate | undefined {
  const handler = plainHandler(compilation.liquid.filters[filter.name]);
  const args = filter.args.map((argument) => compileArgument(argument, compilation, requiresArguments));
  if (handler === undefined || args.includes(undefined)) return undefined;
  const self = { context: compilation.context, liquid: compilation.liquid };
  return bindHandler(handler.bind(self), input, args as Evaluate[]);
}

/** Array filters are generators: they may evaluate expressions, and are left to the interpreter. */
function plainHandler(implementation: FilterImplOptions | undefined): Handler | undefined {
  if (typeof implementation !== "function") return undefined;
  return implementation.constructor.name === "GeneratorFunction" ? undefined : (implementation as Handler);
}

function compileArgument(
  argument: FilterArgument,
  compilation: Compilation,
  isRequired: boolean,
): Evaluate | undefined {
  const token = tokenOfArgument(argument);
  if (token === undefined) return undefined;
  const value = compileOperand(token, compilation);
  const evaluate = isRequired ? required(value, fieldOfToken(token)) : value;
  if (evaluate === undefined || !Array.isArray(argument)) return evaluate;
  const [name] = argument;
  return (row) => [name, evaluate(row)];
}

// HOT: arguments are passed one by one; an array for each call would cost more than most filters.
function bindHandler(handler: Handler, input: Evaluate, args: readonly Evaluate[]): Evaluate {
  const [first, second, ...more] = args;
  if (first === undefined) return (row) => handler(input(row));
  if (second === undefined) return (row) => handler(input(row), first(row));
  if (more.length === 0) return (row) => handler(input(row), first(row), second(row));
  const evaluateAll = (row: RecipientRow): unknown[] => args.map((argument) => argument(row));
  return (row) => handler(input(row), ...evaluateAll(row));
}
