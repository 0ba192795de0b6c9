// Whatever was thrown → what a client of the Data API hears. What is known to the rest of the API keeps its status.
import type { RefusalType } from "@sluice/schema";
import type { ErrorStatus } from "../api-error.ts";
import { toApiError } from "../to-api-error.ts";
import { DataRefusal, type RefusalStatus } from "./data-refusal.ts";

const TYPE_OF_STATUS: Readonly<Record<RefusalStatus, RefusalType>> = {
  400: "InvalidParams",
  401: "Authentication required",
  403: "BlockedClient",
  404: "InvalidParams",
  408: "InvalidParams",
  409: "Key mismatch",
  413: "PayloadTooLarge",
  415: "Unsupported media type",
  429: "TooManyRequests",
  500: "InternalServerError",
  503: "ServiceUnavailable",
};

/** @param isReceived whether the whole request had arrived */
export function toDataRefusal(error: unknown, isReceived: boolean): DataRefusal {
  if (error instanceof DataRefusal) return error;
  const { status, message, retryAfterSeconds, problems } = toApiError(error, isReceived);
  const told = toRefusalStatus(status);
  const type = isMalformed(error) ? "Malformed JSON" : TYPE_OF_STATUS[told];
  return new DataRefusal(told, type, message, {
    attribute: problems[0]?.field,
    retryAfterSeconds,
    cause: error,
  });
}

const toRefusalStatus = (status: ErrorStatus): RefusalStatus =>
  status in TYPE_OF_STATUS ? (status as RefusalStatus) : 400;

/** The JSON parser's own errors. */
const isMalformed = (error: unknown): boolean =>
  error instanceof SyntaxError ||
  (typeof error === "object" &&
    error !== null &&
    Reflect.get(error, "code") === "FST_ERR_CTP_INVALID_JSON_BODY");
