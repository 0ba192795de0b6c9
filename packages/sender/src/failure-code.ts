// Whatever can go wrong between us and an endpoint → one code.

/** A code of Node's, undici's or ours (`SLUICE_…`); classify-response.ts has the words for it. */
export function failureCode(error: unknown): string {
  if (error instanceof AggregateError) return failureCode(error.errors[0]);
  const code: unknown = error instanceof Error ? Reflect.get(error, "code") : undefined;
  if (typeof code === "string") return code;
  // What does not even begin like HTTP has no code of its own.
  return error instanceof Error && error.name === "HTTPParserError" ? "HPE_INVALID" : "UNKNOWN";
}
