// The connector content: the request that each recipient causes. Every string leaf is a template.
import { z } from "zod";
import { AuthorizationId } from "../ids.ts";
import { KeyValue, Template } from "./text.ts";

export const HttpMethod = z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]);
export type HttpMethod = z.infer<typeof HttpMethod>;

const MAX_PAIRS = 100;

/** RFC 9110 token. */
export const HeaderName = z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, "not a valid header name");

/** Where a request goes and where it ends: the HTTP client's own. */
const FRAMING_HEADERS: readonly string[] = [
  "host",
  "content-length",
  "connection",
  "keep-alive",
  "transfer-encoding",
  "te",
  "trailer",
  "upgrade",
  "expect",
];
/**
 * Headers that the engine or the HTTP client owns. A campaign that set them could smuggle requests, forge the
 * idempotency key or reach another virtual host.
 */
export const RESERVED_HEADERS: readonly string[] = [
  ...FRAMING_HEADERS,
  "idempotency-key",
  "x-attempt",
  "x-maybe-duplicate",
  "x-sluice-test",
];
export const RESERVED_HEADER_PREFIXES: readonly string[] = ["proxy-", "webhook-"];

/** May not even be set where the operator's own server is asked, for an access token. */
export function isFramingHeader(name: string): boolean {
  const lower = name.toLowerCase();
  return FRAMING_HEADERS.includes(lower) || lower.startsWith("proxy-");
}

export function isReservedHeader(name: string): boolean {
  const lower = name.toLowerCase();
  return (
    RESERVED_HEADERS.includes(lower) || RESERVED_HEADER_PREFIXES.some((prefix) => lower.startsWith(prefix))
  );
}

const Header = KeyValue.extend({
  key: HeaderName.refine((name) => !isReservedHeader(name), {
    error: "this header is set by Sluice; remove it",
  }),
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

/** An answer with a matching status must also show this, or it does not count as delivered. */
export const AnswerPredicate = z.union([
  z.strictObject({
    header: HeaderName,
    equals: z.string().max(1024),
  }),
  z.strictObject({ body_contains: z.string().min(1).max(1024) }),
  z
    .strictObject({
      body_path: z.string().min(1).max(256),
      equals: z.union([z.string().max(1024), z.number(), z.boolean(), z.null()]),
    })
    .describe('body_path is dotted into the JSON answer: "result.status", "errors.0.code".'),
]);
export type AnswerPredicate = z.infer<typeof AnswerPredicate>;

export const SuccessRule = z.strictObject({
  statuses: z.array(StatusPattern).min(1).max(50),
  and: AnswerPredicate.optional(),
  /** What follows when the status matches and `and` does not. */
  otherwise: z.enum(["dead_letter", "retry"]).optional(),
});
export type SuccessRule = z.infer<typeof SuccessRule>;

/** How the request proves who sends it. `key` is the header, as in the product. */
export const ConnectorAuthorization = z.strictObject({
  configuration_id: AuthorizationId,
  key: z.literal("Authorization").default("Authorization"),
  prefix: z
    .string()
    .max(64)
    .regex(/^[\x21-\x7e]*$/, "a prefix is one printable ASCII word")
    .optional()
    .describe("Overrides the configuration's own prefix. Empty: the bare token."),
  reattempt_error_codes: z
    .array(z.int().min(400).max(599))
    .max(20)
    .optional()
    .describe(
      "Statuses after which the token is refreshed and the request made once more. Absent: those of the configuration.",
    ),
});
export type ConnectorAuthorization = z.infer<typeof ConnectorAuthorization>;

export const Connector = z.strictObject({
  method: HttpMethod.default("POST"),
  url: z
    .string()
    .max(8192)
    .regex(/^[hH][tT][tT][pP][sS]?:\/\/[^\s/?#]+/, "use an absolute http:// or https:// URL")
    .describe("Endpoint. Placeholders may stand in the path and the query, never in scheme, host or port."),
  url_parameters: z.array(KeyValue).max(MAX_PAIRS).default([]),
  headers: z.array(Header).max(MAX_PAIRS).default([]),
  body: RequestBody.optional(),
  authorization: ConnectorAuthorization.optional(),
  client_certificate_id: AuthorizationId.optional().describe("A configuration of type MUTUAL_TLS."),
  success: SuccessRule.default({ statuses: ["2xx"] }).describe(
    'Statuses that count as delivered. ["200"] alone gives the product\'s own rule.',
  ),
  timeout_ms: z.int().min(100).max(90_000).default(10_000).describe("Overall deadline of one request."),
});
export type Connector = z.infer<typeof Connector>;
export type ConnectorInput = z.input<typeof Connector>;

/** Scheme, host and port: literal in every connector. */
export function connectorOrigin({ url }: Pick<Connector, "url">): string {
  const [literal = url] = /^[a-z]+:\/\/[^/?#]+/i.exec(url) ?? [];
  return new URL(literal).origin;
}
