// Against a real Postgres: that nothing of another workspace can be changed, in any table, and that nothing stands beside the
// tables through which rows could be reached: views, functions that work as the owner, partitions.
import { type RunningPostgres, startTestPostgres } from "@sluice/embedded";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type AppStore, migrate, openAppStore, openStore, type Store, tenantStore } from "../src/index.ts";
import { fillWorkspace, insertAnyRow, protectedTables } from "./any-rows.ts";

const OURS = "acme";
const THEIRS = "rival";
const REFUSED = "42501"; // no right, or a row policy

let postgres: RunningPostgres;
let owner: Store;
let api: AppStore;
let theirRunId: string;

beforeAll(async () => {
  postgres = await startTestPostgres({ unsafeWithoutFsync: true });
  const databaseUrl = await postgres.createDatabase("tenancy");
  owner = openStore({ databaseUrl, applicationName: "owner" });
  await migrate(owner);
  for (const kind of ["attempt", "event"])
    await owner.pool.query(
      `select add_${kind}_partition(now() - interval '1 hour', now() + interval '1 hour')`,
    );
  api = await openAppStore("api", { databaseUrl, applicationName: "api" });
  await fillWorkspace(owner, OURS);
  theirRunId = await fillWorkspace(owner, THEIRS);
});
afterAll(async () => {
  await api.close();
  await owner.close();
  await postgres.stop();
});

const ofTheirs = ({ columns }: { columns: readonly string[] }): string =>
  columns.includes("workspace_id") ? "workspace_id = $1" : "run_id = $1";
const theirKey = ({ columns }: { columns: readonly string[] }): string =>
  columns.includes("workspace_id") ? THEIRS : theirRunId;

/** Which version of which rows of the other workspace there is, by table. */
async function theirRows(): Promise<Record<string, unknown>> {
  const versions: Record<string, unknown> = {};
  for (const table of await protectedTables(owner)) {
    const { rows } = await owner.pool.query(
      `select ctid::text, xmin::text from ${table.name} where ${ofTheirs(table)} order by ctid`,
      [theirKey(table)],
    );
    expect([table.name, rows.length > 0]).toEqual([table.name, true]);
    versions[table.name] = rows;
  }
  return versions;
}

const codeOf = async (work: Promise<unknown>): Promise<string | undefined> =>
  work.then(
    () => undefined,
    (error: { code?: string }) => error.code,
  );

test.each(["no workspace", "another workspace"])(
  "a transaction for %s adds no row to a workspace, in any table",
  async (which) => {
    const store = which === "no workspace" ? api : tenantStore(api, OURS);
    const known = { workspace_id: THEIRS, run_id: theirRunId };
    for (const { name } of await protectedTables(owner))
      expect([name, await codeOf(insertAnyRow(store.pool, owner, name, known))]).toEqual([name, REFUSED]);
  },
);

test.each(["no workspace", "another workspace"])(
  "a transaction for %s changes and removes nothing of a workspace, in any table",
  async (which) => {
    const store = which === "no workspace" ? api : tenantStore(api, OURS);
    const before = await theirRows();
    let changed = 0;
    for (const table of await protectedTables(owner)) {
      for (const column of await changeable(table.name)) {
        const { rowCount } = await store.pool
          .query(`update ${table.name} set "${column}" = "${column}"`)
          .catch(() => ({ rowCount: 0 })); // some tables keep what is in them from everybody
        changed += rowCount ?? 0;
      }
      const moved = await store.pool
        .query(`update ${table.name} set ${ofTheirs(table)}`, [theirKey(table)])
        .catch(() => ({ rowCount: 0 }));
      expect([table.name, moved.rowCount]).toEqual([table.name, 0]);
      await store.pool.query(`delete from ${table.name}`).catch(() => undefined);
    }
    expect(await theirRows()).toEqual(before);
    const ours = which === "no workspace" ? 0 : 50; // of our own it does
    expect(changed).toBeGreaterThanOrEqual(ours);
  },
);

async function changeable(table: string): Promise<string[]> {
  const { rows } = await owner.pool.query<{ name: string }>(
    `select column_name as name from information_schema.columns
     where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER'
       and has_column_privilege('sluice_api', table_name, column_name, 'update')`,
    [table],
  );
  return rows.map(({ name }) => name);
}

test("there is nothing but tables, their partitions and their indexes, and a partition can only be reached through its table", async () => {
  const { rows: others } = await owner.pool.query(
    `select relname, relkind from pg_class where relnamespace = 'public'::regnamespace
       and relkind not in ('r', 'p', 'i', 'I', 't', 'S')`,
  );
  expect(others).toEqual([]);
  const { rows: reachable } = await owner.pool.query<{ relname: string }>(
    `select relname from pg_class, unnest(array['sluice_api', 'sluice_planner', 'sluice_ledger', 'public']) as who
     where relispartition and relkind = 'r'
       and has_table_privilege(who, pg_class.oid, 'select, insert, update, delete, truncate')`,
  );
  expect(reachable).toEqual([]);
});

test("nobody but those who need it may empty a table at once, or make triggers and references on it", async () => {
  const { rows } = await owner.pool.query(
    `select relname, who from pg_class, unnest(array['sluice_api', 'sluice_planner', 'sluice_ledger']) as who
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
       and has_table_privilege(who, pg_class.oid, 'truncate, trigger, references')`,
  );
  expect(rows).toEqual([]);
});

test("a function that works as the owner is called by one app, and finds our tables whatever its caller made", async () => {
  const { rows } = await owner.pool.query<{ name: string; config: string[]; callers: string[] }>(
    `select p.oid::regprocedure::text as name, proconfig as config, array(
         select who from unnest(array['sluice_api', 'sluice_planner', 'sluice_ledger']) as who
         where has_function_privilege(who, p.oid, 'execute')) as callers
     from pg_proc p where pronamespace = 'public'::regnamespace and prosecdef order by 1`,
  );
  expect(rows.length).toBeGreaterThan(5);
  for (const { name, config, callers } of rows) {
    expect([name, config.find((line) => line.startsWith("search_path"))]).toEqual([
      name,
      "search_path=public, pg_temp",
    ]);
    expect([name, callers.length]).toEqual([name, 1]);
  }
});

test("a temporary table of the API's stands before none of ours: no code of its caller runs as the owner", async () => {
  const client = await api.pool.connect();
  try {
    await client.query("begin");
    await client.query("create temporary table segment_loads (like public.segment_loads including defaults)");
    await client.query(
      `insert into pg_temp.segment_loads (workspace_id, load_id, segment_id, action, attribute_name, attribute_type, state, requested_by)
       values ('acme', gen_random_uuid(), 's', 'add', 'uid', 'string', 'waiting', 'nobody')`,
    );
    await client.query("select * from claim_segment_load(interval '1 minute')");
    const { rows } = await client.query("select tries from pg_temp.segment_loads");
    expect(rows).toEqual([{ tries: 0 }]);
  } finally {
    await client.query("rollback");
    client.release();
  }
});
