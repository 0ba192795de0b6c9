// Two workspaces that call one origin: what one learns of it, and what one uses of it, is not the other's.
import { WorkspaceId } from "@sluice/schema";
import { fakeClock } from "@sluice/testkit";
import { expect, test } from "vitest";
import { ConnectionPools, type OriginPool } from "./connection-pools.ts";
import { createEgress } from "./egress.ts";
import { egressPolicy } from "./egress-policy.ts";

const CONNECTIONS = 16;
const ORIGIN = "http://127.0.0.1:9999";
const [ACME, RIVAL] = [WorkspaceId.parse("acme"), WorkspaceId.parse("rival")];

function open() {
  const clock = fakeClock();
  const egress = createEgress(egressPolicy({ SLUICE_ALLOW_CIDRS: "127.0.0.0/8" }));
  const pools = new ConnectionPools(egress, CONNECTIONS, clock);
  const acme = pools.acquire(ACME, ORIGIN);
  return { clock, pools, acme, rival: pools.acquire(RIVAL, ORIGIN) };
}

function fail({ health }: OriginPool, nowMs: number, times: number): void {
  for (let i = 0; i < times && health.hasRoom; i++) {
    health.left(nowMs);
    health.ended({ kind: "response", status: 500, retryAfter: undefined }, nowMs);
  }
}

test("the breaker that one workspace's failures open is open for it alone", () => {
  const { clock, pools, acme, rival } = open();
  fail(acme, clock.monotonicMs(), 50);
  expect([acme.health.hasRoom, rival.health.hasRoom]).toEqual([false, true]);
  expect(pools.seenOrigins().map(({ workspaceId, state }) => [workspaceId, state])).toEqual([
    [ACME, "open"],
    [RIVAL, "closed"],
  ]);
});

test("connections that one workspace has in use are not missing to the other", () => {
  const { clock, acme, rival } = open();
  while (acme.health.hasRoom) acme.health.left(clock.monotonicMs());
  expect(acme.pool).not.toBe(rival.pool);
  expect([rival.health.hasRoom, rival.health.inFlight]).toEqual([true, 0]);
});

test("an origin that is gone for one workspace is called for the other, and comes back where a person resumes", () => {
  const { pools, acme, rival } = open();
  acme.health.openForGood();
  rival.health.openForGood();
  pools.revive(RIVAL, ORIGIN);
  expect([acme, rival].map(({ health }) => health.report().state)).not.toEqual(["gone", "gone"]);
  expect(acme.health.report().state).toBe("gone");
});

test("two runs of one workspace share what is known of an origin", () => {
  const { pools, acme } = open();
  expect(pools.acquire(ACME, ORIGIN)).toBe(acme);
});
