// How an attempt ended → what it means. Pure tables; next-step.ts decides what follows.
import type { Connector } from "@sluice/schema";

export type AttemptResult =
  | { kind: "response"; status: number; retryAfter: string | undefined }
  | { kind: "failure"; code: string };

export type AttemptVerdict =
  | { kind: "delivered"; status: number }
  | { kind: "passing"; status: number; reason: string; retryAfter: string | undefined }
  | { kind: "final"; status: number; reason: string };

/** Statuses that say "not now": request timeout, too early, too many requests. All of 5xx as well. */
const PASSING_STATUSES: ReadonlySet<number> = new Set([408, 425, 429]);

/** Refused before anything was sent; the same request would be refused again. */
const REFUSED_CODES: Readonly<Record<string, string>> = {
  UND_ERR_INVALID_ARG: "request refused by the HTTP client",
  UND_ERR_REQ_CONTENT_LENGTH_MISMATCH: "request refused by the HTTP client",
  UND_ERR_NOT_SUPPORTED: "request refused by the HTTP client",
  SLUICE_ADDRESS_REFUSED: "address not allowed",
};

/** Bounded words for the reasons that people read and that are counted. */
const FAILURE_WORDS: Readonly<Record<string, string>> = {
  SLUICE_DEADLINE: "timeout",
  UND_ERR_CONNECT_TIMEOUT: "connect timeout",
  UND_ERR_SOCKET: "connection closed",
  UND_ERR_HEADERS_OVERFLOW: "response headers too large",
  ECONNREFUSED: "connection refused",
  ECONNRESET: "connection reset",
  EPIPE: "connection reset",
  ENOTFOUND: "host not found",
  EAI_AGAIN: "host not found",
  EHOSTUNREACH: "host unreachable",
  ENETUNREACH: "network unreachable",
};

export type StatusTest = (status: number) => boolean;

export function compileSuccess(success: Connector["success"]): StatusTest {
  const exact = new Set<number>();
  const classes = new Set<number>();
  for (const pattern of success.statuses) {
    if (pattern.endsWith("xx")) classes.add(Number(pattern[0]));
    else exact.add(Number(pattern));
  }
  return (status) => exact.has(status) || classes.has(Math.floor(status / 100));
}

export function classifyAttempt(result: AttemptResult, isSuccess: StatusTest): AttemptVerdict {
  if (result.kind === "failure") return classifyFailure(result.code);
  const { status, retryAfter } = result;
  if (isSuccess(status)) return { kind: "delivered", status };
  const reason = `status ${status}`;
  if (PASSING_STATUSES.has(status) || status >= 500) return { kind: "passing", status, reason, retryAfter };
  return { kind: "final", status, reason };
}

function classifyFailure(code: string): AttemptVerdict {
  const refused = REFUSED_CODES[code];
  if (refused !== undefined) return { kind: "final", status: 0, reason: refused };
  const parserError = code.startsWith("HPE_") ? "response is not HTTP" : undefined;
  const reason =
    FAILURE_WORDS[code] ??
    parserError ??
    (code.startsWith("ERR_TLS") || code.includes("CERT") ? "TLS failed" : code);
  return { kind: "passing", status: 0, reason, retryAfter: undefined };
}
