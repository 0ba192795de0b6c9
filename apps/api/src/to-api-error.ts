// Whatever was thrown → what the client hears. A client's mistake is never a 5xx, and a 5xx never tells our internals.
import { AudienceError } from "@sluice/audience";
import { CampaignError, type CampaignErrorCode } from "@sluice/campaigns";
import { ANSWER_TIMEOUT } from "./answer-deadline.ts";
import { ApiError, type ErrorStatus, isErrorStatus } from "./api-error.ts";

const STATUS_OF_CODE: Readonly<Record<CampaignErrorCode, ErrorStatus>> = {
  NOT_FOUND: 404,
  WRONG_STATUS: 422,
  NOT_EDITABLE: 409,
  ALREADY_DONE: 409,
  NOT_PERMITTED: 403,
  SELF_APPROVAL: 403,
  MALFORMED: 400,
  INVALID: 422,
  CONFLICT: 409,
  STALE_APPROVAL: 409,
  ALL_STOPPED: 409,
  EXPIRED_REVIEW: 409,
};

/** @param isReceived whether the whole request had arrived: tells a slow client from a slow answer. */
export function toApiError(error: unknown, isReceived = true): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof CampaignError) {
    const { message, problems } = error;
    const options = { problems, cause: error };
    // As the product says it.
    if (error.code === "NOT_EDITABLE") return new ApiError(409, message, { ...options, code: "BAD_REQUEST" });
    return new ApiError(STATUS_OF_CODE[error.code], message, options);
  }
  if (error instanceof AudienceError) {
    return new ApiError(400, error.message, { problems: error.problems, cause: error });
  }
  if (propertyOf(error, "code") === ANSWER_TIMEOUT) return tooLate(error, isReceived);
  return fromCode(error, isReceived) ?? fromHttpStatus(error) ?? unexpected(error);
}

/** Errors known by their code: of the store, the server, and the network below. */
function fromCode(error: unknown, isReceived: boolean): ApiError | null {
  const code = propertyOf(error, "code");
  const message = messageOf(error);
  switch (code) {
    case "RUN_NOT_FOUND":
      return new ApiError(404, message, { cause: error });
    case "KEY_NOT_FOUND":
      return new ApiError(404, message, { cause: error });
    case "SCOPE_NOT_HELD":
      return new ApiError(403, message, { cause: error });
    case "TOO_MANY_KEYS":
    case "RUN_STOPPING":
    case "ALL_STOPPED":
      return new ApiError(409, message, { cause: error });
    case "FST_ERR_CTP_BODY_TOO_LARGE":
      return new ApiError(413, "The body is too large. Send less, or use the import for users.", {
        cause: error,
      });
    case "FST_ERR_CTP_INVALID_MEDIA_TYPE":
      return new ApiError(415, "Send the body as application/json.", { cause: error });
    case "ECONNRESET":
      return isReceived ? unavailable(error) : cutOff(error);
    default:
      return isUnavailable(code) || CONNECTION_LOST.test(message) ? unavailable(error) : null;
  }
}

const tooLate = (cause: unknown, isReceived: boolean): ApiError =>
  isReceived
    ? new ApiError(503, "The answer took too long. Try again in a moment.", { cause })
    : new ApiError(408, "The body did not arrive in time. Send it again, faster.", { cause });

const cutOff = (cause: unknown): ApiError =>
  new ApiError(400, "The connection ended before the whole body arrived. Send it again.", { cause });

const UNREACHABLE = new Set(["POSTGRES_UNREACHABLE", "ECONNREFUSED", "ENOTFOUND", "EPIPE", "ETIMEDOUT"]);

/** What the driver says without a code. */
const CONNECTION_LOST = /^Connection terminated|^timeout exceeded when trying to connect/;

/** Postgres: connection exceptions (class 08), shutting down or starting up (57P), too many connections or a full disk (53). */
const isUnavailable = (code: unknown): boolean =>
  typeof code === "string" && (UNREACHABLE.has(code) || /^(?:08...|57P..|53...)$/.test(code));

const unavailable = (cause: unknown): ApiError =>
  new ApiError(503, "The database or the bus cannot be reached. Try again in a moment.", { cause });

/** Errors of the HTTP server carry their status; what it says of a client's mistake is fit to be shown. */
function fromHttpStatus(error: unknown): ApiError | null {
  const status = propertyOf(error, "statusCode");
  if (typeof status !== "number" || status >= 500 || status < 400) return null;
  return new ApiError(isErrorStatus(status) ? status : 400, messageOf(error), { cause: error });
}

const unexpected = (cause: unknown): ApiError =>
  new ApiError(
    500,
    "Something went wrong on our side. Try again; if it stays, look in the log for the response_id.",
    { cause },
  );

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const propertyOf = (error: unknown, name: string): unknown =>
  typeof error === "object" && error !== null ? Reflect.get(error, name) : undefined;
