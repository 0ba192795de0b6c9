import { AuthorizationSettings, type OAuth2Settings } from "@sluice/schema";
import { describe, expect, test } from "vitest";
import { readTokenAnswer } from "./token-answer.ts";

const NOW_MS = Date.parse("2026-06-01T12:00:00Z");
const MINUTES_5 = 300_000;

const settings = (changes: object = {}): OAuth2Settings =>
  AuthorizationSettings.parse({
    type: "OAUTH2",
    request: { url: "https://auth.example.com/token" },
    ...changes,
  }) as OAuth2Settings;

const answer = (body: unknown, status = 200) => ({
  status,
  bodyText: typeof body === "string" ? body : JSON.stringify(body),
});
const jwt = (claims: unknown): string =>
  ["e30", Buffer.from(JSON.stringify(claims)).toString("base64url"), "c2ln"].join(".");
const lifeOf = (body: unknown, changes?: object): number => {
  const read = readTokenAnswer(answer(body), settings(changes), NOW_MS);
  return read.kind === "token" ? read.expiresAtMs - NOW_MS : NaN;
};

describe("an opaque token", () => {
  test.each([
    ["a number", 3600, 3_600_000],
    ["a text of digits", "3600", 3_600_000],
    ["a fraction", 1.5, 1_500],
    ["nothing", undefined, MINUTES_5],
    ["null", null, MINUTES_5],
    ["words", "soon", MINUTES_5],
    ["zero", 0, MINUTES_5],
    ["a negative number", -5, MINUTES_5],
    ["more than a year", 1e12, MINUTES_5],
    ["a number that is none", "1e999", MINUTES_5],
  ])("whose expiry is %s lives as long as is sound", (_, expires_in, lifeMs) => {
    expect(lifeOf({ access_token: "t", expires_in })).toBe(lifeMs);
  });

  test("is found by dotted paths, and never in what every object inherits", () => {
    const response_mapping = { access_token: "data.token", expires_in: "data.seconds" };
    expect(lifeOf({ data: { token: "t", seconds: 60 } }, { response_mapping })).toBe(60_000);
    const inherited = { response_mapping: { access_token: "constructor.name" } };
    expect(readTokenAnswer(answer({}), settings(inherited), NOW_MS).kind).toBe("no_token");
  });
});

describe("a JWT", () => {
  const asJwt = { token_type: "JWT" };
  const seconds = NOW_MS / 1000;

  test("says itself when it ends, in a claim that may have another name", () => {
    expect(lifeOf({ access_token: jwt({ exp: seconds + 90 }) }, asJwt)).toBe(90_000);
    const renamed = { ...asJwt, response_mapping: { expiry_claim: "ends.at" } };
    expect(lifeOf({ access_token: jwt({ ends: { at: `${seconds + 30}` } }) }, renamed)).toBe(30_000);
    expect(lifeOf({ access_token: jwt({}) }, asJwt)).toBe(MINUTES_5);
  });

  test("that is none, or has ended already, is refused with what to do", () => {
    const problemOf = (access_token: string) =>
      readTokenAnswer(answer({ access_token }), settings(asJwt), NOW_MS);
    expect(problemOf("abc")).toMatchObject({ problem: expect.stringContaining("OPAQUE") });
    expect(problemOf(jwt({ exp: seconds - 1 }))).toMatchObject({
      problem: expect.stringContaining("clocks"),
    });
  });
});

test.each([
  ["a refusal with a known code", answer({ error: "invalid_client", error_description: "canary" }, 401)],
  ["a refusal with words of its own", answer({ error: "canary" }, 400)],
  ["a redirect", answer("canary", 302)],
  ["a page", answer("<html>canary")],
  ["an answer without token", answer({ token: "canary" })],
  ["a token with a line break", answer({ access_token: "canary\r\nx-evil: 1" })],
  ["a token that is a number", answer({ access_token: 1 })],
])("%s gives no token, and its content is not repeated", (_, response) => {
  const read = readTokenAnswer(response, settings(), NOW_MS);
  expect(read.kind).toBe("no_token");
  expect(JSON.stringify(read)).not.toContain("canary");
});
