// What calls can be made again with leaves by age, of all workspaces, while the ledger works as its own role.
import { randomUUID } from "node:crypto";
import { eventually } from "@sluice/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openWorld, QUICK, type World } from "./fixture.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

test("answers older than a day and request ids that are free again leave; the others stay", async () => {
  const keep = (age: string) =>
    world.store.pool.query(
      `insert into idempotency_keys (workspace_id, key, digest, claim_id, claimed_at, answer)
       values ('globex', $1, '\\x00', $2, now() - $3::interval, $4)`,
      [randomUUID(), randomUUID(), age, `of ${age}`],
    );
  const request = (id: string, freeIn: string) =>
    world.store.pool.query(
      "insert into campaign_requests values ('globex', $1, repeat('0', 24), now() + $2::interval)",
      [id, freeIn],
    );
  for (const age of ["25 hours", "24 hours", "23 hours", "1 second"]) await keep(age);
  await request("free", "-1 second");
  await request("used", "1 hour");
  await world.startLedger({
    ...QUICK,
    intervalMs: { ...QUICK.intervalMs, "clear repeated calls": 50 },
  });
  const left = async (column: string, table: string): Promise<unknown[]> => {
    const { rows } = await world.store.pool.query<{ left: string }>(`select ${column} as left from ${table}`);
    return rows.map((row) => row.left).toSorted();
  };
  await eventually(async () => (await left("answer", "idempotency_keys")).length === 2, {
    timeoutMs: 20_000,
  });
  await eventually(async () => (await left("request_id", "campaign_requests")).length === 1, {
    timeoutMs: 20_000,
  });
  expect(await left("answer", "idempotency_keys")).toEqual(["of 1 second", "of 23 hours"]);
  expect(await left("request_id", "campaign_requests")).toEqual(["used"]);
});
