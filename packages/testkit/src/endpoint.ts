// The far end of a delivery, played by a test: a real HTTP server that records what arrives and answers as scripted.
//
//   E1. A request is in `requests` before any part of its answer leaves, so a test that saw the answer sees the request.
//   E2. Closing ends every open connection and timer: `await using` leaves nothing behind.
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { perform, replyChooser } from "./endpoint-script.ts";
import type { EndpointScript, RecordedRequest, Reply } from "./endpoint-script.ts";
import { eventually } from "./eventually.ts";

export interface Endpoint extends AsyncDisposable {
  /** `http://127.0.0.1:<port>`, without a trailing slash. */
  url: string;
  port: number;
  /** In order of arrival; at most the first 100,000. */
  requests: readonly RecordedRequest[];
  /** Waits until at least `count` requests have arrived. */
  received(count: number, timeoutMs?: number): Promise<readonly RecordedRequest[]>;
  close(): Promise<void>;
}

const IDLE_CONNECTION_MS = 60_000;

/** A forgotten loop in a test must not eat the machine's memory. */
const MAX_RECORDED_REQUESTS = 100_000;

/** Starts on a free port of 127.0.0.1. Without a script every request is answered 200. */
export async function startEndpoint(script: EndpointScript = []): Promise<Endpoint> {
  const requests: RecordedRequest[] = [];
  const timers = new Set<NodeJS.Timeout>();
  const choose = typeof script === "function" ? undefined : replyChooser(script);

  async function answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const recorded = record(message);
    const planned = choose?.(pathOnly(recorded.path));
    const isCutBeforeRead = planned !== undefined && "reset" in planned && planned.reset === "before_read";
    if (!isCutBeforeRead) recorded.body = await readAll(message);
    if (requests.length < MAX_RECORDED_REQUESTS) requests.push(recorded); // E1
    const reply: Reply = planned ?? (typeof script === "function" ? await script(recorded) : { status: 200 });
    perform(reply, response, timers);
  }

  // Not after Node's five seconds: closed by this clock, an idle connection meets a request of a process that was held up
  // meanwhile, and that request fails.
  const server = createServer({ keepAliveTimeout: IDLE_CONNECTION_MS }, (message, response) => {
    answer(message, response).catch((cause: unknown) => response.destroy(cause as Error));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;

  const close = async (): Promise<void> => {
    for (const timer of timers) clearTimeout(timer);
    server.closeAllConnections(); // E2
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    requests,
    received: (count, timeoutMs = 20_000) =>
      eventually(() => requests.length >= count && requests, { timeoutMs }),
    close,
    [Symbol.asyncDispose]: close,
  };
}

const record = (message: IncomingMessage): RecordedRequest => ({
  method: message.method ?? "",
  path: message.url ?? "",
  headers: message.headers,
  body: "",
  arrivedAtMs: performance.now(),
});

const pathOnly = (path: string): string => path.split("?", 1)[0] ?? path;

async function readAll(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
