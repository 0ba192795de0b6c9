// What this package refuses as a whole. A single bad row is no error: it becomes a RejectedRow.
import type { Problem } from "@sluice/schema";

export type AudienceErrorCode = "INVALID_SEGMENTATION" | "EMPTY_FILE" | "INVALID_HEADER" | "FILE_TOO_LARGE";

export class AudienceError extends Error {
  override readonly name = "AudienceError";
  readonly code: AudienceErrorCode;
  /** Filled for INVALID_SEGMENTATION. */
  readonly problems: readonly Problem[];

  constructor(
    code: AudienceErrorCode,
    message: string,
    options: ErrorOptions & { problems?: readonly Problem[] } = {},
  ) {
    super(message, options);
    this.code = code;
    this.problems = options.problems ?? [];
  }
}
