// Answers that an endpoint may give to break us: hostile JSON against the success rule, any text as Retry-After, secrets in
// every form against the log.
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AnswerContent, AttemptResult } from "./attempt-result.ts";
import { compileRules } from "./answer-rules.ts";
import { compilePredicate } from "./answer-test.ts";
import { classifyAttempt } from "./classify-response.ts";
import { MAX_RETRY_AFTER_MS, parseRetryAfterMs } from "./next-step.ts";
import { redactAttempt } from "./redact-attempt.ts";
import { compileNames } from "./sensitive-names.ts";

const contentOf = (body: string | Uint8Array, isWhole = true): AnswerContent => ({
  headers: {},
  body: Buffer.from(body),
  isWhole,
});
const name = fc.oneof(
  fc.constantFrom("__proto__", "constructor", "toString", "length", "hasOwnProperty", "0", "-1", "1e3", ""),
  fc.string({ unit: "binary", maxLength: 4 }),
);
const path = fc.array(name, { minLength: 1, maxLength: 5 }).map((names) => names.join("."));
const leaf = fc.oneof(fc.string({ unit: "binary" }), fc.integer(), fc.boolean(), fc.constant(null));

describe("a body path", () => {
  const isMet = (bodyPath: string, equals: string | number | boolean | null, body: string | Uint8Array) =>
    compilePredicate({ body_path: bodyPath, equals }).isMet(contentOf(body));

  test("finds what stands there, whatever its names are", () => {
    const names = fc.array(
      name.filter((part) => part !== "" && !part.includes(".")),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(names, leaf, (parts, value) => {
        const body = parts.reduceRight<string>(
          (inside, part) => `{${JSON.stringify(part)}:${inside}}`,
          JSON.stringify(value),
        );
        expect(isMet(parts.join("."), value, body)).toBe(true);
      }),
      { examples: [[["__proto__", "constructor"], "x"]] },
    );
  });

  test("finds nothing that the answer does not hold, and never throws", () => {
    const body = fc.oneof(fc.json(), fc.string({ unit: "binary" }), fc.uint8Array());
    fc.assert(
      fc.property(path, leaf, body, (bodyPath, equals, sent) => {
        expect(typeof isMet(bodyPath, equals, sent)).toBe("boolean");
      }),
    );
    for (const inherited of ["toString.name", "constructor.name", "__proto__.constructor.name", "length"])
      for (const value of ["toString", "Object", 0, 2]) expect(isMet(inherited, value, "[1,2]")).toBe(false);
  });

  test("is not led astray by depth", () => {
    const deep = `${'{"a":'.repeat(8_000)}1${"}".repeat(8_000)}`;
    expect(isMet("a.a.a", 1, deep)).toBe(false);
    expect(isMet("a", 1, "[".repeat(60_000))).toBe(false);
  });
});

test("an answer is delivered only with a status of the rule, and what follows is one of three", () => {
  const rules = compileRules(
    { statuses: ["200", "3xx"], and: { body_path: "ok", equals: true }, otherwise: "retry" },
    {},
  );
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999 }), fc.json(), fc.boolean(), (status, body, isWhole) => {
      const content = contentOf(body, isWhole);
      const verdict = classifyAttempt({ kind: "response", status, retryAfter: undefined, content }, rules);
      const isNamed = status === 200 || (status >= 300 && status < 400);
      const isOk = isWhole && isNamed && (JSON.parse(body) as { ok?: unknown } | null)?.ok === true;
      expect(verdict.kind === "delivered").toBe(isOk);
      expect(["delivered", "passing", "final"]).toContain(verdict.kind);
    }),
    { examples: [[200, '{"ok":true}', true]] },
  );
});

