// What all operations have in common: headers of requests and answers, and refusals.
import { z } from "zod";
import { ErrorEnvelope } from "../envelope.ts";
import type { ErrorStatus } from "../api-error.ts";
import type { ResponseObject } from "./document.ts";
import { schemaRef } from "./document.ts";

const header = (name: string, description: string, schema: object, more: object = {}) => ({
  name,
  in: "header",
  required: false,
  description,
  schema,
  ...more,
});

export const PARAMETERS = {
  RequestId: header(
    "X-MOE-Request-Id",
    "Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.",
    { type: "string", minLength: 1, maxLength: 256 },
    { example: "abc-101" },
  ),
  TenantId: header(
    "X-MOE-Tenant-ID",
    "The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403.",
    { type: "string", maxLength: 256 },
  ),
  AppKey: header(
    "MOE-APPKEY",
    "The earlier name of X-MOE-Tenant-ID.",
    { type: "string", maxLength: 256 },
    { deprecated: true },
  ),
  IdempotencyKey: header(
    "Idempotency-Key",
    "A UUID of version 4, new for each thing that you want done. The same key with the same body within 24 hours is answered byte for byte like the first time and does nothing; with another body, or while the first is still at work, it is refused with 409.",
    { type: "string", format: "uuid" },
    { example: "5f0c6a3e-8f4b-4d1c-9a57-2f6c1f2b7a10" },
  ),
} as const;

export const HEADERS = {
  RateLimit: {
    description: "Calls that the tightest window allows in all.",
    schema: { type: "integer" },
  },
  RateLimitRemaining: {
    description: "Calls that are left in that window.",
    schema: { type: "integer" },
  },
  RateLimitReset: {
    description: "Seconds until that window has room again.",
    schema: { type: "integer" },
  },
  RetryAfter: {
    description: "Seconds to wait before the next try.",
    schema: { type: "integer" },
  },
} as const;

const headerRef = (name: keyof typeof HEADERS) => ({ $ref: `#/components/headers/${name}` });
export const RATE_LIMIT_HEADERS = {
  "x-ratelimit-limit": headerRef("RateLimit"),
  "x-ratelimit-remaining": headerRef("RateLimitRemaining"),
  "x-ratelimit-reset": headerRef("RateLimitReset"),
};

interface Refusal {
  name: string;
  description: string;
  example: { code: string; message: string; target?: string; details?: object[] };
}

/** Every refusal has the same shape: a program reads `code`, a person `message`, and `details` lists every problem at once. */
const REFUSALS: Readonly<Record<ErrorStatus, Refusal>> = {
  400: {
    name: "BadRequest",
    description: "Malformed. `details` lists every problem, each with the dotted path of its field.",
    example: {
      code: "VALIDATION_FAILED",
      message: "The request has 1 problem: correct the fields that are listed.",
      target: "scheduling_details.start_time",
      details: [
        {
          target: "scheduling_details.start_time",
          message: 'use ISO 8601 without offset, for example "2026-12-01T09:30:00"',
        },
      ],
    },
  },
  401: {
    name: "Unauthorized",
    description: "No credential, or one that is not valid.",
    example: {
      code: "UNAUTHORIZED",
      message: "Use Basic authentication: the workspace id as user, an API key as password.",
    },
  },
  403: {
    name: "Forbidden",
    description:
      "The key lacks the scope, the header names another workspace, or it is not for this person to do.",
    example: {
      code: "FORBIDDEN",
      message: 'This API key does not have the scope "publish". Use one that has it.',
    },
  },
  404: {
    name: "NotFound",
    description: "There is no such thing in this workspace.",
    example: { code: "NOT_FOUND", message: "There is no such campaign in this workspace." },
  },
  408: {
    name: "RequestTimeout",
    description: "The body did not arrive in time.",
    example: { code: "REQUEST_TIMEOUT", message: "The body did not arrive in time. Send it again, faster." },
  },
  409: {
    name: "Conflict",
    description:
      "Somebody was faster, or the Idempotency-Key belongs to another body or to a call that is still at work (`BAD_REQUEST`).",
    example: {
      code: "BAD_REQUEST",
      message: "Idempotency-Key reused with a different request body.",
      target: "Idempotency-Key",
    },
  },
  413: {
    name: "PayloadTooLarge",
    description: "The body is larger than this operation takes.",
    example: {
      code: "PAYLOAD_TOO_LARGE",
      message: "The body is too large. Send less, or use the import for users.",
    },
  },
  415: {
    name: "UnsupportedMediaType",
    description: "The body is of a type that is not read here.",
    example: { code: "UNSUPPORTED_MEDIA_TYPE", message: "Send the body as application/json." },
  },
  422: {
    name: "UnprocessableEntity",
    description: "Well-formed, and not possible now. The message says what is.",
    example: {
      code: "UNPROCESSABLE_ENTITY",
      message: "The campaign is a draft: submit it, and have another person approve it.",
    },
  },
  429: {
    name: "RateLimited",
    description: "Too many calls. Wait for as long as `Retry-After` says.",
    example: { code: "RATE_LIMITED", message: "More than 10 calls in a second. Wait 1 second." },
  },
  500: {
    name: "InternalError",
    description: "A failure of ours. The log knows it by `response_id`.",
    example: {
      code: "INTERNAL_ERROR",
      message:
        "Something went wrong on our side. Try again; if it stays, look in the log for the response_id.",
    },
  },
  503: {
    name: "Unavailable",
    description: "The database or the bus is away. Try again in a moment.",
    example: {
      code: "UNAVAILABLE",
      message: "The database or the bus cannot be reached. Try again in a moment.",
    },
  },
};

export const refusalRef = (status: ErrorStatus): { $ref: string } => ({
  $ref: `#/components/responses/${REFUSALS[status].name}`,
});

export function sharedResponses(): Record<string, ResponseObject> {
  return Object.fromEntries(
    Object.entries(REFUSALS).map(([status, refusal]) => [refusal.name, toResponse(Number(status), refusal)]),
  );
}

const toResponse = (status: number, { description, example }: Refusal): ResponseObject => ({
  description,
  ...(status === 429 ? { headers: { ...RATE_LIMIT_HEADERS, "Retry-After": headerRef("RetryAfter") } } : {}),
  content: {
    "application/json": {
      schema: schemaRef("Error"),
      examples: { refused: { value: { response_id: "abc-101", error: { details: [], ...example } } } },
    },
  },
});

export const errorSchema = (): object => {
  const { $schema: _, ...schema } = z.toJSONSchema(ErrorEnvelope, { io: "output" });
  return schema;
};
