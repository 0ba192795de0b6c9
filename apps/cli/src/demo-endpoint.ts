// The demonstration's far end, a process of its own: answers 200, and now and then 503, so that retries are seen. It
// counts what arrives, to be compared with what the ledger says.
//
//   E1. A user is counted as reached when a request with their Idempotency-Key was answered 200.
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { onShutdown } from "@sluice/telemetry";

const SHARE_OF_503 = 0.01;
/** Beyond it keys are no longer remembered: a few hundred megabytes. */
const MAX_REMEMBERED_KEYS = 2_000_000;

const reached = new Set<string>();
const counts = { requests: 0, answered_503: 0, answered_twice: 0 };

function answer(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  if (request.method === "GET" && request.url === "/counts") {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ ...counts, reached: reached.size }));
    return;
  }
  counts.requests += 1;
  if (Math.random() < SHARE_OF_503) {
    counts.answered_503 += 1;
    response.writeHead(503).end();
    return;
  }
  remember(request.headers["idempotency-key"]);
  response.writeHead(200).end();
}

function remember(key: string | string[] | undefined): void {
  if (typeof key !== "string") return;
  if (reached.has(key)) counts.answered_twice += 1;
  else if (reached.size < MAX_REMEMBERED_KEYS) reached.add(key); // E1
}

const server = createServer(answer);
onShutdown(async () => {
  server.closeAllConnections();
  server.close();
});
server.listen(Number(process.env["PORT"] ?? 0), "127.0.0.1");
await once(server, "listening");
const address = server.address();
if (address === null || typeof address === "string") throw new Error("the endpoint has no TCP address");
process.send?.({ type: "listening", url: `http://127.0.0.1:${address.port}` });
