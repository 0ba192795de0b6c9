// What is no HTTP request: bad framing, headers without end, a connection that ends in the middle. Known before any route is, so
// the answer is written by hand, in the shape of all others, and the connection ends with it.
import { randomUUID } from "node:crypto";
import type { Socket } from "node:net";

interface Refusal {
  status: 400 | 408 | 431;
  reason: string;
  code: string;
  message: string;
}

const MALFORMED: Refusal = {
  status: 400,
  reason: "Bad Request",
  code: "BAD_REQUEST",
  message: "This is no HTTP request: its head, its length or its chunks are wrong, or it ends too soon.",
};

const BY_CODE: Readonly<Record<string, Refusal>> = {
  HPE_HEADER_OVERFLOW: {
    status: 431,
    reason: "Request Header Fields Too Large",
    code: "BAD_REQUEST",
    message: "The headers are too large. Send 16 KB at most.",
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    reason: "Request Timeout",
    code: "REQUEST_TIMEOUT",
    message: "The request did not arrive in time. Send it again, faster.",
  },
};

/** The HTTP parser's `clientError`. */
export function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
  socket.end(answerOf(BY_CODE[error.code ?? ""] ?? MALFORMED));
  socket.destroySoon(); // a client that goes on to write would keep its half of the connection for ever
}

function answerOf({ status, reason, code, message }: Refusal): string {
  const body = JSON.stringify({ response_id: randomUUID(), error: { code, message, details: [] } });
  const head = [
    `HTTP/1.1 ${status} ${reason}`,
    "content-type: application/json; charset=utf-8",
    `content-length: ${Buffer.byteLength(body)}`,
    "connection: close",
  ];
  return `${head.join("\r\n")}\r\n\r\n${body}`;
}
