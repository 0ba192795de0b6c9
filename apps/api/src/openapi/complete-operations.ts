// Adds to each described operation what its routes do not say one by one: its texts, shared headers, refusals and examples.
import type { ErrorStatus } from "../api-error.ts";
import type { OpenApiDocument, Operation, ResponseObject } from "./document.ts";
import { EXAMPLES } from "./examples/all-examples.ts";
import { OPERATIONS } from "./operations/all-operations.ts";
import type { OperationText } from "./operations/operation-text.ts";
import {
  errorSchema,
  HEADERS,
  PARAMETERS,
  RATE_LIMIT_HEADERS,
  refusalRef,
  sharedResponses,
} from "./shared-parts.ts";

const JSON_TYPE = "application/json";
const WITH_BODY = new Set(["post", "patch", "put"]);

export function completeOperations(document: OpenApiDocument): OpenApiDocument {
  for (const [path, methods] of Object.entries(document.paths))
    for (const [method, operation] of Object.entries(methods))
      completeOperation(operation, { method, path, text: OPERATIONS[keyOf(method, path)] });
  const used = new Set(
    Object.values(document.paths).flatMap((methods) => Object.values(methods).flatMap(tagsOf)),
  );
  document.tags = (document.tags ?? []).filter(({ name }) => used.has(name));
  document.components = {
    ...document.components,
    schemas: { ...document.components.schemas, Error: errorSchema() },
    responses: sharedResponses(),
    parameters: PARAMETERS,
    headers: HEADERS,
  };
  return document;
}

const tagsOf = ({ tags = [] }: Operation): string[] => tags;

/** As routes are registered: `POST /v5/campaigns/:id`. */
export const keyOf = (method: string, path: string): string =>
  `${method.toUpperCase()} ${path.replaceAll(/\{([^}]+)\}/g, ":$1")}`;

interface Described {
  method: string;
  path: string;
  text: OperationText | undefined;
}

function completeOperation(operation: Operation, described: Described): void {
  const { method, path, text } = described;
  addTexts(operation, described);
  operation.parameters = [...(operation.parameters ?? []), ...headersOf(method, path)];
  addAnswers(operation, text);
  for (const status of refusalsOf(operation, described)) operation.responses[status] = refusalRef(status);
  if (text?.consumes !== undefined) operation.requestBody = textBody(text.consumes);
  addExamples(operation);
}

function addTexts(operation: Operation, { text }: Described): void {
  if (text === undefined) return;
  operation.operationId ??= text.id;
  operation.tags ??= [text.group];
  operation.description ??= text.description.replaceAll(/([^\n])\n(?!\n)/g, "$1 ");
}

function headersOf(method: string, path: string): object[] {
  const named: Array<keyof typeof PARAMETERS> = ["RequestId", "TenantId", "AppKey"];
  const isIdempotent = (method === "post" || method === "patch") && !path.endsWith("/validate");
  if (isIdempotent) named.unshift("IdempotencyKey");
  return named.map((name) => ({ $ref: `#/components/parameters/${name}` }));
}

/** What is answered when it works: at least a description, and the rate-limit headers. */
function addAnswers(operation: Operation, text: OperationText | undefined): void {
  for (const [status, answer] of Object.entries(operation.responses)) {
    if (!status.startsWith("2")) continue;
    if (answer.description === "Default Response") answer.description = operation.summary ?? "Done.";
    answer.headers = { ...answer.headers, ...RATE_LIMIT_HEADERS };
    if (text?.produces !== undefined) answer.content = lines(text.produces, answer);
  }
}

const lines = (type: string, { content }: ResponseObject): NonNullable<ResponseObject["content"]> => ({
  [type]: { schema: content?.[JSON_TYPE]?.schema ?? { type: "string" } },
});

function refusalsOf(operation: Operation, { method, path, text }: Described): ErrorStatus[] {
  const always: ErrorStatus[] = [400, 401, 403, 429, 500, 503];
  const named: ErrorStatus[] = path.includes("{") ? [404] : [];
  const withBody: ErrorStatus[] = WITH_BODY.has(method) ? [408, 413, 415] : [];
  const repeated: ErrorStatus[] = method === "post" || method === "patch" ? [409] : [];
  const all = [...always, ...named, ...withBody, ...repeated, ...(text?.refusals ?? [])];
  return all.filter((status) => operation.responses[status] === undefined);
}

const textBody = (types: readonly string[]): NonNullable<Operation["requestBody"]> => ({
  required: true,
  content: Object.fromEntries(types.map((type) => [type, { schema: { type: "string" } }])),
});

function addExamples({ operationId, requestBody }: Operation): void {
  const examples = EXAMPLES[operationId ?? ""];
  const media = requestBody?.content[JSON_TYPE];
  if (examples !== undefined && media !== undefined) media.examples = { ...examples };
}
