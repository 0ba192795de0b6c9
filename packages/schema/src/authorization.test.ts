import { expect, test } from "vitest";
import { AuthorizationSettings } from "./authorization.ts";

const issueOf = (settings: object): string | undefined =>
  AuthorizationSettings.safeParse(settings).error?.issues[0]?.message;

const withTokenHeader = (key: string) => ({
  type: "OAUTH2",
  request: { url: "https://login.example.com/token", headers: [{ key, value: "x" }] },
});

test.each(["Host", "content-length", "Transfer-Encoding", "Proxy-Authorization"])(
  "a token request cannot set %s: it would be another request",
  (name) => {
    expect(issueOf(withTokenHeader(name))).toContain("set by the HTTP client");
  },
);

test("a token request may prove itself with a header", () => {
  expect(issueOf(withTokenHeader("Authorization"))).toBeUndefined();
});

test("a user name with a colon is refused: endpoints would read another password", () => {
  expect(issueOf({ type: "BASIC", username: "crm:eu", password: "secret" })).toContain('has no ":"');
});
