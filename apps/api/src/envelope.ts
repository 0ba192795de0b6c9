// The shape of every answer: `{response_id, type, data}`, or `{response_id, error}`.
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import type { ApiError } from "./api-error.ts";

export interface Envelope<T> {
  response_id: string;
  type: string;
  data: T;
}

export const enveloped = <T extends z.ZodType>(type: string, data: T) =>
  z.object({ response_id: z.string(), type: z.literal(type), data });

export const envelope = <Type extends string, T>(request: FastifyRequest, type: Type, data: T) => ({
  response_id: request.id,
  type,
  data,
});

export const ErrorEnvelope = z.object({
  response_id: z.string(),
  error: z.object({
    code: z.string(),
    message: z.string().describe("What is wrong, and what to do."),
    target: z.string().optional(),
    details: z.array(z.object({ target: z.string(), message: z.string() })),
    request_id: z.string().optional(),
  }),
});

export function errorEnvelope(request: FastifyRequest, error: ApiError): z.infer<typeof ErrorEnvelope> {
  const [first] = error.problems;
  const requestId = requestIdOf(request.body);
  return {
    response_id: request.id,
    error: {
      code: error.code,
      message: error.message,
      ...(first === undefined ? {} : { target: first.field }),
      details: error.problems.map(({ field, issue }) => ({ target: field, message: issue })),
      ...(requestId === undefined ? {} : { request_id: requestId }),
    },
  };
}

/** Echoed, so that a client can match the refusal with its request. */
function requestIdOf(body: unknown): string | undefined {
  if (typeof body !== "object" || body === null) return undefined;
  const requestId: unknown = Reflect.get(body, "request_id");
  return typeof requestId === "string" ? requestId.slice(0, 256) : undefined;
}
