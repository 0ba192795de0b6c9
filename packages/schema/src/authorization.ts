// Authorization configurations: how requests prove who sends them. Written once per workspace, named by connectors,
// sealed at rest; a secret that was written is never shown again.
import { z } from "zod";
import {
  HeaderName,
  HttpMethod,
  isFramingHeader,
  isReservedHeader,
  RequestBody,
} from "./campaign/connector.ts";
import { KeyValue } from "./campaign/text.ts";
import { AuthorizationId, WorkspaceId } from "./ids.ts";

const DottedPath = z
  .string()
  .regex(/^[^.\s]+(?:\.[^.\s]+)*$/, 'use a dotted path into the JSON answer: "data.access_token"');
const Secret = z.string().min(1, "a secret must not be empty").max(16_384);

const TokenHeader = KeyValue.extend({
  key: HeaderName.refine((name) => !isFramingHeader(name), {
    error: "this header is set by the HTTP client; remove it",
  }),
});

/** The request that fetches a token. Literal: no placeholders. */
export const TokenRequest = z.strictObject({
  method: HttpMethod.default("POST"),
  url: z.url({ protocol: /^https?$/, error: "use an absolute http:// or https:// URL" }).max(8192),
  url_parameters: z.array(KeyValue).max(100).default([]),
  headers: z.array(TokenHeader).max(100).default([]),
  body: RequestBody.optional(),
});
export type TokenRequest = z.infer<typeof TokenRequest>;

/** Where token and expiry stand in the answer. OPAQUE: seconds until expiry in a field. JWT: a claim of the token itself. */
export const ResponseMapping = z.strictObject({
  access_token: DottedPath.default("access_token"),
  expires_in: DottedPath.default("expires_in").describe(
    "OPAQUE only: the field with the seconds that the token lives.",
  ),
  expiry_claim: DottedPath.default("exp").describe(
    "JWT only: the claim with the second at which the token ends.",
  ),
});

const OAuth2 = z.strictObject({
  type: z.literal("OAUTH2"),
  grant_type: z.literal("CLIENT_CREDENTIALS").default("CLIENT_CREDENTIALS"),
  token_type: z.enum(["OPAQUE", "JWT"]).default("OPAQUE"),
  request: TokenRequest,
  response_mapping: ResponseMapping.default({
    access_token: "access_token",
    expires_in: "expires_in",
    expiry_claim: "exp",
  }),
  /** Before the token in the header. */
  prefix: z
    .string()
    .max(64)
    .regex(/^[\x21-\x7e]*$/, "a prefix is one printable ASCII word")
    .default("Bearer"),
  reattempt_error_codes: z.array(z.int().min(400).max(599)).max(20).default([401]),
});
const Basic = z.strictObject({
  type: z.literal("BASIC"),
  username: z
    .string()
    .min(1)
    .max(1024)
    .regex(/^[^:]*$/, 'a user name has no ":": endpoints read the password from the first one on'),
  password: Secret,
});
const StaticHeaders = z.strictObject({
  type: z.literal("STATIC_HEADERS"),
  headers: z
    .array(
      z.strictObject({
        key: HeaderName.refine((name) => !isReservedHeader(name), {
          error: "this header is set by Sluice; remove it",
        }),
        value: Secret.regex(
          /^[\t\x20-\x7e\x80-\xff]*$/,
          "has a character that headers cannot carry (a line break, or one outside latin1)",
        ),
      }),
    )
    .min(1)
    .max(20),
});
const MutualTls = z.strictObject({
  type: z.literal("MUTUAL_TLS"),
  certificate_pem: z.string().startsWith("-----BEGIN").max(65_536),
  private_key_pem: Secret,
  /** Authority that signed the endpoint's certificate, where it is not a public one. */
  authority_pem: z.string().startsWith("-----BEGIN").max(65_536).optional(),
});

export const AuthorizationSettings = z.discriminatedUnion("type", [OAuth2, Basic, StaticHeaders, MutualTls]);
export type AuthorizationSettings = z.infer<typeof AuthorizationSettings>;

