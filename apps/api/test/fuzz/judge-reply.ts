// What an answer to anything at all may be: taken, or a 4xx in the one shape, soon.
import type { Reply } from "./http-connection.ts";

export const SLOWEST_MS = 1_000;

/** @param mayHangUp the request was broken in its framing: an end without an answer is an answer. */
export function faultsOf({ status, body }: Reply, mayHangUp = false): string[] {
  if (status === 0) return mayHangUp ? [] : ["no answer"];
  if (status >= 500 || status < 200) return [`status ${status}: ${body.slice(0, 300)}`];
  if (status < 400) return [];
  return refusalFaults(body).map((fault) => `${fault} in ${status}: ${body.slice(0, 300)}`);
}

interface Refusal {
  response_id?: unknown;
  status?: unknown;
  error?: { code?: unknown; type?: unknown; message?: unknown; details?: unknown };
}

function refusalFaults(body: string): string[] {
  const refusal = parsed(body);
  if (refusal === null) return ["no JSON"];
  if (refusal.status === "fail") return dataRefusalFaults(refusal);
  const { code, message, details } = refusal.error ?? {};
  const faults: string[] = [];
  if (typeof refusal.response_id !== "string" || refusal.response_id === "") faults.push("no response_id");
  if (typeof code !== "string" || !/^[A-Z_]+$/.test(code)) faults.push("no code");
  if (typeof message !== "string" || message.length < 10) faults.push("no message");
  if (!Array.isArray(details) || !details.every(isDetail)) faults.push("no details");
  else if (code === "VALIDATION_FAILED" && details.length === 0) faults.push("nothing in details");
  if (/node_modules|\.ts:\d|FST_|ZodError|SELECT |insert into/.test(body)) faults.push("our insides");
  return faults;
}

/** The Data API has a shape of its own. */
function dataRefusalFaults({ error: { type, message } = {} }: Refusal): string[] {
  const isTold = typeof type === "string" && typeof message === "string" && message.length >= 10;
  return isTold ? [] : ["no type or message"];
}

const isDetail = (detail: unknown): boolean =>
  typeof detail === "object" &&
  detail !== null &&
  typeof Reflect.get(detail, "target") === "string" &&
  typeof Reflect.get(detail, "message") === "string";

function parsed(body: string): Refusal | null {
  try {
    return JSON.parse(body) as Refusal;
  } catch {
    return null;
  }
}
