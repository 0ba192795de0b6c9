import { expect, test } from "vitest";
import { redactFields, redactText } from "./redact.ts";

test.each([
  ["nats://app:s3cret@10.0.0.1:4222", "nats://[redacted]@10.0.0.1:4222"],
  ["connect to postgres://u:p%40ss@db/x failed", "connect to postgres://[redacted]@db/x failed"],
  ["a nats://a:b@one:1,nats://c:d@two:2", "a nats://[redacted]@one:1,nats://[redacted]@two:2"],
  ["https://x.test/hook?id=1&token=abc&n=2", "https://x.test/hook?id=1&token=[redacted]&n=2"],
  ["Authorization: Bearer abcdef.ghijkl", "Authorization: Bearer [redacted]"],
  [
    "invalid_auth for xoxb-12-ab_cdef and xapp-1-A0-9f",
    "invalid_auth for xoxb-[redacted] and xapp-[redacted]",
  ],
  ["https://x.test/users?mail=a@b.test", "https://x.test/users?mail=a@b.test"],
])("of %j is shown %j", (text, shown) => {
  expect(redactText(text)).toBe(shown);
});

test("fields with the name of a secret are replaced at any depth, however the name is spelled", () => {
  const shown = redactFields({
    headers: { Authorization: "x", "set-cookie": ["a"], "X-Api-Key": "k", accept: "json" },
    keys: [{ apiKey: "k", name: "n" }],
    DB_PASSWORD: "p",
  });
  expect(shown).toEqual({
    headers: {
      Authorization: "[redacted]",
      "set-cookie": "[redacted]",
      "X-Api-Key": "[redacted]",
      accept: "json",
    },
    keys: [{ apiKey: "[redacted]", name: "n" }],
    DB_PASSWORD: "[redacted]",
  });
});

test("that a secret is set may be said", () => {
  expect(redactFields({ token: true, password: null })).toEqual({ token: true, password: null });
});

test("an error shows its message, its cause and its code, but no secret that it carries", () => {
  const cause = Object.assign(new Error("refused"), { code: "ECONNREFUSED", password: "p" });
  expect(redactFields({ err: new Error("outer", { cause }) })).toMatchObject({
    err: { message: "outer", cause: { message: "refused", code: "ECONNREFUSED", password: "[redacted]" } },
  });
});

test("a value that contains itself ends", () => {
  const loop: Record<string, unknown> = {};
  loop["again"] = loop;
  expect(JSON.stringify(redactFields(loop))).toContain("[too deep]");
});
