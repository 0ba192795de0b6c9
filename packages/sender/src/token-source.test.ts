import type { TokenEntry } from "@sluice/schema";
import { fakeClock } from "@sluice/testkit";
import { expect, test } from "vitest";
import { TokenAuthorization } from "./request-authorization.ts";
import type { TokenAnswer } from "./token-answer.ts";
import { FETCH_LEASE_MS, type StoredToken, TokenSource } from "./token-source.ts";

const found = { access_token: true, expiry: true };

/** Threads that share one entry by compare-and-set, and a provider that counts. */
function openProvider({ lifeMs = 600_000 } = {}) {
  const clock = fakeClock();
  let stored: StoredToken = { entry: null, revision: 0 };
  const sources: TokenSource[] = [];
  const provider = { fetches: 0, isDown: false, isHanging: false };

  const fetch = async (): Promise<TokenAnswer> => {
    provider.fetches += 1;
    if (provider.isHanging) await new Promise(() => undefined);
    await clock.sleep(50);
    if (provider.isDown) return { kind: "no_token", problem: "status 500", found };
    return { kind: "token", token: `t${provider.fetches}`, expiresAtMs: clock.nowMs() + lifeMs, found };
  };
  const write = async (entry: TokenEntry, expectedRevision: number): Promise<number | null> => {
    await clock.sleep(1);
    if (expectedRevision !== stored.revision) return null;
    stored = { entry, revision: stored.revision + 1 };
    for (const source of sources) source.receive(stored);
    return stored.revision;
  };
  const addThread = (configurationVersion = 1): TokenSource => {
    const source = new TokenSource(configurationVersion, {
      clock,
      random: () => 0,
      owner: `thread-${sources.length}`,
      read: async () => stored,
      write,
      fetch,
      seal: (token, version) => `sealed ${version} ${token}`,
      open: (sealed, version) =>
        sealed.startsWith(`sealed ${version} `) ? sealed.slice(`sealed ${version} `.length) : null,
    });
    sources.push(source);
    return source;
  };
  const pass = async (ms: number): Promise<void> => {
    for (let left = ms; left > 0; left -= 25) {
      for (const source of sources) source.tick();
      await clock.advance(Math.min(25, left));
    }
  };
  return { clock, provider, addThread, pass, entry: () => stored.entry };
}

test("of many threads that need a token one fetches it, and all use it", async () => {
  const { addThread, pass, provider } = openProvider();
  const threads = Array.from({ length: 20 }, () => addThread());
  await pass(200);
  expect(threads.map((thread) => thread.current()?.token)).toEqual(Array(20).fill("t1"));
  expect(provider.fetches).toBe(1);
});

test("the next token is fetched ahead of the end, and there is no moment without one", async () => {
  const { addThread, pass, provider, clock } = openProvider({ lifeMs: 300_000 });
  const thread = addThread();
  await pass(200);
  for (let i = 0; i < 12; i++) {
    await clock.advance(30_000);
    await pass(100);
    expect(thread.current()).not.toBeNull();
  }
  expect(provider.fetches).toBe(2);
});

test("a thousand refusals at one moment cause one fetch; those sent with the former token cause none", async () => {
  const { addThread, pass, provider, clock } = openProvider();
  const threads = [addThread(), addThread()];
  await pass(200);
  const sentMs = clock.monotonicMs();
  for (let i = 0; i < 1_000; i++) threads[i % 2]!.refuse(sentMs);
  expect(threads[0]!.current()).toBeNull();
  await pass(200);
  expect(provider.fetches).toBe(2);
  threads[0]!.refuse(sentMs);
  await pass(6_000);
  expect([threads[0]!.current()?.token, provider.fetches]).toEqual(["t2", 2]);
});

test("an endpoint that refuses for ever does not wear out the provider: one fetch in five seconds, and others are sent meanwhile", async () => {
  const { addThread, pass, provider, clock } = openProvider();
  const thread = addThread();
  await pass(200);
  for (let i = 0; i < 40; i++) {
    thread.refuse(clock.monotonicMs());
    await pass(250);
    expect(thread.current()).not.toBeNull();
  }
  expect(provider.fetches).toBeLessThanOrEqual(1 + 3);
});

test("while fetches fail the old token stays in use; after three the status is FAILED, and recovery takes it back", async () => {
  const { addThread, pass, provider, clock, entry } = openProvider({ lifeMs: 300_000 });
  const thread = addThread();
  await pass(200);
  provider.isDown = true;
  await clock.advance(245_000);
  await pass(5_000);
  expect([thread.current()?.token, entry()?.status, entry()?.status_reason]).toEqual([
    "t1",
    "FAILED",
    "status 500",
  ]);
  await clock.advance(60_000);
  await pass(1_000);
  expect(thread.current()).toBeNull();
  provider.isDown = false;
  await pass(61_000);
  expect(entry()).toMatchObject({ status: "ACTIVE", status_reason: null, failures: 0 });
  expect(thread.current()).not.toBeNull();
});

test("a thread that died while it fetched is overtaken, and what it may still write changes nothing", async () => {
  const { addThread, pass, provider } = openProvider();
  addThread();
  provider.isHanging = true;
  await pass(100);
  provider.isHanging = false;
  const second = addThread();
  await pass(FETCH_LEASE_MS - 1_000);
  expect([provider.fetches, second.current()]).toEqual([1, null]);
  await pass(2_000);
  expect(second.current()?.token).toBe("t2");
});

test("new settings fetch a token of their own, older ones then neither use it nor fetch", async () => {
  const { addThread, pass, provider } = openProvider();
  const before = addThread(1);
  await pass(200);
  const after = addThread(2);
  await pass(500);
  expect([before.current(), after.current()?.token, provider.fetches]).toEqual([null, "t2", 2]);
});

test("an authorization says whether a refused request has a new token to go with, or none is coming", async () => {
  const { addThread, pass, provider, clock } = openProvider();
  const authorization = new TokenAuthorization(addThread(), { prefix: "Token", reattemptStatuses: [401] });
  expect(authorization.isReady()).toBe(false);
  await pass(200);
  expect([authorization.isReady(), authorization.headers()]).toEqual([true, ["authorization", "Token t1"]]);
  const sentMs = clock.monotonicMs();
  const ticket = authorization.refuse(sentMs);
  expect(authorization.wasRenewed(sentMs, ticket)).toBeNull();
  await pass(200);
  expect(authorization.wasRenewed(sentMs, ticket)).toBe(true);
  provider.isDown = true;
  await pass(6_000);
  const again = clock.monotonicMs();
  const failing = authorization.refuse(again);
  await pass(200);
  expect(authorization.wasRenewed(again, failing)).toBe(false);
  expect(authorization.isReady()).toBe(true); // S2
});
