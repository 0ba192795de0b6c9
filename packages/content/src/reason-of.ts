// Why rendering stopped → the recipient's end. Reasons are few and carry no values, so that a run's breakdown stays short.
import type { RenderResult } from "./render-result.ts";
import { Skipped, Unrendered } from "./render-stop.ts";

/** liquidjs's own limiter, in interpreted templates. */
const OUT_OF_MEMORY = "memory alloc limit exceeded";

export function reasonOf(error: unknown): Exclude<RenderResult, { kind: "request" }> {
  const origin = originOf(error);
  if (origin instanceof Skipped) return { kind: "skipped", reason: origin.message };
  return { kind: "unrendered", reason: origin instanceof Unrendered ? origin.message : failure(origin) };
}

/** liquidjs wraps what is thrown inside a template, once for each level. */
function originOf(error: unknown): unknown {
  let origin = error;
  while (origin instanceof Error && "originalError" in origin) origin = origin.originalError;
  return origin;
}

/** A filter's own complaint (`invalid base64 provided to base64_decode`): fixed texts, shortened all the same. */
function failure(error: unknown): string {
  const message = error instanceof Error ? error.message : "unknown error";
  return message.includes(OUT_OF_MEMORY)
    ? "the template uses too much memory"
    : `the template fails: ${message.slice(0, 100)}`;
}
