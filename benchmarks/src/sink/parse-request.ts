// The part of HTTP/1.1 that the sink needs, read straight from the bytes.
//
//   P1. A request is taken whole or not at all: an incomplete one costs nothing but being looked at again.
//   P2. Whatever could make us lose the boundary between two requests is refused, and the connection ends:
//       bare LF, folded or nameless headers, contradicting or non-decimal lengths (400), any Transfer-Encoding (411).
//   P3. A head is at most 16 KB and a body 1 MB, so what one connection makes us hold is bounded.
import { hashKeyBytes } from "./key-hash.ts";
import type { KeyHash } from "./key-hash.ts";

export interface ParsedRequest {
  bodyStart: number;
  bodyEnd: number;
  keepsAlive: boolean;
  hasKey: boolean;
  key: KeyHash;
  /** `X-Attempt`; 0 without. */
  attempt: number;
  isMaybeDuplicate: boolean;
}

export const INCOMPLETE = 0;
export const MAX_HEAD_BYTES = 16 * 1024;
export const MAX_BODY_BYTES = 1024 * 1024;

const LF = 10;
const CR = 13;
const SPACE = 32;
const TAB = 9;
const COLON = 58;
const UNKNOWN_LENGTH = -1;

export const newParsedRequest = (): ParsedRequest => ({
  bodyStart: 0,
  bodyEnd: 0,
  keepsAlive: true,
  hasKey: false,
  key: { high: 0, low: 0 },
  attempt: 0,
  isMaybeDuplicate: false,
});

/**
 * HOT: once per request. Reads one request from `bytes[start, end)` into `into`.
 * Returns where it ends, `INCOMPLETE`, or a refusal as a negative status (-400, -411, -413, -417, -431, -505).
 */
export function parseRequest(bytes: Uint8Array, start: number, end: number, into: ParsedRequest): number {
  into.keepsAlive = true;
  into.hasKey = false;
  into.key.high = into.key.low = 0;
  into.attempt = 0;
  into.isMaybeDuplicate = false;

  const requestLineEnd = endOfLine(bytes, start, end);
  if (requestLineEnd < 0) return requestLineEnd === -1 ? tooLongOrIncomplete(start, end) : -400;
  const version = readRequestLine(bytes, start, requestLineEnd, into);
  if (version < 0) return version;

  let contentLength = UNKNOWN_LENGTH;
  for (let lineStart = requestLineEnd + 2; ;) {
    const lineEnd = endOfLine(bytes, lineStart, end);
    if (lineEnd === -1) return tooLongOrIncomplete(start, end);
    if (lineEnd === -2 || lineEnd - start > MAX_HEAD_BYTES) return lineEnd === -2 ? -400 : -431;
    if (lineEnd === lineStart) return bodyOf(lineStart + 2, end, contentLength, into);
    const length = readHeader(bytes, lineStart, lineEnd, into);
    if (length < UNKNOWN_LENGTH) return length;
    if (length !== UNKNOWN_LENGTH) {
      if (contentLength !== UNKNOWN_LENGTH && contentLength !== length) return -400; // P2
      contentLength = length;
    }
    lineStart = lineEnd + 2;
  }
}

/** Where the CR of the next CRLF stands; -1 when there is none yet, -2 for a bare LF. */
function endOfLine(bytes: Uint8Array, from: number, end: number): number {
  for (let i = from; i < end; i++) {
    if (bytes[i] === LF) return i > from && bytes[i - 1] === CR ? i - 1 : -2;
  }
  return -1;
}

const tooLongOrIncomplete = (start: number, end: number): number =>
  end - start > MAX_HEAD_BYTES ? -431 : INCOMPLETE;

