// Against a real Postgres: what a statement that forgets its workspace finds, for every table that there is.
import { type RunningPostgres, startTestPostgres } from "@sluice/embedded";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type AppStore,
  createUserLoader,
  migrate,
  openAppStore,
  openStore,
  type Store,
  tenantStore,
} from "../src/index.ts";
import { fillWorkspace, protectedTables } from "./any-rows.ts";

const OURS = "acme";
const THEIRS = "rival";

let postgres: RunningPostgres;
let databaseUrl: string;
let owner: Store;
let api: AppStore;

beforeAll(async () => {
  postgres = await startTestPostgres({ unsafeWithoutFsync: true });
  databaseUrl = await postgres.createDatabase("tenancy");
  owner = openStore({ databaseUrl, applicationName: "owner" });
  await migrate(owner);
  await owner.pool.query(
    "select add_attempt_partition(now() - interval '1 hour', now() + interval '1 hour')",
  );
  await owner.pool.query("select add_event_partition(now() - interval '1 hour', now() + interval '1 hour')");
  api = await openAppStore("api", { databaseUrl, applicationName: "api" });
  for (const workspaceId of [OURS, THEIRS]) await fillWorkspace(owner, workspaceId);
});
afterAll(async () => {
  await api.close();
  await owner.close();
  await postgres.stop();
});

test("every table says whose its rows are, and has its policy", async () => {
  for (const { name, columns } of await protectedTables(owner)) {
    expect([name, columns.includes("workspace_id") || columns.includes("run_id")]).toEqual([name, true]);
    const { rows } = await owner.pool.query(
      `select relrowsecurity, (select count(*) from pg_policies where tablename = relname) as policies
       from pg_class where oid = $1::regclass`,
      [name],
    );
    expect([name, rows[0]]).toEqual([name, { relrowsecurity: true, policies: 2 }]);
  }
});

test("a statement without its workspace finds nothing of another one, in any table", async () => {
  const ours = tenantStore(api, OURS);
  for (const { name, columns } of await protectedTables(owner)) {
    const whose = columns.includes("workspace_id")
      ? "workspace_id"
      : "(select workspace_id from runs where runs.run_id = t.run_id)";
    const seen = await rowsSeen(ours, `select distinct ${whose} as whose from ${name} t`);
    const all = await owner.pool.query<{ whose: string }>(`select distinct ${whose} as whose from ${name} t`);
    expect([name, new Set(all.rows.map((row) => row.whose))]).toEqual([name, new Set([OURS, THEIRS])]);
    expect([name, seen]).toEqual([name, seen === REFUSED ? REFUSED : [{ whose: OURS }]]);
  }
});

const REFUSED = "refused";
async function rowsSeen(store: Store, statement: string): Promise<unknown[] | typeof REFUSED> {
  try {
    return (await store.pool.query(statement)).rows;
  } catch (error) {
    if ((error as { code?: string }).code === "42501") return REFUSED;
    throw error;
  }
}

test("outside a workspace the API sees no row at all", async () => {
  for (const { name } of await protectedTables(owner)) {
    const seen = await rowsSeen(api, `select from ${name}`);
    expect([name, seen]).toEqual([name, seen === REFUSED ? REFUSED : []]);
  }
});

test("nothing can be written into, moved to, or removed from another workspace", async () => {
  const ours = tenantStore(api, OURS);
  const row = { workspace_id: THEIRS, user_id: "u9", attributes: "{}" };
  await expect(ours.db.insertInto("users").values(row).execute()).rejects.toThrow("row-level security");
  await expect(ours.db.updateTable("users").set({ workspace_id: THEIRS }).execute()).rejects.toThrow(
    "row-level security",
  );
  await ours.db.deleteFrom("deliveries").execute();
  const { rows } = await owner.pool.query("select from deliveries");
  expect(rows.length).toBe(1);
});

