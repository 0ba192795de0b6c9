// One log line and one count for each request; of frequent calls only refusals have a line. Neither holds a URL, a header or a body: the route's pattern says enough.
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { Counter, Histogram, type Registry } from "prom-client";

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 600];

export function observeRequests(app: FastifyInstance, registry: Registry): void {
  const labelNames = ["method", "route", "status"] as const;
  const count = new Counter({
    name: "sluice_api_requests_total",
    help: "Requests answered.",
    labelNames,
    registers: [registry],
  });
  const latency = new Histogram({
    name: "sluice_api_request_duration_seconds",
    help: "From the first byte of the request to the last of the answer.",
    labelNames,
    buckets: SECONDS,
    registers: [registry],
  });
  const tell = (request: FastifyRequest, reply: FastifyReply): void => {
    const labels = { method: request.method, route: routeOf(request), status: String(reply.statusCode) };
    count.inc(labels);
    latency.observe(labels, reply.elapsedTime / 1_000);
    const isQuiet = request.routeOptions.config.isFrequent === true && reply.statusCode < 400;
    if (!isQuiet) request.log.info(lineOf(request, reply), "request.answered");
  };
  app.addHook("onRequest", (request, reply, done) => {
    let isTold = false;
    const tellOnce = (): void => {
      if (!isTold) tell(request, reply);
      isTold = true;
    };
    // Unlike the hook onResponse `close` comes as well when the client went away before the answer.
    reply.raw.once("finish", tellOnce).once("close", tellOnce);
    done();
  });
}

/** A path that no route has would make a metric of its own for each guess. */
const routeOf = (request: FastifyRequest): string => request.routeOptions.url ?? "unknown";

function lineOf(request: FastifyRequest, reply: FastifyReply): Record<string, unknown> {
  return {
    requestId: request.id,
    workspaceId: request.caller?.workspaceId,
    keyId: request.caller?.keyId,
    method: request.method,
    route: routeOf(request),
    status: reply.statusCode,
    isComplete: reply.raw.writableFinished,
    durationMs: Math.round(reply.elapsedTime * 10) / 10,
  };
}
