// The body of a request as a file that streams in.
import type { Readable } from "node:stream";
import type { FastifyRequest } from "fastify";
import { ApiError } from "../api-error.ts";

/** @throws ApiError 415 for a compressed body, 400 for none */
export function uploadOf(request: FastifyRequest): Readable {
  if (request.headers["content-encoding"] !== undefined) {
    throw new ApiError(415, "The body is compressed. Send the file as it is, without Content-Encoding.");
  }
  const body = request.body as Readable | null | undefined;
  if (body === null || body === undefined) {
    throw new ApiError(
      400,
      "The body is empty. Send the file as the body, with a Content-Type such as text/csv.",
    );
  }
  // While the last rows are being stored nothing arrives: that is no idle client.
  body.once("end", () => request.raw.socket.setTimeout(0));
  return body;
}
