import { afterAll, beforeAll, expect, test } from "vitest";
import { DatabaseClock, type Store } from "@sluice/store";
import { openTestStore } from "./ledger-fixture.ts";

let store: Store;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

test("the time is Postgres's, counted on with the monotonic clock; one that answers too late changes nothing", async () => {
  let monotonicMs = 1_000;
  const clock = await DatabaseClock.open(store, () => monotonicMs);
  const { rows } = await store.pool.query<{ now: Date }>("select clock_timestamp() as now");
  expect(Math.abs(clock.nowMs() - rows[0]!.now.getTime())).toBeLessThan(60_000);
  const beforeMs = clock.nowMs();
  monotonicMs += 7_200_000;
  expect(clock.nowMs()).toBe(beforeMs + 7_200_000);
  let asked = 0;
  const slow = {
    ...store,
    pool: { query: async () => ((monotonicMs += 501), (asked += 1), { rows: [{ now_ms: 0 }] }) },
  };
  await expect(DatabaseClock.open(slow as unknown as Store, () => monotonicMs)).rejects.toThrow("too long");
  expect(asked).toBe(1);
});
