// Every way in which a call with an Idempotency-Key is refused. Nothing of it was done.
import { ApiError } from "../api-error.ts";
import type { Met } from "./idempotency-ports.ts";

export function refusalOf(met: Exclude<Met, { kind: "claimed" | "answered" }>): ApiError {
  switch (met.kind) {
    case "other_content":
      return conflict("Idempotency-Key reused with a different request body.");
    case "in_flight":
      return conflict(
        "The first call with this Idempotency-Key is still under way. Try again in a moment.",
        1,
      );
    case "unreadable":
      return conflict(
        "The answer under this Idempotency-Key cannot be read any more. Look at what it did, then use a new key.",
      );
    default:
      return met satisfies never;
  }
}

export const keyIsTakenOver = (): ApiError =>
  conflict("This call took so long that another one with its Idempotency-Key goes on in its place.", 1);

const conflict = (message: string, retryAfterSeconds?: number): ApiError =>
  new ApiError(409, message, {
    code: "BAD_REQUEST",
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });
