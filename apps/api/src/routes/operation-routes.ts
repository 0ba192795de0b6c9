// What an operator's tools ask, without a key: is the process able to work, its metrics, the description of the API.
import { runHealthChecks } from "@sluice/telemetry";
import type { Api } from "../api.ts";
import type { ApiPorts } from "../ports.ts";

const hidden = { schema: { hide: true } };

export function operationRoutes(app: Api, { checks, registry }: ApiPorts): void {
  app.get("/healthz", hidden, async (_request, reply) => {
    const report = await runHealthChecks(checks);
    return reply.status(report.status === "ok" ? 200 : 503).send(report);
  });
  app.get("/metrics", hidden, async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  );
  // Anybody may ask for it, and it is large: written out once.
  let description: string | undefined;
  app.get("/openapi.json", hidden, async (_request, reply) => {
    description ??= JSON.stringify(app.swagger());
    return reply.type("application/json; charset=utf-8").send(description);
  });
}
