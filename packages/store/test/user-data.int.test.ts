// Against a real Postgres, as the API's role sees it: users changed in groups, devices, and what identifies users.
import { type RunningPostgres, startTestPostgres } from "@sluice/embedded";
import type { UserIdentifierType } from "@sluice/schema";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  beginFileImport,
  boundRefusedElements,
  changeUsers,
  createUserLoader,
  deleteUser,
  devicesOf,
  ensureWorkspace,
  fileImports,
  findUserBy,
  getUser,
  keepRefusedElements,
  MAX_DEVICES_PER_USER,
  mergeUsers,
  moveFileImport,
  openAppStore,
  openStore,
  putDevice,
  refusedElementsOf,
  setDeviceOptOut,
  type Store,
  tenantStore,
  userEvents,
  type UserChange,
} from "../src/index.ts";

const OURS = "acme";
const THEIRS = "rival";

let postgres: RunningPostgres;
let owner: Store;
let asApi: Store;
let store: Store;

beforeAll(async () => {
  postgres = await startTestPostgres({ unsafeWithoutFsync: true });
  const databaseUrl = await postgres.createDatabase("user_data");
  asApi = await openAppStore("api", { databaseUrl, applicationName: "api", maxConnections: 10 });
  owner = openStore({ databaseUrl, applicationName: "owner" });
  for (const workspaceId of [OURS, THEIRS]) await ensureWorkspace(owner, { workspaceId, name: workspaceId });
  await owner.pool.query("select add_event_partition(now() - interval '1 hour', now() + interval '1 hour')");
  store = tenantStore(asApi, OURS);
});
afterAll(async () => {
  await owner?.close();
  await asApi?.close();
  await postgres?.stop();
});
beforeEach(() => owner.pool.query("truncate users, devices, user_events"));

const change = (userId: string, of: Partial<UserChange> = {}): UserChange => ({
  userId,
  mayCreate: true,
  set: {},
  remove: [],
  addTo: {},
  takeFrom: {},
  ...of,
});
const changeAll = (...changes: UserChange[]) => changeUsers(store, OURS, changes);
const attributesOf = async (userId: string) => (await getUser(store, OURS, userId))?.attributes;
const device = (userId: string, deviceId: string, pushId: string) =>
  putDevice(store, OURS, { userId, deviceId, platform: "ANDROID", pushId, attributes: {} });

const told = () => Promise.resolve();

/** Moments are whole milliseconds, as the API takes them. */
async function event(userId: string, eventId: string): Promise<void> {
  await owner.pool.query(
    `insert into user_events (workspace_id, user_id, at, event_id, accepted_at, name, attributes)
     values ($1, $2, date_trunc('milliseconds', now()), $3, now(), 'opened', '{}')`,
    [OURS, userId, eventId],
  );
}
const eventIds = async (userId: string) =>
  (await userEvents(store, { workspaceId: OURS, userId, limit: 10 })).events.map(({ event_id }) => event_id);

test("a group of changes is applied in order, each judged on its own", async () => {
  const outcomes = await changeAll(
    change("u1", { set: { city: "Pune", likes: ["tea"] } }),
    change("u1", { addTo: { city: ["x"] }, set: { city: "lost" } }),
    change("u1", { addTo: { likes: ["milk"] }, remove: ["city"] }),
    change("u2", { mayCreate: false, set: { a: 1 } }),
  );
  expect(outcomes.map((outcome) => outcome?.kind ?? null)).toEqual([null, "no_list", null, "unknown_user"]);
  expect(await attributesOf("u1")).toEqual({ likes: ["tea", "milk"] });
  expect(await attributesOf("u2")).toBeUndefined();
});

test("a change that says nothing new makes the user known, and touches nobody who is known", async () => {
  await changeAll(change("u1", { set: { a: 1 } }));
  const before = await owner.pool.query("select xmin, * from users");
  await changeAll(change("u1"), change("u1", { set: { a: 1 } }));
  expect((await owner.pool.query("select xmin, * from users")).rows).toEqual(before.rows);
  await changeAll(change("u2"));
  expect(await attributesOf("u2")).toEqual({});
});

