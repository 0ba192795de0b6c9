import { fakeClock } from "@sluice/testkit";
import { describe, expect, test } from "vitest";
import type { AttemptResult } from "./attempt-result.ts";
import { OriginHealth } from "./origin-health.ts";

const status = (code: number, retryAfter?: string): AttemptResult => ({
  kind: "response",
  status: code,
  retryAfter,
});
const failure = (code: string): AttemptResult => ({ kind: "failure", code });

function open(connections = 128) {
  const clock = fakeClock();
  const health = new OriginHealth(clock, connections);
  /** One request after the other, as long as there is room. */
  const send = (result: AttemptResult, times = 1): void => {
    for (let i = 0; i < times && health.hasRoom; i++) {
      const startedMs = clock.monotonicMs();
      health.left(startedMs);
      health.ended(result, startedMs);
    }
  };
  return { clock, health, send };
}

describe("Retry-After", () => {
  test.each([
    [429, "2", 2_000],
    [503, "2", 2_000],
    [503, new Date(Date.UTC(2026, 0, 1, 0, 0, 30)).toUTCString(), 30_000],
    [429, "1000000000", 3_600_000],
  ])("of a %i, %j, holds the origin for %i ms", async (code, retryAfter, heldMs) => {
    const { clock, health, send } = open();
    send(status(code, retryAfter));
    expect([health.hasRoom, health.usablePermits(), health.report().state]).toEqual([false, 0, "held"]);
    await clock.advance(heldMs - 1);
    expect(health.hasRoom).toBe(false);
    await clock.advance(1);
    expect([health.hasRoom, health.report().state, health.report().concurrency]).toEqual([true, "closed", 4]);
  });

  test.each(["-5", "soon", "", "0", "NaN"])("%j is ignored", (retryAfter) => {
    const { health, send } = open();
    send(status(429, retryAfter));
    expect(health.hasRoom).toBe(true);
  });

  test("of another status is ignored", () => {
    const { health, send } = open();
    send(status(200, "60"));
    send(status(500, "60"));
    expect(health.hasRoom).toBe(true);
  });
});

describe("the breaker opens", () => {
  test.each([
    failure("ECONNRESET"),
    failure("SLUICE_DEADLINE"),
    failure("HPE_INVALID"),
    status(500),
    status(503),
  ])("for %o", (result) => {
    const { health, send } = open();
    send(result, 20);
    expect([health.hasRoom, health.report().state]).toEqual([false, "open"]);
  });

  test.each([status(404), status(429), failure("SLUICE_LEASE_LOST"), failure("SLUICE_ADDRESS_REFUSED")])(
    "not for %o",
    (result) => {
      const { health, send } = open();
      send(result, 1_000);
      expect([health.hasRoom, health.report().state]).toEqual([true, "closed"]);
    },
  );
});

test("an open breaker asks for no permits, for one when a probe is due, and closes after five answers", async () => {
  const { clock, health, send } = open();
  send(failure("ECONNREFUSED"), 20);
  expect(health.usablePermits()).toBe(0);
  for (let probes = 0; probes < 5; probes++) {
    await clock.advance(900);
    expect([health.hasRoom, health.usablePermits()]).toEqual([false, 1]);
    await clock.advance(100);
    send(status(200), 3);
  }
  expect(health.report()).toMatchObject({ state: "closed", concurrency: 4, failures: 0 });
});

test("a 410 ends it for good, and a revival begins with a probe", async () => {
  const { clock, health, send } = open();
  health.openForGood();
  await clock.advance(3_600_000);
  expect([health.hasRoom, health.usablePermits()]).toEqual([false, 0]);
  health.revive();
  expect([health.hasRoom, health.usablePermits()]).toEqual([true, 1]);
  send(status(200), 2);
  expect([health.hasRoom, health.report().state]).toEqual([false, "half_open"]);
});

test("a person's resume ends a hold that its endpoint asked for: nobody meant to wait an hour", async () => {
  const { clock, health, send } = open();
  send(status(429, "99999999999"));
  await clock.advance(1_800_000);
  expect([health.hasRoom, health.usablePermits(), health.report().state]).toEqual([false, 0, "held"]);
  health.revive();
  expect([health.hasRoom, health.report().state]).toEqual([true, "closed"]);
});

test("asks for its free connections and for those that will be free when the permits come", async () => {
  const { clock, health } = open();
  expect(health.usablePermits()).toBe(32);
  await clock.advance(100);
  for (let i = 0; i < 32; i++) health.left(clock.monotonicMs());
  expect(health.usablePermits()).toBe(0);
  await clock.advance(100);
  for (let i = 0; i < 10; i++) health.ended(status(404), 100);
  for (let i = 0; i < 10; i++) health.left(clock.monotonicMs());
  expect(health.usablePermits()).toBeGreaterThanOrEqual(20);
});

test("what is in flight comes back once for each request, also while the breaker is open", () => {
  const { health } = open();
  for (let i = 0; i < 30; i++) health.left(0);
  for (let i = 0; i < 30; i++) health.ended(failure("ECONNRESET"), 0);
  expect([health.inFlight, health.report().state]).toEqual([0, "open"]);
});
