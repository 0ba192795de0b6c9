// The description of the API, made from the routes' schemas, and a page to read it that needs no other host.
//
//   O1. One source: what is described is what the routes validate by. Texts and examples stand beside it, and a test fails on a
//       route that has none.
//   O2. The page loads nothing from anywhere else: its content security policy forbids it.
import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Api } from "../api.ts";
import { completeOperations } from "./complete-operations.ts";
import type { OpenApiDocument } from "./document.ts";
import { nameComponents } from "./name-components.ts";
import { OPERATIONS } from "./operations/all-operations.ts";
import { GROUPS } from "./operations/operation-text.ts";
import { PAGE } from "./page.ts";
import { tidyComponents } from "./tidy-components.ts";

const ABOUT = `Write a campaign, have another person approve it, publish it, and see what became of each user.

**Authentication.** Basic: the workspace id is the user, an API key the password. What a key may do is told by its scopes.

**Answers.** \`{response_id, type, data}\`; refusals are \`{response_id, error: {code, message, target, details}}\`, and
\`details\` lists every problem at once.

**Safe to repeat.** Send an \`Idempotency-Key\` with POST and PATCH, and repeat the call after a timeout or a 5xx.`;

const toOperation = createJsonSchemaTransform({ schemaRegistry: z.globalRegistry });
const addComponents = createJsonSchemaTransformObject({ schemaRegistry: z.globalRegistry });

/** Before the routes are registered: it sees only those that come after it. */
export async function describeRoutes(app: Api): Promise<void> {
  nameComponents();
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Sluice",
        version: "5",
        description: ABOUT,
        license: { name: "Apache-2.0", identifier: "Apache-2.0" },
      },
      servers: [{ url: "/", description: "This server" }],
      tags: Object.entries(GROUPS).map(([name, description]) => ({ name, description })),
      components: {
        securitySchemes: {
          apiKey: { type: "http", scheme: "basic", description: "Workspace id and API key." },
        },
      },
      security: [{ apiKey: [] }],
    },
    transform: (described) => toOperation(withDocumentedBody(described)),
    transformObject: (described) => {
      const document = addComponents(described);
      return tidyComponents(completeOperations(document as unknown as OpenApiDocument));
    },
  });
  await app.register(swaggerUi, PAGE);
}

type Described = Parameters<typeof toOperation>[0];

/** Some bodies are judged where the stored campaign is known: the route takes them loosely. */
function withDocumentedBody(described: Described): Described {
  const { method, url } = described.route;
  const body = OPERATIONS[`${String(method)} ${url}`]?.body;
  if (body === undefined || described.schema === undefined) return described;
  return { ...described, schema: { ...described.schema, body } };
}
