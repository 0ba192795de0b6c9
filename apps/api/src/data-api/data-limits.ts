// How large a request of the Data API may be.
import type { FastifyRequest } from "fastify";

export const MAX_DATA_BODY_BYTES = 128 * 1024;
export const MAX_BULK_BODY_BYTES = 100 * 1024;

/** For what waits in this process; one that does not say how long it is counts as the longest. */
export function bytesOf({ headers }: FastifyRequest): number {
  const told = Number(headers["content-length"]);
  return Number.isSafeInteger(told) && told >= 0 ? told : MAX_DATA_BODY_BYTES;
}
