// The parts of an OpenAPI 3.1 document that are changed here after the routes were described.

export interface Operation {
  operationId?: string;
  summary?: string;
  description?: string;
  tags?: string[];
  parameters?: unknown[];
  requestBody?: { required?: boolean; content: Record<string, Media> };
  responses: Record<string, ResponseObject>;
  security?: unknown[];
}

export interface Media {
  schema?: unknown;
  examples?: Record<string, { summary?: string; value: unknown }>;
}

export interface ResponseObject {
  $ref?: string;
  description?: string;
  headers?: Record<string, unknown>;
  content?: Record<string, Media>;
}

export interface OpenApiDocument {
  openapi: string;
  tags?: Array<{ name: string; description?: string }>;
  paths: Record<string, Record<string, Operation>>;
  components: {
    schemas: Record<string, unknown>;
    responses?: Record<string, ResponseObject>;
    parameters?: Record<string, unknown>;
    headers?: Record<string, unknown>;
    securitySchemes?: Record<string, unknown>;
  };
}

const SCHEMAS = "#/components/schemas/";
export const schemaRef = (name: string): { $ref: string } => ({ $ref: SCHEMAS + name });

/** A copy in which each reference to a schema has the name that `rename` gives. */
export function renameRefs(value: unknown, rename: (name: string) => string): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((part) => renameRefs(part, rename));
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      key,
      isSchemaRef(key, part) ? SCHEMAS + rename(part.slice(SCHEMAS.length)) : renameRefs(part, rename),
    ]),
  );
}

/** Names of the schemas that a value refers to, each once. */
export function refsIn(value: unknown): Set<string> {
  const names = new Set<string>();
  renameRefs(value, (name) => {
    names.add(name);
    return name;
  });
  return names;
}

const isSchemaRef = (key: string, part: unknown): part is string =>
  key === "$ref" && typeof part === "string" && part.startsWith(SCHEMAS);
