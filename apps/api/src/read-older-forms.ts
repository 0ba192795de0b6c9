// A hook of the routes that take campaigns, or parts of them: older spellings are read as the newest, before the schema judges.
import { newestForms } from "@sluice/schema";
import type { FastifyRequest } from "fastify";

/** Looks into a bounded depth; what is too deep or too large is refused by the next step. */
export function readOlderForms(request: FastifyRequest, _reply: unknown, done: () => void): void {
  request.body = newestForms(request.body);
  done();
}
