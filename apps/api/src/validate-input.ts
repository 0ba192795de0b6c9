// Input at the door: first what no field may hold, then the route's schema. Every problem at once, with its path.
import type { FastifySchemaCompiler } from "fastify";
import { parseInput, type Problem } from "@sluice/schema";
import type { z } from "zod";
import { ApiError } from "./api-error.ts";
import { unstorableProblems } from "./unstorable-problems.ts";

export const validateInput: FastifySchemaCompiler<z.ZodType> =
  ({ schema }) =>
  (input) => {
    // First: zod calls itself for each level of nesting.
    const unstorable = unstorableProblems(input);
    if (unstorable.length > 0) return { error: invalid(unstorable) };
    const parsed = parseInput(schema, input);
    return parsed.ok ? { value: parsed.value } : { error: invalid(parsed.problems) };
  };

/** More than a person reads; the rest is counted. */
const MAX_PROBLEMS = 200;

function invalid(problems: readonly Problem[]): ApiError {
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  return new ApiError(400, `The request has ${count}: correct the fields that are listed.`, {
    problems: problems.slice(0, MAX_PROBLEMS),
  });
}
