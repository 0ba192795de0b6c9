import { expect, test } from "vitest";
import type { AttemptResult } from "./attempt-result.ts";
import type { RequestAuthorization } from "./request-authorization.ts";
import { Reattempts } from "./reattempts.ts";

const MAX_ATTEMPTS = 3;
const REFUSED: AttemptResult = { kind: "response", status: 401, retryAfter: undefined };
const authorization: RequestAuthorization = {
  reattemptStatuses: new Set([401]),
  isReady: () => true,
  headers: () => [],
  refuse: () => 0,
  wasRenewed: () => true,
};

test("who is refused for the token is owed one more try, also after the last attempt of the retry policy", () => {
  const reattempts = new Reattempts(authorization, MAX_ATTEMPTS);
  expect(reattempts.isOwed({ index: 0, attempt: MAX_ATTEMPTS }, REFUSED)).toBe(true);
  expect(reattempts.isOwed({ index: 0, attempt: MAX_ATTEMPTS + 1 }, REFUSED)).toBe(false);
  expect(reattempts.requestsOf(0)).toBe(1);
  reattempts.sending(0);
  expect(reattempts.requestsOf(0)).toBe(2);
  expect(reattempts.isOwed({ index: 0, attempt: 1 }, REFUSED)).toBe(false);
});

test("once the run is over, also who is refused later is sent no more", () => {
  const reattempts = new Reattempts(authorization, MAX_ATTEMPTS);
  expect(reattempts.close()).toEqual([]);
  expect(reattempts.isOwed({ index: 0, attempt: 1 }, REFUSED)).toBe(false);
});
