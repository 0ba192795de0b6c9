// What an operator asks a process: `/healthz` (is it able to work?) and `/metrics` (Prometheus).
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Registry } from "prom-client";
import { runHealthChecks, type HealthChecks, type HealthReport } from "./health-checks.ts";

export interface OpsOptions {
  /** 0 takes any free port. */
  port: number;
  host: string;
  checks: HealthChecks;
  registry: Registry;
  onListening?: (url: string) => void;
}

export interface OpsServer {
  url: string;
  port: number;
  close(): Promise<void>;
}

/** @throws what `listen` throws, for example EADDRINUSE. */
export async function serveOps(options: OpsOptions): Promise<OpsServer> {
  const report = shareRunning(() => runHealthChecks(options.checks));
  const server = createServer((request, response) => {
    answer(request, response, report, options.registry).catch((error: unknown) => fail(response, error));
  });
  server.listen(options.port, options.host);
  await once(server, "listening");
  const port = listeningPort(server);
  const url = `http://${options.host.includes(":") ? `[${options.host}]` : options.host}:${port}`;
  options.onListening?.(url);
  return { url, port, close: () => close(server) };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  report: () => Promise<HealthReport>,
  registry: Registry,
): Promise<void> {
  const { pathname } = new URL(request.url ?? "/", "http://localhost");
  if (pathname === "/healthz") return sendHealth(response, await report());
  if (pathname === "/metrics") return send(response, 200, registry.contentType, await registry.metrics());
  return send(response, 404, "text/plain", "try /healthz or /metrics\n");
}

function sendHealth(response: ServerResponse, report: HealthReport): void {
  const status = report.status === "ok" ? 200 : 503;
  send(response, status, "application/json", `${JSON.stringify(report)}\n`);
}

function send(response: ServerResponse, status: number, contentType: string, body: string): void {
  response.writeHead(status, { "content-type": contentType, "cache-control": "no-store" }).end(body);
}

function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent) response.destroy();
  else send(response, 500, "text/plain", `${error instanceof Error ? error.name : "error"}\n`);
}

/** Many askers at once cause one run of the checks. */
function shareRunning<T>(start: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return () => {
    running ??= start().finally(() => (running = undefined));
    return running;
  };
}

function listeningPort(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the ops server has no TCP address");
  return address.port;
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
  });
}
