import { MAX_LOGGED_BODY_BYTES } from "@sluice/schema";
import { describe, expect, test } from "vitest";
import type { HttpRequest } from "./exchange.ts";
import { type EndedAttempt, redactAttempt } from "./redact-attempt.ts";
import { compileNames } from "./sensitive-names.ts";

const SECRETS = [
  "ada.lovelace@example.com",
  "ada.lovelace%40example.com",
  "+49 170 1234567",
  "0170-1234567",
  "4111 1111 1111 1111",
  "4111111111111111",
  "s3cr3t-opaque-token-value",
  "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
  "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
];
const names = compileNames(["First-Name"]);

interface Given {
  request?: Partial<HttpRequest>;
  written?: string[];
  answer?: string;
  isWhole?: boolean;
  answerHeaders?: Record<string, string | string[]>;
}

function recordOf({ request, written = [], answer, isWhole = true, answerHeaders = {} }: Given) {
  const attempt: EndedAttempt = {
    atMs: 1_000,
    userId: "user-1",
    batchNo: 2,
    attempt: 3,
    latencyMs: 12.34,
    reason: "status 500",
    isPossibleDuplicate: false,
    origin: "https://api.example.com",
    request: { method: "POST", path: "/notify", headers: [], body: null, ...request },
    result: {
      kind: "response",
      status: 500,
      retryAfter: undefined,
      content: { headers: answerHeaders, body: Buffer.from(answer ?? ""), isWhole },
    },
    writtenHeaders: new Set(written),
  };
  return redactAttempt(attempt, names);
}

const leaksOf = (value: unknown): string[] =>
  SECRETS.filter((secret) => JSON.stringify(value).includes(secret));

/** The opaque token looks like nothing: only names and headers tell that it is one. */
const hasLook = (secret: string): boolean => !secret.startsWith("s3cr3t");

