// What the end of an attempt says about the origin, whatever it means for the recipient. HOT: once per answer.
import type { RecipientOutcome } from "@sluice/schema";
import type { AttemptResult } from "./attempt-result.ts";

export type OriginSignal =
  /** It is there and does what it is asked; also when it refuses this one request. */
  | "well"
  /** 429: it is there, and wants less. */
  | "rate_limited"
  /** It fails because of too much: 503, or no answer in time. */
  | "overloaded"
  | "failing"
  /** Nothing: the request never left, or we gave it up. */
  | "silent";

/** Refused by the HTTP client before anything was sent. */
const NEVER_LEFT: ReadonlySet<string> = new Set([
  "UND_ERR_INVALID_ARG",
  "UND_ERR_REQ_CONTENT_LENGTH_MISMATCH",
  "UND_ERR_NOT_SUPPORTED",
]);
const TIMEOUTS: ReadonlySet<string> = new Set(["SLUICE_DEADLINE", "UND_ERR_CONNECT_TIMEOUT"]);

export function originSignal(result: AttemptResult): OriginSignal {
  if (result.kind === "failure") return signalOfFailure(result.code);
  if (result.status === 429) return "rate_limited";
  if (result.status === 503) return "overloaded";
  return result.status >= 500 ? "failing" : "well";
}

/** 410, unless the author says that it is a delivery or to be tried again: this endpoint wants nothing any more. */
export const isGone = ({ status, end }: Pick<RecipientOutcome, "status" | "end">): boolean =>
  status === 410 && end === "dead_lettered";

function signalOfFailure(code: string): OriginSignal {
  if (TIMEOUTS.has(code)) return "overloaded";
  // Other codes of ours: the lease was lost, the address is not allowed.
  return code.startsWith("SLUICE_") || NEVER_LEFT.has(code) ? "silent" : "failing";
}
