// The answer to a token request → a token and its end, or what is wrong in words without secrets.
//
//   A1. Nothing of the answer's content is repeated: it may hold a token. Only the error codes of RFC 6749 are.
//   A2. A JWT is decoded to learn when it ends, never verified: it is not ours to judge.
import type { OAuth2Settings } from "@sluice/schema";
import { lifeMs } from "./token-life.ts";

export interface FoundFields {
  access_token: boolean;
  expiry: boolean;
}

export type TokenAnswer =
  | { kind: "token"; token: string; expiresAtMs: number; found: FoundFields }
  | { kind: "no_token"; problem: string; found: FoundFields };

const NOTHING: FoundFields = { access_token: false, expiry: false };
/** What a header carries without a break. */
const TOKEN = /^[\x21-\x7e]{1,16384}$/;
const ERROR_CODES: ReadonlySet<unknown> = new Set([
  "invalid_request",
  "invalid_client",
  "invalid_grant",
  "unauthorized_client",
  "unsupported_grant_type",
  "invalid_scope",
]);

export function readTokenAnswer(
  answer: { status: number; bodyText: string },
  settings: OAuth2Settings,
  nowMs: number,
): TokenAnswer {
  const body = parse(answer.bodyText);
  if (answer.status < 200 || answer.status > 299) return none(refusal(answer.status, body));
  if (body === undefined) return none("the token endpoint's answer is no JSON");
  const { access_token: path } = settings.response_mapping;
  const token = valueAt(body, path);
  if (typeof token !== "string" || !TOKEN.test(token))
    return none(
      `the token endpoint's answer has no token at "${path}"; correct response_mapping.access_token`,
    );
  return settings.token_type === "JWT"
    ? fromJwt(token, settings, nowMs)
    : fromOpaque(token, body, settings, nowMs);
}

function fromOpaque(token: string, body: unknown, settings: OAuth2Settings, nowMs: number): TokenAnswer {
  const seconds = secondsOf(valueAt(body, settings.response_mapping.expires_in));
  const found = { access_token: true, expiry: seconds !== null };
  return { kind: "token", token, expiresAtMs: nowMs + lifeMs(seconds), found };
}

function fromJwt(token: string, settings: OAuth2Settings, nowMs: number): TokenAnswer {
  const parts = token.split(".");
  const claims =
    parts.length === 3 ? parse(Buffer.from(parts[1] ?? "", "base64url").toString("utf8")) : undefined;
  const isClaims = typeof claims === "object" && claims !== null;
  if (!isClaims)
    return none("the token is no JWT; use token_type OPAQUE", { access_token: true, expiry: false });
  const endsAtSeconds = secondsOf(valueAt(claims, settings.response_mapping.expiry_claim));
  const found = { access_token: true, expiry: endsAtSeconds !== null };
  if (endsAtSeconds !== null && endsAtSeconds * 1000 <= nowMs)
    return none("the token has ended already when it comes; compare the clocks of both machines", found);
  const seconds = endsAtSeconds === null ? null : endsAtSeconds - nowMs / 1000;
  return { kind: "token", token, expiresAtMs: nowMs + lifeMs(seconds), found };
}

function refusal(status: number, body: unknown): string {
  const code = valueAt(body, "error");
  const said = ERROR_CODES.has(code) ? ` (${String(code)})` : ""; // A1
  const isRedirect = status >= 300 && status <= 399;
  const advice = isRedirect ? "; redirects are not followed: give the address that it leads to" : "";
  return `the token endpoint answered with status ${status}${said}${advice}`;
}

const none = (problem: string, found = NOTHING): TokenAnswer => ({ kind: "no_token", problem, found });

/** A number, or a text of digits: providers send both. */
function secondsOf(value: unknown): number | null {
  const seconds =
    typeof value === "string" && /^\d{1,15}(?:\.\d+)?$/.test(value.trim()) ? Number(value) : value;
  return typeof seconds === "number" && Number.isFinite(seconds) ? seconds : null;
}

function valueAt(body: unknown, path: string): unknown {
  let value = body;
  for (const key of path.split(".")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
