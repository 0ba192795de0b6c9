// The header Idempotency-Key, and what a call with it asks for.
import type { FastifyRequest } from "fastify";
import { ApiError } from "../api-error.ts";

export const IDEMPOTENCY_KEY_HEADER = "idempotency-key";

/** A call that holds its key is answered before: longer than the server's handlers may take. */
export const CLAIM_MS = 35_000;

const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** @throws ApiError 400 */
export function idempotencyKeyOf(header: string | readonly string[]): string {
  if (typeof header === "string" && UUID_V4.test(header)) return header.toLowerCase();
  throw new ApiError(
    400,
    "Idempotency-Key must be a UUID of version 4. Make a new one for each thing you do.",
    {
      problems: [{ field: "Idempotency-Key", issue: "is no UUID of version 4" }],
    },
  );
}

/** Method, path and body as it was understood: the same call in other white space is the same call. */
export const contentOf = ({ method, url, body }: FastifyRequest): string =>
  `${method} ${url}\n${JSON.stringify(body) ?? ""}`;
