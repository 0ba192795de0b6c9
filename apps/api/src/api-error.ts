// How the API refuses. Everything thrown in a route becomes one of these (to-api-error.ts) and is answered in one shape.
import type { Problem } from "@sluice/schema";

const CODE_OF_STATUS = {
  400: "BAD_REQUEST",
  401: "UNAUTHORIZED",
  403: "FORBIDDEN",
  404: "NOT_FOUND",
  408: "REQUEST_TIMEOUT",
  409: "CONFLICT",
  413: "PAYLOAD_TOO_LARGE",
  415: "UNSUPPORTED_MEDIA_TYPE",
  422: "UNPROCESSABLE_ENTITY",
  429: "RATE_LIMITED",
  500: "INTERNAL_ERROR",
  503: "UNAVAILABLE",
} as const;
export type ErrorStatus = keyof typeof CODE_OF_STATUS;

export const isErrorStatus = (status: number): status is ErrorStatus => status in CODE_OF_STATUS;

export interface ApiErrorOptions extends ErrorOptions {
  problems?: readonly Problem[];
  /** Where the status alone does not tell a program what to do. */
  code?: string;
  /** Told as Retry-After. */
  retryAfterSeconds?: number;
  /** What else a program may want to know: told beside the code. */
  facts?: Readonly<Record<string, string | number>>;
}

export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: ErrorStatus;
  readonly code: string;
  readonly problems: readonly Problem[];
  readonly retryAfterSeconds: number | null;
  readonly facts: Readonly<Record<string, string | number>>;

  constructor(status: ErrorStatus, message: string, options: ApiErrorOptions = {}) {
    super(message, options);
    this.status = status;
    this.problems = options.problems ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
    this.facts = options.facts ?? {};
    const isInvalid = status === 400 && this.problems.length > 0;
    this.code = options.code ?? (isInvalid ? "VALIDATION_FAILED" : CODE_OF_STATUS[status]);
  }
}
