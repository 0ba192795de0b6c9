import { type RunningPostgres, startTestPostgres } from "@sluice/embedded";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  countAudience,
  countUsers,
  createUserLoader,
  getUser,
  migrate,
  openStore,
  type Store,
  UsersLoadError,
} from "../src/index.ts";

let postgres: RunningPostgres;
let store: Store;

beforeAll(async () => {
  postgres = await startTestPostgres();
  store = openStore({ databaseUrl: await postgres.createDatabase("users"), applicationName: "test" });
  await migrate(store);
});

afterAll(async () => {
  await store?.close();
  await postgres?.stop();
});

beforeEach(() => store.pool.query("truncate users"));

const user = (id: string, attributes: Record<string, string | number | boolean> = {}) => ({
  user_id: id,
  attributes,
});
const manyUsers = (count: number) =>
  Array.from({ length: count }, (_, index) => user(`u${index}`, { index }));
const attributesOf = async (id: string) => (await getUser(store, "acme", id))?.attributes;

test("users are loaded with their values, whatever characters they hold", async () => {
  const text = `tab\there, line\nthere, \\N \\. \\\\ "quotes" 'and' 👍 \u0001`;
  const load = createUserLoader(store, "acme");
  expect(await load([user("a\\b é", { text, age: 31.5, vip: true })])).toEqual({ changed: 1, unchanged: 0 });
  expect(await getUser(store, "acme", "a\\b é")).toEqual(user("a\\b é", { text, age: 31.5, vip: true }));
});

test("loading the same users again changes nothing, not even their time of change", async () => {
  const load = createUserLoader(store, "acme");
  await load(manyUsers(1000));
  const before = await store.db.selectFrom("users").selectAll().orderBy("user_id").execute();
  expect(await load(manyUsers(1000))).toEqual({ changed: 0, unchanged: 1000 });
  expect(await store.db.selectFrom("users").selectAll().orderBy("user_id").execute()).toEqual(before);
});

test("new values are laid over those the user has", async () => {
  const load = createUserLoader(store, "acme");
  await load([user("u1", { city: "Pune", age: 30 }), user("u2", { city: "Pune" })]);
  const again = [user("u1", { age: 31 }), user("u2", { city: "Pune" })];
  expect(await load(again)).toEqual({ changed: 1, unchanged: 1 });
  expect(await attributesOf("u1")).toEqual({ city: "Pune", age: 31 });
});

test("a user who appears twice in a chunk ends as if loaded twice", async () => {
  const load = createUserLoader(store, "acme");
  const twice = [user("u1", { a: 1, b: 1 }), user("u2"), user("u1", { b: 2 })];
  expect(await load(twice)).toEqual({ changed: 2, unchanged: 1 });
  expect(await attributesOf("u1")).toEqual({ a: 1, b: 2 });
});

test("names of Object.prototype stay attributes", async () => {
  await createUserLoader(store, "acme")([user("u1", { constructor: "a", toString: "b" })]);
  expect(Object.entries((await attributesOf("u1")) ?? {})).toEqual([
    ["toString", "b"],
    ["constructor", "a"],
  ]);
});

test("workspaces do not see one another's users", async () => {
  await createUserLoader(store, "acme")(manyUsers(3));
  await createUserLoader(store, "other")(manyUsers(2));
  expect(await countUsers(store, "acme")).toBe(3);
  expect(await getUser(store, "other", "u2")).toBeNull();
});

test("two imports of the same users at once both end, and neither loses a value", async () => {
  const users = manyUsers(3000);
  const load = createUserLoader(store, "acme");
  const results = await Promise.all([
    load(users.map(({ user_id: id }) => user(id, { one: 1 }))),
    load(users.toReversed().map(({ user_id: id }) => user(id, { two: 2 }))),
  ]);
  expect(results.map(({ changed }) => changed)).toEqual([3000, 3000]);
  expect(await attributesOf("u2999")).toEqual({ one: 1, two: 2 });
});

test("an empty chunk is no work", async () => {
  expect(await createUserLoader(store, "acme")([])).toEqual({ changed: 0, unchanged: 0 });
});

test("an audience is counted by its two conditions", async () => {
  await createUserLoader(store, "acme")(manyUsers(10));
  const included = { text: "workspace_id = $1::text", values: ["acme"] };
  const excluded = { text: "(attributes->>'index')::int < $2::int", values: [4] };
  expect(await countAudience(store, { included, excluded })).toEqual({ targeted: 10, excluded: 4 });
  expect(await countAudience(store, { included, excluded: null })).toEqual({ targeted: 10, excluded: 0 });
});

test("a connection that Postgres ends in the middle of a chunk costs a retry and no user", async () => {
  const errors: Error[] = [];
  const load = createUserLoader(store, "acme", { pauseMs: 20, onRetry: (error) => errors.push(error) });
  // Holds back the upsert until the loader's connection has been ended.
  const blocker = await store.pool.connect();
  await blocker.query("begin");
  await blocker.query("lock table users in exclusive mode");
  const loading = load(manyUsers(1000));
  await expect
    .poll(async () => (await store.pool.query(TERMINATE_WAITING)).rowCount, { timeout: 20_000 })
    .toBeGreaterThan(0);
  await expect.poll(() => errors.length, { timeout: 20_000 }).toBeGreaterThan(0);
  await blocker.query("commit");
  blocker.release();
  expect(await loading).toEqual({ changed: 1000, unchanged: 0 });
  expect(await countUsers(store, "acme")).toBe(1000);
});

const TERMINATE_WAITING = `
  select pg_terminate_backend(pid) from pg_stat_activity
   where datname = current_database() and wait_event_type = 'Lock' and query like '%users_staging%'`;

test("a Postgres that is killed in the middle of an import costs retries and no user", async () => {
  const errors: Error[] = [];
  const load = createUserLoader(store, "acme", { pauseMs: 20, onRetry: (error) => errors.push(error) });
  const users = manyUsers(60_000);
  for (let start = 0; start < users.length; start += 5000) {
    const loading = load(users.slice(start, start + 5000));
    if (start === 20_000) postgres.kill("SIGKILL");
    await loading;
  }
  expect(errors).not.toEqual([]);
  expect(await countUsers(store, "acme")).toBe(60_000);
});

test("a connection that breaks while it is held between two statements does not end the process", async () => {
  const held = await store.pool.connect();
  const { rows } = await held.query<{ pid: number }>("select pg_backend_pid() as pid");
  await store.pool.query("select pg_terminate_backend($1)", [rows[0]?.pid]);
  const isAlive = "select from pg_stat_activity where pid = $1";
  await expect
    .poll(async () => (await store.pool.query(isAlive, [rows[0]?.pid])).rowCount, { timeout: 20_000 })
    .toBe(0);
  await expect(held.query("select 1")).rejects.toThrow(/connection/i);
  held.release(true);
});

test("a Postgres that stays away ends in an error that says what to do", async () => {
  const away = openStore({ databaseUrl: "postgres://nobody@127.0.0.1:1/none", applicationName: "test" });
  const load = createUserLoader(away, "acme", { giveUpAfterMs: 0 });
  const failure = load(manyUsers(1));
  await expect(failure).rejects.toBeInstanceOf(UsersLoadError);
  await expect(failure).rejects.toThrow(/import the same file again/);
  await away.close();
});

test("an error that a retry cannot cure is thrown as it is", async () => {
  const load = createUserLoader(store, "acme");
  await expect(load([user("u1", { a: "\u0000" })])).rejects.toMatchObject({ code: "22P05" });
  expect(await load(manyUsers(1))).toEqual({ changed: 1, unchanged: 0 });
});
