// The description of the API, made from the routes' schemas, and a page to read it that needs no other host.
import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import { jsonSchemaTransform } from "fastify-type-provider-zod";
import type { Api } from "./api.ts";

/** Before the routes are registered: it sees only those that come after it. */
export async function describeRoutes(app: Api): Promise<void> {
  await app.register(swagger, {
    openapi: {
      info: {
        title: "Sluice",
        version: "5",
        description:
          "Campaigns: write, review, publish, watch. The user is the workspace id, the password an API key.",
      },
      components: { securitySchemes: { apiKey: { type: "http", scheme: "basic" } } },
      security: [{ apiKey: [] }],
    },
    transform: jsonSchemaTransform,
  });
  await app.register(swaggerUi, { routePrefix: "/docs" });
}
