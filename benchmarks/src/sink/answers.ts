// The bytes of each answer, made once per status.
import { STATUS_CODES } from "node:http";

const BODY = "{}";
const made = new Map<number, string>();

/** Latin-1 text of a whole response; statuses that forbid a body have none. */
export function answerText(status: number, keepsAlive: boolean): string {
  const key = keepsAlive ? status : -status;
  const known = made.get(key);
  if (known !== undefined) return known;
  const text = makeAnswer(status, keepsAlive);
  made.set(key, text);
  return text;
}

function makeAnswer(status: number, keepsAlive: boolean): string {
  const hasBody = status !== 204 && status !== 304;
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? "Unknown"}`,
    ...(hasBody ? ["Content-Type: application/json", `Content-Length: ${BODY.length}`] : []),
    ...(keepsAlive ? [] : ["Connection: close"]),
  ];
  return `${lines.join("\r\n")}\r\n\r\n${hasBody ? BODY : ""}`;
}