export const AuthorizationType = z.enum(["OAUTH2", "BASIC", "STATIC_HEADERS", "MUTUAL_TLS"]);
export type AuthorizationType = z.infer<typeof AuthorizationType>;
export type OAuth2Settings = Extract<AuthorizationSettings, { type: "OAUTH2" }>;

/** Headers that requests get from such settings, in lower case: a connector must not have them as well. */
export function authorizationHeaderNames(settings: AuthorizationSettings): string[] {
  switch (settings.type) {
    case "OAUTH2":
    case "BASIC":
      return ["authorization"];
    case "STATIC_HEADERS":
      return settings.headers.map(({ key }) => key.toLowerCase());
    case "MUTUAL_TLS":
      return [];
    default:
      return settings satisfies never;
  }
}

/** Body of POST /v5/authorization-configurations. */
export const AuthorizationCreate = z.strictObject({
  name: z.string().trim().min(1).max(256),
  settings: AuthorizationSettings,
});
export type AuthorizationCreate = z.infer<typeof AuthorizationCreate>;

/** Body of PATCH: `settings` replaces what is there whole, since nobody can read the secrets to send them back. */
export const AuthorizationPatch = AuthorizationCreate.partial().refine(
  (patch) => patch.name !== undefined || patch.settings !== undefined,
  "give a name, settings, or both",
);
export type AuthorizationPatch = z.infer<typeof AuthorizationPatch>;

/** What a trial of settings showed: never a token, never a secret. */
export const AuthorizationTrial = z.strictObject({
  ok: z.boolean(),
  /** Of the token request; null when there was no answer, or when none is needed. */
  status_code: z.int().nullable(),
  /** Which fields the answer had. */
  found: z.strictObject({ access_token: z.boolean(), expiry: z.boolean() }),
  /** How long the token lives; of a client certificate, how long it still holds. */
  expires_in_seconds: z.int().nullable(),
  /** What is wrong, and what to do; null when it works. */
  problem: z.string().nullable(),
});
export type AuthorizationTrial = z.infer<typeof AuthorizationTrial>;

/** A signing secret as lists show it. */
export const SigningSecretView = z.strictObject({
  id: z.string(),
  created_at: z.iso.datetime(),
  /** From then on it no longer signs; null: it is the present one. */
  retires_at: z.iso.datetime().nullable(),
});
export type SigningSecretView = z.infer<typeof SigningSecretView>;

/** ACTIVE: the last token fetch worked, or none is needed. FAILED: it did not; campaigns that name it cannot be published. */
export const AuthorizationStatus = z.enum(["ACTIVE", "FAILED"]);
export type AuthorizationStatus = z.infer<typeof AuthorizationStatus>;

/** What of the settings is no secret, so that people know which configuration they choose and when it ends. */
export const AuthorizationShown = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("OAUTH2"),
    token_type: OAuth2.shape.token_type.unwrap(),
    token_origin: z.string().describe("Scheme, host and port of the token request."),
    prefix: z.string(),
    reattempt_error_codes: z.array(z.int()),
  }),
  z.strictObject({ type: z.literal("BASIC"), username: z.string() }),
  z.strictObject({ type: z.literal("STATIC_HEADERS"), header_names: z.array(z.string()) }),
  z.strictObject({
    type: z.literal("MUTUAL_TLS"),
    subject: z.string(),
    ends_at: z.iso.datetime().describe("From then on no endpoint accepts the certificate."),
  }),
]);
export type AuthorizationShown = z.infer<typeof AuthorizationShown>;

/** As the API shows it: without any secret. */
export const AuthorizationView = z.strictObject({
  workspace_id: WorkspaceId,
  id: AuthorizationId,
  name: z.string(),
  type: AuthorizationType,
  status: AuthorizationStatus,
  /** Why it failed, in words without secrets. */
  status_reason: z.string().nullable(),
  /** Grows with each change: tokens of older versions are not used. */
  version: z.int().min(1),
  shown: AuthorizationShown.nullable().describe(
    "Of the settings what is no secret; null: they do not open here.",
  ),
  created_by: z.string(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type AuthorizationView = z.infer<typeof AuthorizationView>;