test("the workspace ends with its transaction, also when that fails, and with one connection for all", async () => {
  await using one = closing(
    await openAppStore("api", { databaseUrl, applicationName: "one", maxConnections: 1 }),
  );
  const count = async (store: Store): Promise<unknown> =>
    (await store.pool.query("select workspace_id from users")).rows.map((row) => row.workspace_id);
  expect(await count(tenantStore(one.store, OURS))).toEqual([OURS]);
  expect(await count(one.store)).toEqual([]);
  await expect(tenantStore(one.store, THEIRS).pool.query("select 1 / 0")).rejects.toThrow("division");
  expect(await count(one.store)).toEqual([]);
  const failing = tenantStore(one.store, THEIRS)
    .db.transaction()
    .execute(() => Promise.reject(new Error("ours")));
  await expect(failing).rejects.toThrow("ours");
  expect(await count(one.store)).toEqual([]);
  await createUserLoader(tenantStore(one.store, THEIRS), THEIRS)([{ user_id: "u7", attributes: {} }]);
  expect(await count(one.store)).toEqual([]);
});

const closing = (store: AppStore) => ({ store, [Symbol.asyncDispose]: () => store.close() });

test("each app has the tables that it works with, and no others", async () => {
  await using planner = closing(await openAppStore("planner", { databaseUrl, applicationName: "planner" }));
  await using ledger = closing(await openAppStore("ledger", { databaseUrl, applicationName: "ledger" }));
  expect([api.role, planner.store.role, ledger.store.role]).toEqual([
    "sluice_api",
    "sluice_planner",
    "sluice_ledger",
  ]);
  expect((await planner.store.pool.query("select from users")).rows.length).toBeGreaterThan(1);
  for (const [store, statement] of [
    [planner.store, "select * from api_keys"],
    [planner.store, "delete from deliveries"],
    [ledger.store, "select * from users"],
    [ledger.store, "select * from api_keys"],
    [api, "update ledger_position set last_seq = 0"],
    [api, "delete from audit_log"],
    [api, "drop table users"],
    [api, "create table mine ()"],
    [api, "alter table users disable row level security"],
  ] as const) {
    const refusal = await store.pool.query(statement).catch(String);
    expect([statement, refusal]).toEqual([
      statement,
      expect.stringMatching(/permission denied|must be owner/),
    ]);
  }
});

test("an app with its own login needs no other rights, and says when the tables are not up to date", async () => {
  const login = await ownLogin("sluice_planner");
  await using planner = closing(
    await openAppStore("planner", { databaseUrl: login, applicationName: "own" }),
  );
  const { rows } = await planner.store.pool.query("select session_user as login, current_user as role");
  expect(rows).toEqual([{ login: "sluice_planner", role: "sluice_planner" }]);

  const empty = new URL(login);
  empty.pathname = new URL(await postgres.createDatabase("nothing_in_it")).pathname;
  await expect(openAppStore("planner", { databaseUrl: empty.href, applicationName: "own" })).rejects.toThrow(
    "may not change them",
  );
});

async function ownLogin(role: string): Promise<string> {
  await owner.pool.query(`alter role ${role} login password 'test'`);
  const url = new URL(databaseUrl);
  url.username = role;
  url.password = "test";
  return url.href;
}

test("a table that a later version brings gets its policy with the next start", async () => {
  await owner.pool.query("create table later (workspace_id text primary key)");
  try {
    await migrate(owner);
    await owner.pool.query("insert into later values ('acme'), ('rival')");
    expect((await tenantStore(api, OURS).pool.query("select * from later")).rows).toEqual([
      { workspace_id: OURS },
    ]);
  } finally {
    await owner.pool.query("drop table later");
  }
});

test("an owner that is no superuser, and that did not make the roles, works with its own rights", async () => {
  await using planner = closing(await openAppStore("planner", await ownedBy("plain", "")));
  expect(planner.store.role).toBeNull();
  expect((await planner.store.pool.query("select current_user as who")).rows).toEqual([{ who: "plain" }]);
});

test("an owner who may give the roles to itself works as them", async () => {
  const options = await ownedBy("giver", "createrole");
  await owner.pool.query("grant sluice_api to giver with admin option");
  await using planner = closing(await openAppStore("api", options));
  expect(planner.store.role).toBe("sluice_api");
});

async function ownedBy(login: string, attributes: string) {
  await owner.pool.query(`create role ${login} login password 'test' ${attributes}`);
  await owner.pool.query(`create database ${login} owner ${login}`);
  const url = new URL(databaseUrl);
  [url.username, url.password, url.pathname] = [login, "test", login];
  return { databaseUrl: url.href, applicationName: login };
}
