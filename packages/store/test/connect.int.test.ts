import { startTestPostgres } from "@sluice/embedded";
import { describe, expect, test } from "vitest";
import { openStore } from "../src/index.ts";

test("closing ends every connection, also when no statement went through kysely", async () => {
  await using postgres = await startTestPostgres({ unsafeWithoutFsync: true });
  const store = openStore({ databaseUrl: postgres.url, applicationName: "test" });
  await store.pool.query("select 1");
  await store.close();
  expect([store.pool.ending, store.pool.totalCount]).toEqual([true, 0]);
});

describe("statements of a connection", () => {
  const keptStatements = "select statement from pg_prepared_statements where not from_sql order by 1";

  test("that come again are kept by Postgres, and go on answering when the table gets another column", async () => {
    await using postgres = await startTestPostgres({ unsafeWithoutFsync: true });
    const store = openStore({ databaseUrl: postgres.url, applicationName: "test", maxConnections: 1 });
    await store.pool.query("create table things (id integer, name text)");
    await store.pool.query("insert into things values (1, 'one')");
    const whole = () => store.pool.query("select * from things where id = $1", [1]);
    const named = () => store.pool.query("select name from things where id = $1", [1]);
    for (let i = 0; i < 5; i++) await Promise.all([whole(), named()]);
    const { rows: kept } = await store.pool.query(keptStatements);
    await store.pool.query("alter table things add column size integer default 7");
    const answers = [(await whole()).rows, (await named()).rows];
    await store.close();
    expect(kept).toEqual([{ statement: "select name from things where id = $1" }]);
    expect(answers).toEqual([[{ id: 1, name: "one", size: 7 }], [{ name: "one" }]]);
  });

  test("that failed are asked again as if nothing had been kept", async () => {
    await using postgres = await startTestPostgres({ unsafeWithoutFsync: true });
    const store = openStore({ databaseUrl: postgres.url, applicationName: "test", maxConnections: 1 });
    const ask = () => store.pool.query("select name from things where id = $1", [1]);
    for (let i = 0; i < 4; i++) await expect(ask()).rejects.toThrow("does not exist");
    await store.pool.query("create table things (id integer, name text)");
    expect((await ask()).rows).toEqual([]);
    await store.close();
  });
});
