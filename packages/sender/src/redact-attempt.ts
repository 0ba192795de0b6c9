// An attempt → the record that may leave this thread. Pure: no clock, no chance, no I/O.
//
//   R1. Of the request's headers, values are shown only where the campaign's author wrote the header, or where it is one of
//       ours: whatever an authorization adds is masked, under any name.
//   R2. A masked header's value is masked wherever else it stands (secret-mask.ts).
//   R3. Of the answer's headers, only those of a list are kept.
//   R4. Redacted first, cut afterwards.
import type { AttemptRecord } from "@sluice/schema";
import type { AnswerContent, AttemptResult } from "./attempt-result.ts";
import type { HttpRequest } from "./exchange.ts";
import { cutBytes, escapeControls, MAX_SEEN_CHARACTERS, redactBody } from "./redact-body.ts";
import { REDACTED, redactLooks } from "./redact-text.ts";
import { redactPairs, redactUrl } from "./redact-url.ts";
import { type Mask, secretMask } from "./secret-mask.ts";
import type { SensitiveNames } from "./sensitive-names.ts";

export interface EndedAttempt {
  atMs: number;
  userId: string;
  batchNo: number;
  attempt: number;
  latencyMs: number;
  /** The outcome's reason; null for a plain delivery. */
  reason: string | null;
  isPossibleDuplicate: boolean;
  /** Scheme, host and port. */
  origin: string;
  request: HttpRequest;
  result: AttemptResult;
  /** Names in lower case of the headers that the author wrote. */
  writtenHeaders: ReadonlySet<string>;
}

type HeaderPairs = Array<[string, string]>;

/** Nothing of ours is secret. The idempotency key names run and user. */
const OWN_HEADERS: ReadonlySet<string> = new Set([
  "content-type",
  "content-length",
  "idempotency-key",
  "x-attempt",
  "x-maybe-duplicate",
  "user-agent",
  "webhook-id",
  "webhook-timestamp",
]);
/** R3 */
const ANSWER_HEADERS: ReadonlySet<string> = new Set([
  "allow",
  "cf-ray",
  "content-encoding",
  "content-length",
  "content-type",
  "date",
  "request-id",
  "retry-after",
  "server",
  "traceparent",
  "via",
  "x-correlation-id",
  "x-request-id",
]);
const RATE_LIMIT_HEADER = /^(?:x-)?ratelimit-/;
const MAX_HEADERS = 40;
const MAX_HEADER_BYTES = 256;
const MAX_URL_BYTES = 2_048;

export function redactAttempt(attempt: EndedAttempt, names: SensitiveNames): AttemptRecord {
  const { request, result } = attempt;
  const { headers, hidden } = redactRequestHeaders(attempt, names);
  const clean = secretMask(hidden, REDACTED); // R2
  return {
    at_ms: attempt.atMs,
    user_id: attempt.userId,
    batch_no: attempt.batchNo,
    attempt: attempt.attempt,
    status: result.kind === "response" ? Math.min(result.status, 599) : 0,
    latency_ms: Math.max(0, Math.round(attempt.latencyMs * 10) / 10),
    error_code: attempt.reason === null ? null : redactLooks(escapeControls(attempt.reason)).slice(0, 128),
    request: {
      method: request.method,
      url: cutBytes(redactUrl(attempt.origin, clean(request.path), names), MAX_URL_BYTES),
      headers,
      body:
        request.body === null ? null : redactRequestBody(request.body, contentTypeOf(request), clean, names),
    },
    response:
      result.kind === "response" && result.content !== undefined
        ? redactAnswer(result.content, clean, names)
        : null,
    possible_duplicate: attempt.isPossibleDuplicate,
  };
}

function redactRequestHeaders(
  { request, writtenHeaders }: EndedAttempt,
  names: SensitiveNames,
): { headers: HeaderPairs; hidden: string[] } {
  const headers: HeaderPairs = [];
  const hidden: string[] = [];
  for (let i = 0; i + 1 < request.headers.length; i += 2) {
    const name = request.headers[i] ?? "";
    const value = request.headers[i + 1] ?? "";
    const isOwn = OWN_HEADERS.has(name.toLowerCase());
    const isShown = isOwn || (writtenHeaders.has(name.toLowerCase()) && !names.isHeader(name)); // R1
    if (!isShown) hidden.push(value);
    if (headers.length < MAX_HEADERS) headers.push([name, isShown ? shownHeader(name, value) : REDACTED]);
  }
  return { headers, hidden };
}

/** The time of a signature is no telephone number. */
const shownHeader = (name: string, value: string): string =>
  name === "webhook-timestamp" ? value : shownValue(value);

const shownValue = (value: string): string => cutBytes(redactLooks(escapeControls(value)), MAX_HEADER_BYTES);

function redactRequestBody(body: string, contentType: string, clean: Mask, names: SensitiveNames): string {
  const seen = clean(body.slice(0, 2 * MAX_SEEN_CHARACTERS));
  const isForm = contentType.startsWith("application/x-www-form-urlencoded");
  const isWhole = body.length <= 2 * MAX_SEEN_CHARACTERS;
  return redactBody(isForm ? redactPairs(seen, names) : seen, isWhole, { names, clean });
}

function contentTypeOf({ headers }: HttpRequest): string {
  const at = headers.findIndex((text, i) => i % 2 === 0 && text.toLowerCase() === "content-type");
  return at < 0 ? "" : (headers[at + 1] ?? "").toLowerCase();
}

function redactAnswer(
  { headers, body, isWhole }: AnswerContent,
  clean: Mask,
  names: SensitiveNames,
): AttemptRecord["response"] {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString();
  return { headers: answerHeaders(headers, clean), body: redactBody(clean(text), isWhole, { names, clean }) };
}

function answerHeaders(headers: AnswerContent["headers"], clean: Mask): HeaderPairs {
  const shown: HeaderPairs = [];
  for (const [name, value] of Object.entries(headers)) {
    const isNumber = RATE_LIMIT_HEADER.test(name) || name === "content-length" || name === "retry-after";
    if (!isNumber && !ANSWER_HEADERS.has(name)) continue;
    const text = clean(Array.isArray(value) ? value.join(", ") : String(value));
    const isPlain = isNumber && /^[\d., ;=\w-]{1,64}$/.test(text);
    shown.push([name, isPlain ? text : shownValue(text)]);
    if (shown.length === MAX_HEADERS) break;
  }
  return shown;
}