test("many groups and an import at once lose no change and do not wait for each other for ever", async () => {
  const ids = Array.from({ length: 60 }, (_, n) => `u${n % 30}`);
  const load = createUserLoader(tenantStore(asApi, OURS), OURS);
  await Promise.all([
    ...Array.from({ length: 6 }, (_, round) =>
      changeAll(...ids.map((id) => change(id, { addTo: { rounds: [round] } })).toReversed()),
    ),
    load(ids.slice(0, 30).map((id) => ({ user_id: id, attributes: { isImported: true } }))),
  ]);
  for (const id of ids) {
    const { rounds, isImported } = (await attributesOf(id)) as { rounds: number[]; isImported: boolean };
    expect([rounds.toSorted((a, b) => a - b), isImported]).toEqual([[0, 1, 2, 3, 4, 5], true]);
  }
});

test("a push id leads to one device: whoever brings it last has it", async () => {
  await changeAll(change("u1"), change("u2"));
  expect(await device("nobody", "d1", "push")).toBe(false);
  expect(await device("u1", "d1", "push")).toBe(true);
  expect(await device("u2", "d1", "push")).toBe(true);
  expect(await devicesOf(store, OURS, "u1")).toEqual([]);
  expect(await devicesOf(store, OURS, "u2")).toMatchObject([{ device_id: "d1", push_id: "push" }]);
  await Promise.all(Array.from({ length: 8 }, (_, n) => device(n % 2 === 0 ? "u1" : "u2", `d${n}`, "push")));
  const { rows } = await owner.pool.query("select from devices where push_id = 'push'");
  expect(rows).toHaveLength(1);
});

test("beyond the fiftieth device the one that was not told of for the longest is gone", async () => {
  await changeAll(change("u1"));
  for (let n = 0; n <= MAX_DEVICES_PER_USER; n++) await device("u1", `d${n}`, `p${n}`);
  const ids = (await devicesOf(store, OURS, "u1")).map(({ device_id }) => device_id);
  expect(ids).toHaveLength(MAX_DEVICES_PER_USER);
  expect(ids).not.toContain("d0");
});

test("opting out goes for every device, or for those that fit", async () => {
  await changeAll(change("u1"));
  await device("u1", "d1", "p1");
  await device("u1", "d2", "p2");
  const outs = async () => (await devicesOf(store, OURS, "u1")).map(({ is_opted_out }) => is_opted_out);
  const which = [{ push_id: "p2" }, { GAID: "none" }];
  expect(await setDeviceOptOut(store, OURS, { userId: "u1", which, isOptedOut: true })).toBe(1);
  expect(await outs()).toEqual([false, true]);
  expect(await setDeviceOptOut(store, OURS, { userId: "u1", isOptedOut: true })).toBe(2);
  await device("u1", "d1", "p1");
  expect(await outs()).toEqual([true, true]);
});

test.each<[UserIdentifierType, string]>([
  ["user_id", "u1"],
  ["email", "ana@example.com"],
  ["mobile", "918888444411"],
  ["gaid", "gaid-1"],
  ["gaid", "gaid-of-device"],
  ["advertising_identifier", "idfa-1"],
  ["moengage_id", "62e79fb1"],
  ["push_id", "push-1"],
  ["email", "x".repeat(600)],
])("a user is found by %s, in the own workspace alone, and by the whole value", async (type, value) => {
  const attributes = {
    u_em: value.startsWith("x") ? value : "ana@example.com",
    u_mb: 918888444411,
    moe_gaid: "gaid-1",
    advertising_identifier: "idfa-1",
    moengage_id: "62e79fb1",
  };
  await changeAll(change("u1", { set: attributes }), change("u0", { set: { u_em: "bob@example.com" } }));
  await putDevice(store, OURS, {
    userId: "u1",
    deviceId: "d1",
    platform: "iOS",
    pushId: "push-1",
    attributes: { moe_gaid: "gaid-of-device" },
  });
  expect((await findUserBy(store, OURS, type, value))?.user_id).toBe("u1");
  expect(await findUserBy(store, OURS, type, `${value}x`)).toBeNull();
  expect(await findUserBy(tenantStore(asApi, THEIRS), THEIRS, type, value)).toBeNull();
  expect(await findUserBy(store, OURS, type, "\u0000")).toBeNull();
});

test("looking for an identifier reads an index and not the table", async () => {
  const { rows } = await owner.pool.query<{ "QUERY PLAN": string }>(
    `explain select user_id from users where workspace_id = 'acme' and attributes ? 'u_em'
       and left(attributes ->> 'u_em', 256) = left('a', 256) and attributes ->> 'u_em' = 'a'`,
  );
  expect(rows.map((row) => row["QUERY PLAN"]).join()).toContain("users_by_u_em");
});

