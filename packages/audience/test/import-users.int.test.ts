import { type RunningPostgres, startTestPostgres } from "@sluice/embedded";
import { countAudience, countUsers, createUserLoader, migrate, openStore, type Store } from "@sluice/store";
import { afterAll, beforeAll, expect, test } from "vitest";
import { audienceSql, importUsers } from "../src/index.ts";

let postgres: RunningPostgres;
let store: Store;

beforeAll(async () => {
  postgres = await startTestPostgres({ unsafeWithoutFsync: true });
  store = openStore({ databaseUrl: await postgres.createDatabase("import"), applicationName: "test" });
  await migrate(store);
});

afterAll(async () => {
  await store?.close();
  await postgres?.stop();
});

async function* csvFile(rowCount: number): AsyncGenerator<Uint8Array> {
  yield Buffer.from("user_id,city,age:double\n");
  for (let row = 0; row < rowCount; row++) {
    yield Buffer.from(
      row % 1000 === 7 ? `u${row},Pune,unknown\n` : `u${row},"Pune, ${row % 10}",${row % 90}\n`,
    );
  }
}

test("a file becomes users, an audience is counted among them, and the same file again changes nothing", async () => {
  const importOnce = () =>
    importUsers({
      source: csvFile(30_000),
      format: "csv",
      idColumn: "user_id",
      load: createUserLoader(store, "acme"),
    });
  expect(await importOnce()).toEqual({ rows: 30_000, changed: 29_970, unchanged: 0, rejected: 30 });
  expect(await importOnce()).toEqual({ rows: 30_000, changed: 0, unchanged: 29_970, rejected: 30 });
  expect(await countUsers(store, "acme")).toBe(29_970);

  const cityIs3 = {
    filter_type: "user_attributes",
    name: "city",
    data_type: "string",
    operator: "is",
    value: "pune, 3",
  } as const;
  const under45 = {
    filter_type: "user_attributes",
    name: "age",
    data_type: "double",
    operator: "lessThan",
    value: 45,
  } as const;
  const either = { case_sensitive: false, negate: false };
  const segmentation = {
    included_filters: { filter_operator: "and" as const, filters: [{ ...cityIs3, ...either }] },
    excluded_filters: { filter_operator: "and" as const, filters: [{ ...under45, ...either }] },
  };
  const audience = audienceSql(segmentation, "acme", Date.now());
  // Every row that ends in 3: 3,000 of them, at ages 3, 13, … 83, of which five in nine are below 45.
  expect(await countAudience(store, audience)).toEqual({ targeted: 3000, excluded: 1668 });
});
