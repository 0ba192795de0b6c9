// The description without any neighbour: routes are registered, none is called.
import { createLogger } from "@sluice/telemetry";
import { Registry } from "prom-client";
import type { Api } from "../api.ts";
import type { ApiPorts } from "../ports.ts";
import { buildServer } from "../server.ts";
import type { OpenApiDocument } from "./document.ts";

export async function describeApi(): Promise<OpenApiDocument> {
  const app = await serverWithoutNeighbours();
  const document = app.swagger() as unknown as OpenApiDocument;
  await app.close();
  return document;
}

export const serverWithoutNeighbours = (): Promise<Api> => buildServer(withoutNeighbours());

/** Answers every call with itself, so that a server can be built and closed on it. */
const nobody: unknown = new Proxy(() => undefined, {
  get: (_target, name) => (name === "then" || typeof name === "symbol" ? undefined : nobody),
  apply: () => nobody,
});

function withoutNeighbours(): ApiPorts {
  const own = {
    registry: new Registry(),
    log: createLogger("api", { destination: { write: () => undefined } }),
  };
  return new Proxy(own, {
    get: (target, name) => (Reflect.has(target, name) ? Reflect.get(target, name) : nobody) as unknown,
  }) as unknown as ApiPorts;
}