describe("nothing by which a person or a secret is known is left", () => {
  test.each(SECRETS.filter(hasLook))("%s in a JSON body, by its look", (secret) => {
    const body = JSON.stringify({ note: `say ${secret} twice`, list: [{ deep: secret }] });
    expect(leaksOf(recordOf({ request: { body }, answer: body }))).toEqual([]);
    expect(leaksOf(recordOf({ answer: `plain text with ${secret}, and more` }))).toEqual([]);
  });

  test.each([
    "password",
    "accessToken",
    "client_secret",
    "EMAIL",
    "mobile",
    "first_name",
    "customer.firstName",
  ])("the value of a field %s, in every form in which a body can come", (field) => {
    const value = SECRETS[6]!;
    const headers = ["content-type", "application/x-www-form-urlencoded"];
    const forms: Given[] = [
      { request: { body: JSON.stringify({ a: [{ [field]: value }] }) } },
      { request: { body: JSON.stringify({ [field]: { nested: [value] } }) } },
      { request: { body: JSON.stringify([{ name: field, value }]) } },
      { request: { body: `a=1&${field}=${value}&b=2`, headers } },
      { request: { body: `${encodeURIComponent(`user[${field}]`)}=${value}`, headers } },
      { request: { path: `/x?a=1&${field}=${value}#f` } },
      { answer: `{"a":1,"${field}":"${value}","b":${"[1,".repeat(50)}`, isWhole: false },
      { answer: `{"${field}":{"deep":"${value}"},"b":"${"x".repeat(80)}`, isWhole: false },
      { answer: `wrong ${field}: ${value} (try again)` },
    ];
    expect(forms.filter((form) => leaksOf(recordOf(form)).length > 0)).toEqual([]);
  });

  test.each(SECRETS.filter(hasLook))("%s in path and query", (secret) => {
    const encoded = encodeURIComponent(secret);
    const { request } = recordOf({ request: { path: `/users/${encoded}/x?q=${encoded}&r=a%20${encoded}` } });
    expect(leaksOf(request)).toEqual([]);
    expect(request.url).not.toContain(encoded);
    expect(request.url).toMatch(/^https:\/\/api\.example\.com\/users\//);
  });

  test("what is cut in the middle of an address", () => {
    const text = `${"word ".repeat(815)}ada.lovelace@exam`;
    expect(recordOf({ answer: text, isWhole: false }).response?.body).not.toContain("ada");
  });

  test("an address written with JSON escapes in a body that was cut", () => {
    const answer = `{"to":"ada.lovelace\\u0040example.com","rest":"${"x".repeat(200)}`;
    expect(recordOf({ answer, isWhole: false }).response?.body).not.toMatch(/ada|example/);
  });
});

describe("headers", () => {
  test("are shown where the author wrote them and their name is harmless", () => {
    const headers = ["X-Shop", "berlin", "X-Api-Key", "abcdef123", "X-Extra", "added-by-authorization"];
    expect(recordOf({ request: { headers }, written: ["x-shop", "x-api-key"] }).request.headers).toEqual([
      ["X-Shop", "berlin"],
      ["X-Api-Key", "[redacted]"],
      ["X-Extra", "[redacted]"],
    ]);
  });

  test("of ours are shown, the time of the signature as well", () => {
    const headers = ["idempotency-key", "run:ada", "x-attempt", "2", "webhook-timestamp", "1790000000"];
    const shown = recordOf({ request: { headers } }).request.headers;
    expect(Object.fromEntries(shown)).toEqual({
      "idempotency-key": "run:ada",
      "x-attempt": "2",
      "webhook-timestamp": "1790000000",
    });
  });

  test("that are masked are masked wherever the endpoint repeats them", () => {
    const headers = ["authorization", "Bearer opaque-1234567", "x-tenant", "tenant-secret-9"];
    const record = recordOf({
      request: { headers, path: "/x/opaque-1234567" },
      answer: "token opaque-1234567 of tenant-secret-9 is not valid",
      answerHeaders: { "x-request-id": "for-opaque-1234567" },
    });
    expect(JSON.stringify(record)).not.toMatch(/opaque-1234567|tenant-secret-9/);
  });

  test("are masked behind the escapes of JSON too, whole or cut", () => {
    const headers = ["authorization", "Bearer s3c/r3t+v4lue"];
    const answers = [
      String.raw`{"sent":"s3c\u002Fr3t\u002bv4lue"}`,
      String.raw`{"sent":"s3c\/r3t+v4lue"}`,
      String.raw`{"sent":"s3c\u002fr3t\u002Bv4lue","rest":[${"1,".repeat(200)}`,
    ];
    for (const answer of answers) {
      const { response } = recordOf({ request: { headers }, answer, isWhole: answer.endsWith("}") });
      expect(response?.body).toContain('"sent":"[redacted]"');
    }
  });

  test("of the answer are kept by a list", () => {
    const answerHeaders = {
      "set-cookie": ["sid=1"],
      "retry-after": "120",
      "x-ratelimit-reset": "1790000000",
      "x-request-id": "r-1",
      "x-user": "Ada",
    };
    expect(recordOf({ answerHeaders }).response?.headers).toEqual([
      ["retry-after", "120"],
      ["x-ratelimit-reset", "1790000000"],
      ["x-request-id", "r-1"],
    ]);
  });
});

test("what helps to find the fault stays readable", () => {
  const body = '{"order":"A-17","count":12,"at":"2026-10-02T10:00:00Z","ok":false,"price":19.99}';
  const record = recordOf({
    request: { body, path: "/v1/orders/A-17?city=K%C3%B6ln" },
    answer: "no such city: Köln",
  });
  expect(record.request.body).toBe(body);
  expect(record.request.url).toBe("https://api.example.com/v1/orders/A-17?city=K%C3%B6ln");
  expect(record.response?.body).toBe("no such city: Köln");
  expect(record).toMatchObject({ user_id: "user-1", attempt: 3, status: 500, latency_ms: 12.3 });
});

test("control characters are escaped, half surrogates replaced", () => {
  const record = recordOf({ answer: "\u001b[31mred\u0000\nnext \u202eevil", request: { body: "a\ud800b" } });
  expect(record.response?.body).toBe("\\u001b[31mred\\u0000\nnext \\u202eevil");
  expect(record.request.body).toBe("a\ufffdb");
});

test("bodies are cut by bytes, after they were redacted", () => {
  const { request, response } = recordOf({
    request: { body: "ü".repeat(50_000) },
    answer: "x".repeat(4_000),
  });
  for (const text of [request.body, response?.body]) {
    expect(Buffer.byteLength(text ?? "")).toBeLessThanOrEqual(MAX_LOGGED_BODY_BYTES);
  }
});

test("hostile text costs no more than ordinary text", () => {
  const texts = [
    "a@".repeat(4_000),
    "1 ".repeat(4_000),
    '"a":'.repeat(2_000),
    "x".repeat(8_000),
    "[".repeat(4_000),
  ];
  const startedMs = performance.now();
  for (const answer of texts) for (const isWhole of [true, false]) recordOf({ answer, isWhole });
  expect(performance.now() - startedMs).toBeLessThan(1_000);
});