function bodyOf(bodyStart: number, end: number, contentLength: number, into: ParsedRequest): number {
  const bodyBytes = contentLength === UNKNOWN_LENGTH ? 0 : contentLength;
  if (bodyBytes > MAX_BODY_BYTES) return -413;
  into.bodyStart = bodyStart;
  into.bodyEnd = bodyStart + bodyBytes;
  return into.bodyEnd <= end ? into.bodyEnd : INCOMPLETE; // P1
}

/** `METHOD SP target SP HTTP/1.x`; a negative status when it is not that. */
function readRequestLine(bytes: Uint8Array, start: number, end: number, into: ParsedRequest): number {
  const methodEnd = bytes.indexOf(SPACE, start);
  const targetEnd = end - 9;
  if (methodEnd <= start || methodEnd >= targetEnd || bytes[targetEnd] !== SPACE) return -400;
  for (let i = start; i < methodEnd; i++) if (!isUpperCase(bytes[i])) return -400;
  for (let i = methodEnd + 1; i < targetEnd; i++) if ((bytes[i] as number) <= SPACE) return -400;
  if (!textIs(bytes, targetEnd + 1, "http/1.")) return -505;
  const minor = bytes[end - 1];
  if (minor !== 48 && minor !== 49) return -505;
  into.keepsAlive = minor === 49;
  return 0;
}

const isUpperCase = (byte: number | undefined): boolean => byte !== undefined && byte >= 65 && byte <= 90;

/** Returns the value of Content-Length, `UNKNOWN_LENGTH` for any other header, or a refusal below that. */
function readHeader(bytes: Uint8Array, start: number, end: number, into: ParsedRequest): number {
  let colon = start;
  for (; colon < end && bytes[colon] !== COLON; colon++) {
    const byte = bytes[colon] as number;
    if (byte <= SPACE || byte >= 127) return -400; // folded, or a space before the colon
  }
  if (colon === end || colon === start) return -400;
  let from = colon + 1;
  let to = end;
  while (from < to && isBlank(bytes[from])) from++;
  while (to > from && isBlank(bytes[to - 1])) to--;
  // The length of a name rules out all headers but one or two, so most cost one comparison.
  switch (colon - start) {
    case 14:
      if (textIs(bytes, start, "content-length")) return readDecimal(bytes, from, to);
      break;
    case 15:
      if (textIs(bytes, start, "idempotency-key")) {
        hashKeyBytes(bytes, from, to, into.key);
        into.hasKey = true;
      }
      break;
    case 9:
      if (textIs(bytes, start, "x-attempt"))
        into.attempt = Math.min(0xffff, Math.max(0, readDecimal(bytes, from, to)));
      break;
    case 17:
      if (textIs(bytes, start, "transfer-encoding")) return -411;
      if (textIs(bytes, start, "x-maybe-duplicate"))
        into.isMaybeDuplicate = to - from === 1 && bytes[from] === 49;
      break;
    case 10:
      if (textIs(bytes, start, "connection")) readConnection(bytes, from, to, into);
      break;
    case 6:
      if (textIs(bytes, start, "expect")) return -417;
      break;
    default:
  }
  return UNKNOWN_LENGTH;
}

const isBlank = (byte: number | undefined): boolean => byte === SPACE || byte === TAB;

function readConnection(bytes: Uint8Array, from: number, to: number, into: ParsedRequest): void {
  if (to - from === 5 && textIs(bytes, from, "close")) into.keepsAlive = false;
  else if (to - from === 10 && textIs(bytes, from, "keep-alive")) into.keepsAlive = true;
}

function readDecimal(bytes: Uint8Array, from: number, to: number): number {
  if (from === to || to - from > 12) return -400;
  let value = 0;
  for (let i = from; i < to; i++) {
    const digit = (bytes[i] as number) - 48;
    if (digit < 0 || digit > 9) return -400;
    value = value * 10 + digit;
  }
  return value;
}

/** Compares without case; `text` in lower case. */
function textIs(bytes: Uint8Array, start: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    if (((bytes[start + i] as number) | 32) !== text.charCodeAt(i)) return false;
  }
  return true;
}
