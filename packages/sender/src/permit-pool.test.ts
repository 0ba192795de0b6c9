import { MAX_GRANT_LATENESS_MS, PERMIT_LIFETIME_MS, type PermitGrant } from "@sluice/schema";
import { expect, test } from "vitest";
import { PermitPool } from "./permit-pool.ts";

const RUN = "0190a0a0-0000-7000-8000-000000000001";

function grant(permits: number, sentAtMs: number, rest: Partial<PermitGrant> = {}): PermitGrant {
  const grants = [{ run_id: RUN, permits }];
  return { v: 1, epoch: 1, slot: 0, sent_at_monotonic_ms: sentAtMs, grants, ...rest };
}

function takeAll(pool: PermitPool, nowMs: number): number {
  let count = 0;
  while (pool.take(RUN, nowMs)) count += 1;
  return count;
}

test("as many permits as were granted, and none for another run", () => {
  const pool = new PermitPool();
  expect(pool.receive(grant(3, 0), 0)).toBe(true);
  expect(pool.take("another", 0)).toBe(false);
  expect(takeAll(pool, 0)).toBe(3);
});

test("a permit is lost when it was not used within its lifetime", () => {
  const pool = new PermitPool();
  pool.receive(grant(3, 0), 0);
  expect(pool.take(RUN, PERMIT_LIFETIME_MS - 1)).toBe(true);
  expect(pool.take(RUN, PERMIT_LIFETIME_MS)).toBe(false);
});

test("grants that come in a heap after a stall are dropped, whatever the two clocks show", () => {
  const pool = new PermitPool();
  pool.receive(grant(1, 1_000_000), 5);
  for (const sentAtMs of [1_000_100, 1_000_200, 1_000_300]) pool.receive(grant(10, sentAtMs), 2_000);
  expect(pool.droppedCount).toBe(3);
  expect(takeAll(pool, 2_000)).toBe(0);
});

test("a new leader's first grants, when they come in a heap, are used for as many slots as are then given up", () => {
  const pool = new PermitPool();
  const latenessesMs = Array.from({ length: 20 }, (_, i) => 1_900 - i * 100);
  for (const lateMs of latenessesMs) pool.receive(grant(1, 5_000 - lateMs, { epoch: 2 }), 5_000);
  for (const nowMs of [5_100, 5_200]) pool.receive(grant(1, nowMs, { epoch: 2 }), nowMs);
  expect(takeAll(pool, 5_200)).toBe(3);
  expect(pool.receive(grant(1, 5_300, { epoch: 2 }), 5_300)).toBe(true);
});

test("hosts whose clocks drift apart keep sending for days", () => {
  const pool = new PermitPool();
  const drift = 100e-6;
  const dropped = [0, 1, 2, 3, 4].map((day) => {
    for (let s = 0; s < 86_400; s += 60) {
      const nowMs = (day * 86_400 + s) * 1_000;
      pool.receive(grant(1, nowMs * (1 - drift)), nowMs);
    }
    return pool.droppedCount;
  });
  expect(dropped).toEqual([0, 0, 0, 0, 0]);
});

test("a grant just late enough to be useful counts", () => {
  const pool = new PermitPool();
  pool.receive(grant(1, 0), 0);
  expect(pool.receive(grant(1, 100), 100 + MAX_GRANT_LATENESS_MS)).toBe(true);
});

test("a new leader's first grant ends the old one's, whose later ones are dropped", () => {
  const pool = new PermitPool();
  pool.receive(grant(5, 0), 0);
  pool.receive(grant(2, 9_999_999, { epoch: 2 }), 10);
  expect(pool.receive(grant(5, 20, { epoch: 1 }), 20)).toBe(false);
  expect(takeAll(pool, 20)).toBe(2);
});

test("grants that nobody takes do not gather", () => {
  const pool = new PermitPool();
  for (let i = 0; i < 1_000; i++) {
    const grants = [{ run_id: `run ${i}`, permits: 5 }];
    pool.receive(grant(0, i * 100, { grants }), i * 100);
  }
  expect(pool.runCount).toBeLessThan(5);
});
