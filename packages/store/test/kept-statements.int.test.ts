// What Postgres keeps of statements that are asked again and again.
import { type RunningPostgres, startTestPostgres } from "@sluice/embedded";
import { afterAll, beforeAll, expect, test } from "vitest";
import { BY_KEY, openStore, type Store, tenantStore } from "../src/index.ts";

let postgres: RunningPostgres;
let store: Store;
beforeAll(async () => {
  postgres = await startTestPostgres({ unsafeWithoutFsync: true });
  const databaseUrl = await postgres.createDatabase("kept");
  store = openStore({ databaseUrl, applicationName: "test", maxConnections: 1 });
}, 60_000);
afterAll(async () => {
  await store?.close();
  await postgres?.stop();
});

test("a statement that was asked often while its table was empty finds a row by its key when there are many", async () => {
  const { pool } = store;
  await pool.query(
    "create table parcels (id integer primary key, said text) with (autovacuum_enabled = off)",
  );
  await pool.query("vacuum analyze parcels");
  const asked = "select said from parcels where id = $1";
  for (let i = 0; i < 20; i++) await pool.query(asked, [i]);
  await pool.query("insert into parcels select i, 'parcel ' || i from generate_series(1, 20000) as i");

  const kept = await pool.query<{ name: string }>(
    "select name from pg_prepared_statements where statement = $1",
    [asked],
  );
  expect(kept.rows).toHaveLength(1);
  const { rows } = await pool.query(`explain (costs off) execute ${kept.rows[0]?.name}(7)`);
  expect(JSON.stringify(rows)).not.toContain("Seq Scan");
  expect((await pool.query(asked, [7])).rows).toEqual([{ said: "parcel 7" }]);
});

test("work by key plans a kept statement once, while its table is empty, and goes by the index ever after", async () => {
  const { pool } = store;
  await pool.query(
    "create table letters (id integer primary key, said text) with (autovacuum_enabled = off)",
  );
  await pool.query("vacuum analyze letters");
  const asked = "select said from letters where id = $1";
  const byKey = tenantStore(store, "acme", BY_KEY).pool;
  for (let i = 0; i < 9; i++) await byKey.query(asked, [i]);
  await pool.query("insert into letters select i, 'letter ' || i from generate_series(1, 20000) as i");

  expect((await byKey.query(asked, [7])).rows).toEqual([{ said: "letter 7" }]);
  const { rows } = await pool.query<{ name: string; generic_plans: number; custom_plans: number }>(
    "select name, generic_plans, custom_plans from pg_prepared_statements where statement = $1",
    [asked],
  );
  expect(rows).toMatchObject([{ generic_plans: 8, custom_plans: 0 }]);
  const plan = await byKey.query(`explain (costs off) execute ${rows[0]?.name}(7)`);
  expect(JSON.stringify(plan.rows)).toContain("Index Scan");
});
