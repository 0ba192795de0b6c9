// The shape of every answer: `{response_id, type, data}`, or `{response_id, error}`.
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import type { ApiError } from "./api-error.ts";
import { MAX_REQUEST_ID_LENGTH, REQUEST_ID_HEADER, requestIdIn } from "./request-id.ts";

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
  const requestId = givenRequestId(request);
  return {
    response_id: request.id,
    error: {
      code: error.code,
      message: error.message,
      ...error.facts,
      ...(first === undefined ? {} : { target: first.field }),
      details: error.problems.map(({ field, issue }) => ({ target: field, message: issue })),
      ...(requestId === undefined ? {} : { request_id: requestId }),
    },
  };
}

/** Echoed, so that a client can match the refusal with its request. */
function givenRequestId({ body, headers }: FastifyRequest): string | undefined {
  const header = headers[REQUEST_ID_HEADER];
  const given = requestIdIn(body) ?? (typeof header === "string" ? header : undefined);
  return given?.slice(0, MAX_REQUEST_ID_LENGTH);
}
