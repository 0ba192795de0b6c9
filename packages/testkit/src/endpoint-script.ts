// What a scripted endpoint does with a request: the replies a test can ask for, and how each is carried out.
import type { IncomingHttpHeaders, ServerResponse } from "node:http";

export interface RecordedRequest {
  method: string;
  /** With its query. */
  path: string;
  headers: IncomingHttpHeaders;
  /** Empty when the script reset the connection before reading. */
  body: string;
  /** `performance.now()` of this process when the headers were complete. */
  arrivedAtMs: number;
}

export type Reply =
  | { status: number; headers?: Record<string, string>; body?: string; delayMs?: number }
  /** Reads the request and never answers. */
  | { hang: true }
  /** TCP reset. `before_read`: as soon as the headers are there, the body unread. */
  | { reset: "before_read" | "after_read" }
  /** Answers 200, then one byte of the body at a time: keeps idle timeouts from firing. */
  | { drip: { bodyBytes: number; everyMs: number } }
  /** Writes these bytes instead of an HTTP response and closes. */
  | { garbage: string };

/** Sees the whole request; `before_read` is then no longer possible and acts as `after_read`. */
export type EndpointHandler = (request: RecordedRequest) => Reply | Promise<Reply>;

/** Replies in order of arrival (the last one repeats), replies by path, or a function. */
export type EndpointScript = readonly Reply[] | Readonly<Record<string, readonly Reply[]>> | EndpointHandler;

const DEFAULT_REPLY: Reply = { status: 200 };

/** Chooses by order or by path; paths without replies of their own answer 200. */
export function replyChooser(script: Exclude<EndpointScript, EndpointHandler>): (path: string) => Reply {
  const servedByPath = new Map<string, number>();
  return (path) => {
    const byOrder = Array.isArray(script);
    const replies: readonly Reply[] = byOrder
      ? script
      : ((script as Record<string, readonly Reply[]>)[path] ?? []);
    const counter = byOrder ? "*" : path;
    const served = servedByPath.get(counter) ?? 0;
    servedByPath.set(counter, served + 1);
    return replies[served] ?? replies.at(-1) ?? DEFAULT_REPLY;
  };
}

/** Carries a reply out. `timers` are those still to fire: the endpoint clears them when it closes. */
export function perform(reply: Reply, response: ServerResponse, timers: Set<NodeJS.Timeout>): void {
  if ("hang" in reply) return;
  if ("reset" in reply) return void response.socket?.resetAndDestroy();
  if ("garbage" in reply) return void response.socket?.end(reply.garbage);
  if ("drip" in reply) return drip(response, reply.drip, timers);
  const answer = () => {
    response.writeHead(reply.status, reply.headers);
    response.end(reply.body ?? "");
  };
  if (!reply.delayMs) return answer();
  const timer = setTimeout(() => {
    timers.delete(timer);
    answer();
  }, reply.delayMs);
  timers.add(timer);
}

function drip(
  response: ServerResponse,
  { bodyBytes, everyMs }: { bodyBytes: number; everyMs: number },
  timers: Set<NodeJS.Timeout>,
): void {
  response.writeHead(200, { "content-length": String(bodyBytes) });
  response.flushHeaders();
  let sentBytes = 0;
  const timer = setInterval(() => {
    response.write(".");
    if (++sentBytes < bodyBytes) return;
    stop();
    response.end();
  }, everyMs);
  const stop = () => {
    clearInterval(timer);
    timers.delete(timer);
  };
  timers.add(timer);
  response.once("close", stop);
}
