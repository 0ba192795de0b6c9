// The request that fetches an access token, as its settings say it: literal, without a recipient.
import type { KeyValue, RequestBody, TokenRequest } from "@sluice/schema";
import type { GuardedRequest } from "./guarded-request.ts";

/** Some providers answer with a form unless they are asked for JSON. */
const DEFAULT_ACCEPT = "application/json";

export function tokenRequest(request: TokenRequest, timeoutMs: number): GuardedRequest {
  const { method, headers, body } = request;
  return {
    method,
    url: urlOf(request),
    headers: withDefaults(headers, body),
    ...(body === undefined ? {} : { body: textOf(body) }),
    timeoutMs,
  };
}

function urlOf({ url, url_parameters }: TokenRequest): string {
  const whole = new URL(url);
  for (const { key, value } of url_parameters) whole.searchParams.append(key, value);
  return whole.href;
}

function withDefaults(headers: readonly KeyValue[], body: RequestBody | undefined): Record<string, string> {
  const given = Object.fromEntries(headers.map(({ key, value }) => [key.toLowerCase(), value]));
  const defaults = {
    accept: DEFAULT_ACCEPT,
    ...(body === undefined ? {} : { "content-type": typeOf(body) }),
  };
  return { ...defaults, ...given };
}

function typeOf(body: RequestBody): string {
  switch (body.type) {
    case "JSON":
      return "application/json";
    case "FORM":
      return "application/x-www-form-urlencoded";
    case "RAW":
      return body.content_type;
    default:
      return body satisfies never;
  }
}

function textOf(body: RequestBody): string {
  switch (body.type) {
    case "JSON":
      return JSON.stringify(body.json);
    case "FORM":
      return new URLSearchParams(body.form.map(({ key, value }) => [key, value])).toString();
    case "RAW":
      return body.raw;
    default:
      return body satisfies never;
  }
}
