// The page at /docs. Everything it needs is served by this process.
import type { FastifySwaggerUiOptions } from "@fastify/swagger-ui";

/** Scripts, styles, fonts and calls from this server alone. The page writes styles of its own into elements. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "img-src 'self' data:",
  "object-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
].join("; ");

/** The page follows the reader's preference; what stands around it follows too. */
const THEME = `
html.dark-mode body { background: #1c2022; }
.swagger-ui .topbar { display: none; }
`;

export const PAGE: FastifySwaggerUiOptions = {
  routePrefix: "/docs",
  staticCSP: CONTENT_SECURITY_POLICY,
  uiConfig: {
    // A badge from another host.
    validatorUrl: null,
    deepLinking: true,
    displayRequestDuration: true,
    docExpansion: "list",
    defaultModelsExpandDepth: 0,
    filter: true,
    tryItOutEnabled: false,
  },
  theme: { title: "Sluice API", css: [{ filename: "dark.css", content: THEME }] },
};
