import { startTestPostgres } from "@sluice/embedded";
import { expect, test } from "vitest";
import { openStore } from "../src/index.ts";

test("closing ends every connection, also when no statement went through kysely", async () => {
  await using postgres = await startTestPostgres({ unsafeWithoutFsync: true });
  const store = openStore({ databaseUrl: postgres.url, applicationName: "test" });
  await store.pool.query("select 1");
  await store.close();
  expect([store.pool.ending, store.pool.totalCount]).toEqual([true, 0]);
});
