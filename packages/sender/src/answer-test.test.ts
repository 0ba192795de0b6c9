import type { AnswerPredicate } from "@sluice/schema";
import { describe, expect, test } from "vitest";
import { compileRules } from "./answer-rules.ts";
import { compilePredicate } from "./answer-test.ts";
import { classifyAttempt } from "./classify-response.ts";

const content = (body: string | Uint8Array, rest: { headers?: object; isWhole?: boolean } = {}) => ({
  headers: { ...rest.headers },
  body: typeof body === "string" ? Buffer.from(body) : body,
  isWhole: rest.isWhole ?? true,
});
const matches = (predicate: AnswerPredicate, ...given: Parameters<typeof content>): boolean =>
  compilePredicate(predicate).isMet(content(...given));

describe("a header", () => {
  test.each([
    [{ "x-state": "ok" }, true],
    [{ "x-state": ["no", "ok"] }, true],
    [{ "x-state": "OK" }, false],
    [{}, false],
  ])("in %j", (headers, isMet) => {
    expect(matches({ header: "X-State", equals: "ok" }, "", { headers })).toBe(isMet);
  });

  test("that every object inherits is none of the answer's", () => {
    expect(matches({ header: "constructor", equals: "x" }, "")).toBe(false);
  });
});

test("a text is found in a body of any type", () => {
  expect(matches({ body_contains: "accepté" }, "Accepted: accepté")).toBe(true);
  expect(matches({ body_contains: "accepted" }, "rejected")).toBe(false);
});

describe("a path into the JSON answer", () => {
  test.each<[string, unknown, string, boolean]>([
    ["result.status", "ok", '{"result":{"status":"ok"}}', true],
    ["errors.0.code", 0, '{"errors":[{"code":0}]}', true],
    ["ok", true, '{"ok":true}', true],
    ["ok", true, '{"ok":"true"}', false],
    ["ok", null, '{"ok":null}', true],
    ["ok", null, "{}", false],
    ["errors.length", 0, '{"errors":[]}', false],
    ["constructor.name", "Object", "{}", false],
    ["__proto__.ok", true, '{"__proto__":{"ok":true}}', true],
    ["ok", true, '{"ok":true', false],
    ["ok", true, "", false],
    ["0", "a", '"abc"', false],
  ])("%s equals %j in %s: %s", (body_path, equals, body, isMet) => {
    expect(matches({ body_path, equals: equals as null }, body)).toBe(isMet);
  });
});

test("a body that was cut or is not UTF-8 does not match", () => {
  expect(matches({ body_contains: "ok" }, "ok", { isWhole: false })).toBe(false);
  expect(matches({ body_contains: "ok" }, Uint8Array.of(0x6f, 0x6b, 0xff))).toBe(false);
});

test("a success status without what the rule asks for is given up, or tried again if the author says so", () => {
  const result = { kind: "response", status: 200, retryAfter: undefined, content: content("no") } as const;
  const and = { body_contains: "yes" };
  expect(classifyAttempt(result, compileRules({ statuses: ["200"], and }, {}))).toEqual({
    kind: "final",
    status: 200,
    reason: "success rule not met",
  });
  const retrying = compileRules({ statuses: ["200"], and, otherwise: "retry" }, {});
  expect(classifyAttempt(result, retrying)).toMatchObject({
    kind: "passing",
    reason: "success rule not met",
  });
  expect(classifyAttempt({ ...result, content: content("yes") }, retrying).kind).toBe("delivered");
});
