// The connector content: the request that each recipient causes. Every string leaf is a template.
import { z } from "zod";

export const HttpMethod = z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]);
export type HttpMethod = z.infer<typeof HttpMethod>;

const MAX_TEMPLATE_LENGTH = 100_000;
const MAX_PAIRS = 100;

/** RFC 9110 token. */
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/**
 * Headers that the engine or the HTTP client owns. A campaign that set them could smuggle requests, forge the
 * idempotency key or reach another virtual host.
 */
export const RESERVED_HEADERS: readonly string[] = [
  "host",
  "content-length",
  "connection",
  "keep-alive",
  "transfer-encoding",
  "te",
  "trailer",
  "upgrade",
  "expect",
  "idempotency-key",
  "x-attempt",
  "x-maybe-duplicate",
];
export const RESERVED_HEADER_PREFIXES: readonly string[] = ["proxy-", "webhook-"];

function isReservedHeader(name: string): boolean {
  const lower = name.toLowerCase();
  return (
    RESERVED_HEADERS.includes(lower) || RESERVED_HEADER_PREFIXES.some((prefix) => lower.startsWith(prefix))
  );
}

const Template = z
  .string()
  .max(MAX_TEMPLATE_LENGTH, `a template has at most ${MAX_TEMPLATE_LENGTH} characters`);

export const KeyValue = z.strictObject({
  key: z.string().min(1, "a key must not be empty").max(1024),
  value: Template,
});
export type KeyValue = z.infer<typeof KeyValue>;

const Header = KeyValue.extend({
  key: z
    .string()
    .regex(HEADER_NAME, "not a valid header name")
    .refine((name) => !isReservedHeader(name), { error: "this header is set by Sluice; remove it" }),
});

export const RequestBody = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("JSON"), json: z.json() }),
  z.strictObject({ type: z.literal("FORM"), form: z.array(KeyValue).max(MAX_PAIRS) }),
  z.strictObject({
    type: z.literal("RAW"),
    raw: Template,
    content_type: z.string().min(1).max(256).default("text/plain; charset=utf-8"),
  }),
]);
export type RequestBody = z.infer<typeof RequestBody>;

/** `200`, `204`, or a class: `2xx`. */
export const StatusPattern = z
  .string()
  .regex(/^(?:[1-5]\d\d|[1-5]xx)$/, 'use a status ("200") or a class ("2xx")');

export const Connector = z.strictObject({
  method: HttpMethod.default("POST"),
  url: z
    .string()
    .max(8192)
    .regex(/^https?:\/\/[^\s/?#]+/i, "use an absolute http:// or https:// URL")
    .describe("Endpoint. Placeholders may stand in the path and the query, never in scheme, host or port."),
  url_parameters: z.array(KeyValue).max(MAX_PAIRS).default([]),
  headers: z.array(Header).max(MAX_PAIRS).default([]),
  body: RequestBody.optional(),
  success: z
    .strictObject({ statuses: z.array(StatusPattern).min(1).max(50) })
    .default({ statuses: ["2xx"] })
    .describe('Statuses that count as delivered. ["200"] alone gives the product\'s own rule.'),
  timeout_ms: z.int().min(100).max(90_000).default(10_000).describe("Overall deadline of one request."),
});
export type Connector = z.infer<typeof Connector>;
export type ConnectorInput = z.input<typeof Connector>;
