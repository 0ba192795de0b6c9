// What a client calls its request: header X-MOE-Request-Id or field request_id. It comes back as response_id, so that both
// sides can find the call; without one, the response id is ours.
import type { FastifyInstance, FastifyRequest } from "fastify";
import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { ApiError } from "./api-error.ts";

export const REQUEST_ID_HEADER = "x-moe-request-id";
export const MAX_REQUEST_ID_LENGTH = 256;

/** Fit for a log line and for a header: visible ASCII, spaces within. */
const SAFE = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;

const isSafe = (id: unknown): id is string =>
  typeof id === "string" && id.length <= MAX_REQUEST_ID_LENGTH && SAFE.test(id);

/** The id of a request before its body is there. HOT: once per call. */
export function responseIdFor(headers: IncomingHttpHeaders): string {
  const given = headers[REQUEST_ID_HEADER];
  return given !== undefined && isSafe(given) ? given : randomUUID();
}

/** Header and field must name one request. */
export function matchRequestIds(app: FastifyInstance): void {
  app.addHook("preValidation", (request, _reply, done) => {
    const field = requestIdIn(request.body);
    const header = request.headers[REQUEST_ID_HEADER];
    if (field === undefined) return done();
    if (header !== undefined && header !== field) return done(differ());
    if (isSafe(field)) request.id = field;
    done();
  });
}

/** As the client gave it, in either place. @throws ApiError 400 when the header cannot be kept. */
export function requestIdOf(request: FastifyRequest): string | undefined {
  const header = request.headers[REQUEST_ID_HEADER];
  if (header === undefined) return requestIdIn(request.body);
  if (isSafe(header)) return header;
  throw new ApiError(400, `X-MOE-Request-Id has 1 to ${MAX_REQUEST_ID_LENGTH} visible ASCII characters.`, {
    problems: [{ field: "X-MOE-Request-Id", issue: "use letters, digits and marks, or leave it out" }],
  });
}

export function requestIdIn(body: unknown): string | undefined {
  if (typeof body !== "object" || body === null) return undefined;
  const id: unknown = Reflect.get(body, "request_id");
  return typeof id === "string" ? id : undefined;
}

const differ = (): ApiError =>
  new ApiError(400, "X-MOE-Request-Id and request_id differ. Give one of them, or the same twice.", {
    problems: [{ field: "request_id", issue: "is not what the header X-MOE-Request-Id says" }],
  });