test("a merge moves devices and events, the attributes of the retained user win, the merged one is gone", async () => {
  await changeAll(change("old", { set: { a: 1, b: 1 } }), change("new", { set: { b: 2 } }));
  await device("old", "d1", "p1");
  await device("old", "d2", "p2");
  await device("new", "d2", "p3");
  await event("old", "019a7c5e-0000-7000-8000-000000000001");
  const pairs = [{ mergedUserId: "old", retainedUserId: "new" }];
  expect(await mergeUsers(store, OURS, pairs, told)).toEqual([]);
  expect(await getUser(store, OURS, "old")).toBeNull();
  expect(await attributesOf("new")).toEqual({ a: 1, b: 2 });
  expect((await devicesOf(store, OURS, "new")).map(({ push_id }) => push_id)).toEqual(["p1", "p3"]);
  expect(await eventIds("new")).toHaveLength(1);
  expect(await mergeUsers(store, OURS, pairs, told)).toEqual(["old"]);
});

test("a deleted user leaves no user, device or event", async () => {
  await changeAll(change("u1", { set: { u_em: "ana@example.com" } }), change("u2"));
  await device("u1", "d1", "p1");
  await event("u1", "019a7c5e-0000-7000-8000-000000000001");
  await event("u2", "019a7c5e-0000-7000-8000-000000000002");
  expect(await deleteUser(store, OURS, "u1", told)).toBe(true);
  expect(await deleteUser(store, OURS, "u1", told)).toBe(false);
  expect([await getUser(store, OURS, "u1"), await devicesOf(store, OURS, "u1")]).toEqual([null, []]);
  expect([await eventIds("u1"), await eventIds("u2")]).toMatchObject([[], [expect.any(String)]]);
});

test("a merge or a deletion that the stream does not hear of has not happened", async () => {
  await changeAll(change("old"), change("new"));
  const untold = () => Promise.reject(new Error("the bus is away"));
  const pairs = [{ mergedUserId: "old", retainedUserId: "new" }];
  await expect(mergeUsers(store, OURS, pairs, untold)).rejects.toThrow("away");
  await expect(deleteUser(store, OURS, "old", untold)).rejects.toThrow("away");
  expect(await attributesOf("old")).toEqual({});
});

test("elements that were refused are found by their request, the newest of each request, by nobody else", async () => {
  const refusals = (refused: number) => ({ requestId: "order 7", elements: 5, refused, listed: [] });
  await keepRefusedElements(store, OURS, refusals(1));
  await keepRefusedElements(store, OURS, refusals(2));
  expect(await refusedElementsOf(store, OURS, "order 7")).toEqual(refusals(2));
  expect(await refusedElementsOf(tenantStore(asApi, THEIRS), THEIRS, "order 7")).toBeNull();
  await owner.pool.query("update refused_elements set at = now() - interval '8 days'");
  await boundRefusedElements(store, OURS);
  expect(await refusedElementsOf(store, OURS, "order 7")).toBeNull();
});

test("imports are listed newest first; one that does not move any more was cut off", async () => {
  const ids = [1, 2, 3].map((n) => `019a7c5e-0000-7000-8000-00000000000${n}`);
  for (const importId of ids)
    await beginFileImport(store, { workspaceId: OURS, importId, format: "csv", createdBy: "ana" });
  await moveFileImport(store, OURS, ids[1]!, { rows: 3, changed: 2, rejected: 1 }, "done");
  await owner.pool.query("update file_imports set seen_at = now() - interval '1 hour' where import_id = $1", [
    ids[0],
  ]);
  const found = await fileImports(store, OURS, { limit: 10 });
  expect(found.map(({ status }) => status)).toEqual(["running", "done", "cut_off"]);
  expect(found[1]).toMatchObject({ import_id: ids[1], rows: 3, changed: 2, rejected: 1, created_by: "ana" });
  expect(await fileImports(store, OURS, { limit: 10, before: ids[1] })).toHaveLength(1);
});

test("events are read newest first, page after page, by name as well", async () => {
  for (let n = 1; n <= 5; n++) await event("u1", `019a7c5e-0000-7000-8000-00000000000${n}`);
  const all: string[] = [];
  let cursor: Parameters<typeof userEvents>[1]["cursor"];
  do {
    const page = await userEvents(store, { workspaceId: OURS, userId: "u1", limit: 2, cursor });
    all.push(...page.events.map(({ event_id }) => event_id.slice(-1)));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  expect(all).toEqual(["5", "4", "3", "2", "1"]);
  const search = { workspaceId: OURS, userId: "u1", limit: 2 };
  expect((await userEvents(store, { ...search, name: "closed" })).events).toEqual([]);
});