describe("Retry-After", () => {
  const NOW_MS = Date.parse("2026-10-02T10:00:00Z");

  test("in seconds or as a date is waited for to the second, an hour at most", () => {
    fc.assert(
      fc.property(fc.nat({ max: 10_000 }), (seconds) => {
        const waitMs = Math.min(seconds * 1_000, MAX_RETRY_AFTER_MS);
        expect(parseRetryAfterMs(`${seconds}`, NOW_MS)).toBe(waitMs);
        expect(parseRetryAfterMs(new Date(NOW_MS + seconds * 1_000).toUTCString(), NOW_MS)).toBe(waitMs);
      }),
    );
  });

  test("that is anything else never becomes more than an hour, or no number", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.double().map(String),
      fc.bigInt().map(String),
      fc.constantFrom("1e9", "-5", "0x10", "NaN", "Infinity", "9".repeat(400), "Wed, 99 Foo 2026", "\u0661"),
    );
    fc.assert(
      fc.property(text, (value) => {
        const waitMs = parseRetryAfterMs(value, NOW_MS);
        expect(waitMs >= 0 && waitMs <= MAX_RETRY_AFTER_MS).toBe(true);
      }),
    );
  });
});

describe("the log", () => {
  const names = compileNames(["first-name"]);
  const secret = fc.stringMatching(/^[a-zA-Z]{3}[a-zA-Z0-9]{12,30}$/).map((text) => `q${text}q`);
  const field = fc.constantFrom("password", "api_key", "accessToken", "user.email", "first_name", "MSISDN");
  const filler = fc.oneof(
    fc.json({ maxDepth: 2 }),
    fc.string({ unit: "binary" }).map((text) => JSON.stringify(text)),
  );

  const recordOf = (path: string, body: string, answer: string) => {
    const result: AttemptResult = {
      kind: "response",
      status: 500,
      retryAfter: undefined,
      content: contentOf(answer),
    };
    return JSON.stringify(
      redactAttempt(
        {
          atMs: 1,
          userId: "u",
          batchNo: 0,
          attempt: 1,
          latencyMs: 1,
          reason: null,
          isPossibleDuplicate: false,
          origin: "https://api.example.com",
          request: { method: "POST", path, headers: ["content-type", "application/json"], body },
          result,
          writtenHeaders: new Set(),
        },
        names,
      ),
    );
  };

  test("never shows the value of a sensitive field, whatever stands around it and however deep", () => {
    fc.assert(
      fc.property(field, secret, filler, fc.nat({ max: 40 }), (sensitive, value, beside, depth) => {
        const pair = `{"beside":${beside},${JSON.stringify(sensitive)}:${JSON.stringify(value)},"more":${beside}}`;
        const json = `${'{"a":['.repeat(depth)}${pair}${"]}".repeat(depth)}`;
        const url = `/x?${encodeURIComponent(sensitive)}=${value}&y=1`;
        expect(recordOf(url, json, json)).not.toContain(value);
        expect(recordOf("/x", json.slice(0, -1), json.slice(1))).not.toContain(value);
      }),
      {
        numRuns: 300,
        examples: [["password", "qAaaa00A0Aaa0aAAq", '{"":"-:"}', 0]], // a name in a value, in JSON that is cut off
      },
    );
  });

  test("never shows what a masked header held, wherever the endpoint repeats it", () => {
    fc.assert(
      fc.property(secret, filler, (value, beside) => {
        const answer = `{"beside":${beside},"message":"no such ${value}, really"}`;
        const shown = redactAttempt(
          {
            atMs: 1,
            userId: "u",
            batchNo: 0,
            attempt: 1,
            latencyMs: 1,
            reason: null,
            isPossibleDuplicate: false,
            origin: "https://api.example.com",
            request: {
              method: "POST",
              path: `/x/${value}`,
              headers: ["x-tenant-thing", value],
              body: answer,
            },
            result: { kind: "response", status: 500, retryAfter: undefined, content: contentOf(answer) },
            writtenHeaders: new Set(),
          },
          names,
        );
        expect(JSON.stringify(shown)).not.toContain(value);
      }),
      { numRuns: 200 },
    );
  });
});
