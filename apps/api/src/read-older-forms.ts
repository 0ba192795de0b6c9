// A hook of the routes that take campaigns, or parts of them: older spellings are read as the newest, before the schema judges.
import { newestForms } from "@sluice/schema";
import type { FastifyRequest } from "fastify";
import { unstorableProblems } from "./unstorable-problems.ts";

export const readOlderForms = async (request: FastifyRequest): Promise<void> => {
  // What is too deep or too large to be looked into is refused by the next step.
  if (unstorableProblems(request.body).length === 0) request.body = newestForms(request.body);
};
