// The bytes of each answer, made once per status.
import { STATUS_CODES } from "node:http";

const BODY = "{}";
export const GARBAGE_TEXT = "\u0000\u0001this is no HTTP\r\n\r\n\u00ff";
/** A head that never ends: its beginning, then a byte at a time. */
export const DRIP_START = "HTTP/1.1 200 OK\r\nX-Drip: ";
export const DRIPPED = "x";
const made = new Map<string, string>();

/** Latin-1 text of a whole response; statuses that forbid a body have none. */
export function answerText(status: number, keepsAlive: boolean, retryAfter: string | null = null): string {
  const asks = status === 429 || status === 503 ? retryAfter : null;
  const key = `${status} ${keepsAlive} ${asks}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const text = makeAnswer(status, keepsAlive, asks);
  made.set(key, text);
  return text;
}

function makeAnswer(status: number, keepsAlive: boolean, retryAfter: string | null): string {
  const hasBody = status !== 204 && status !== 304;
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? "Unknown"}`,
    ...(hasBody ? ["Content-Type: application/json", `Content-Length: ${BODY.length}`] : []),
    ...(retryAfter === null ? [] : [`Retry-After: ${retryAfter}`]),
    ...(keepsAlive ? [] : ["Connection: close"]),
  ];
  return `${lines.join("\r\n")}\r\n\r\n${hasBody ? BODY : ""}`;
}
