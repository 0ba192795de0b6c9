import { randomBytes } from "node:crypto";
import { mintUuidV7 } from "@sluice/schema";
import {
  beginMembers,
  changeMembers,
  claimLoad,
  ensureWorkspace,
  failLoad,
  findSegments,
  finishMembers,
  getLoad,
  insertLoad,
  insertSegment,
  type MemberLoad,
  setSegmentArchived,
  type Store,
  updateSegment,
} from "@sluice/store";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestStore, WORKSPACE } from "./ledger-fixture.ts";

const SEGMENT = "aaaaaaaaaaaaaaaaaaaaaaaa";
const KEY = { workspaceId: WORKSPACE, segmentId: SEGMENT };
const NOW = new Date();
let store: Store;

beforeAll(async () => {
  store = await openTestStore();
  await ensureWorkspace(store, { workspaceId: WORKSPACE, name: "Acme" });
});
beforeEach(async () => {
  await store.pool.query("truncate users, runs, segments, segment_members, segment_loads cascade");
  await store.pool.query(
    `insert into users (workspace_id, user_id, attributes)
     select $1, 'u' || i, jsonb_build_object('email', 'u' || i || '@example.com', 'code', i, 'twin', i / 2)
     from generate_series(1, 10) as i`,
    [WORKSPACE],
  );
  await insertSegment(store.db, { ...newFile(SEGMENT, "list") }, 1_000);
});
afterAll(() => store.close());

const newFile = (segmentId: string, name: string) => ({
  workspaceId: WORKSPACE,
  segmentId,
  type: "FILE" as const,
  name,
  definition: null,
  definitionHash: null,
  by: "ana@example.com",
  at: NOW,
});

const newLoad = (changes: Partial<MemberLoad> = {}): MemberLoad => ({
  ...KEY,
  loadId: mintUuidV7(Date.now(), randomBytes(10)),
  tries: 1,
  action: "add",
  match: { kind: "user_id" },
  ...changes,
});

async function openLoad(load: MemberLoad, fileUrl: string | null = null): Promise<boolean> {
  return insertLoad(store.db, {
    ...load,
    attributeName: "user_id",
    attributeType: "string",
    fileUrl,
    by: "ana@example.com",
  });
}

const COUNTS = { bytesRead: 10, valuesFound: 3, valuesProcessed: 3 };

async function loadAll(changes: Partial<MemberLoad>, ...chunks: string[][]) {
  const load = newLoad(changes);
  expect(await openLoad(load)).toBe(true);
  const version = await beginMembers(store, load);
  let changed = 0;
  for (const values of chunks) changed += await changeMembers(store, load, version, values);
  return finishMembers(store, { ...load, by: "ben@example.com", changed, counts: COUNTS }, version);
}

async function membersAt(version: number): Promise<string[]> {
  const { rows } = await store.pool.query<{ user_id: string }>(
    `select user_id from segment_members where segment_id = $1 and from_version <= $2 and to_version > $2 order by user_id`,
    [SEGMENT, version],
  );
  return rows.map(({ user_id }) => user_id);
}

const stored = async () => (await findSegments(store.db, WORKSPACE, [{ id: SEGMENT }]))[0];

test("files add, remove and replace users; each change is a version, and every version in use keeps its members", async () => {
  expect(await loadAll({}, ["u1", "u2", "nobody"], ["u3", "u1"])).toEqual({ userCount: 3, changed: 3 });
  await useVersion(1);
  expect(await loadAll({}, ["u3", "u4"])).toEqual({ userCount: 4, changed: 1 });
  expect(await loadAll({ action: "remove" }, ["u1", "u9"])).toEqual({ userCount: 3, changed: 1 });
  expect(await loadAll({ action: "replace" }, ["u2", "u5"])).toEqual({ userCount: 2, changed: 2 });
  expect(await stored()).toMatchObject({ version: 4, updated_by: "ben@example.com" });
  expect(await membersAt(1)).toEqual(["u1", "u2", "u3"]);
  expect(await membersAt(2)).toEqual(["u1", "u2", "u3", "u4"]);
  expect(await membersAt(3)).toEqual(["u2", "u3", "u4"]);
  expect(await membersAt(4)).toEqual(["u2", "u5"]);
});

/** A run that waits to be cut was published with this version. */
async function useVersion(version: number): Promise<void> {
  const audience = { audience: {}, segments: [{ id: SEGMENT, name: "list", type: "FILE", version }] };
  await store.db
    .insertInto("runs")
    .values({
      run_id: mintUuidV7(Date.now(), randomBytes(10)),
      workspace_id: WORKSPACE,
      campaign_id: "0123456789abcdef01234567",
      version: 1,
      content_hash: "c".repeat(64),
      approval_id: "01890000-0000-7000-8000-000000000000",
      definition: "{}",
      audience: JSON.stringify(audience),
      status: "planned",
      starts_at: new Date(0),
      expires_at: new Date(Date.now() + 3_600_000),
    })
    .execute();
}

test("members of versions that nobody uses any more are removed, but for the last one", async () => {
  await loadAll({}, ["u1", "u2"]);
  await loadAll({ action: "replace" }, ["u3"]);
  expect(await membersAt(1)).toEqual(["u1", "u2"]);
  await loadAll({ action: "replace" }, ["u4"]);
  const { rows } = await store.pool.query("select user_id from segment_members order by user_id");
  expect(rows).toEqual([{ user_id: "u3" }, { user_id: "u4" }]);
});

test("values of an attribute name the users who have them, of the right type alone", async () => {
  const email = { kind: "attribute", name: "email", type: "string" } as const;
  expect(await loadAll({ match: email }, ["u1@example.com"], ["u7@example.com", "x@example.com"])).toEqual({
    userCount: 2,
    changed: 2,
  });
  const twin = { kind: "attribute", name: "twin", type: "double" } as const;
  expect(await loadAll({ match: twin }, ["2", "2"])).toEqual({ userCount: 4, changed: 2 });
  const code = { kind: "attribute", name: "code", type: "double" } as const;
  expect(await loadAll({ action: "remove", match: code }, ["7", "4"])).toEqual({ userCount: 2, changed: 2 });
  expect(await loadAll({ match: { ...code, type: "string" } }, ["7"])).toMatchObject({ changed: 0 });
  expect(await membersAt(4)).toEqual(["u1", "u5"]);
});

test("what a load that died has written is taken back by the next one, and was never seen", async () => {
  await loadAll({}, ["u1", "u2"]);
  const dying = newLoad({ action: "remove" });
  await openLoad(dying);
  const version = await beginMembers(store, dying);
  await changeMembers(store, dying, version, ["u1"]);
  await changeMembers(store, { ...dying, action: "add" }, version, ["u9"]);
  expect(await membersAt(1)).toEqual(["u1", "u2"]);
  await failLoad(store.db, dying, 1, "killed");
  expect(await loadAll({}, ["u3"])).toEqual({ userCount: 3, changed: 1 });
  expect(await membersAt(2)).toEqual(["u1", "u2", "u3"]);
});

test("a list has one open load, and whoever was taken for dead cannot finish it", async () => {
  const load = newLoad();
  await openLoad(load, "https://example.com/users.csv?secret=1");
  expect(await openLoad(newLoad())).toBe(false);
  expect(await claimLoad(store)).toEqual({ workspaceId: WORKSPACE, loadId: load.loadId });
  expect(await claimLoad(store)).toBeNull();
  await store.pool.query("update segment_loads set beat_at = now() - interval '2 minutes'");
  expect(await claimLoad(store)).toEqual({ workspaceId: WORKSPACE, loadId: load.loadId });
  const version = await beginMembers(store, load);
  const finish = { ...load, by: "ana@example.com", changed: 0, counts: COUNTS };
  await expect(finishMembers(store, finish, version)).rejects.toThrow("no longer this process's");
  await finishMembers(store, { ...finish, tries: 2 }, version);
  expect(await getLoad(store.db, load)).toMatchObject({
    state: "done",
    tries: 2,
    file_url: "https://example.com/users.csv",
  });
});

const rule = (segmentId: string, name: string, city: string) => ({
  ...newFile(segmentId, name),
  type: "FILTER" as const,
  definition: {
    included_filters: {
      filter_operator: "and" as const,
      filters: [
        {
          filter_type: "user_attributes" as const,
          name: "city",
          data_type: "string" as const,
          operator: "is" as const,
          value: city,
          case_sensitive: false,
          negate: false,
        },
      ],
    },
  },
  definitionHash: city,
});
const [B, C] = ["b".repeat(24), "c".repeat(24)];

test("a name is given once, and the same filters once among the segments in use", async () => {
  expect(await insertSegment(store.db, rule(B, "Pune", "Pune"), 9)).toMatchObject({ kind: "written" });
  expect(await insertSegment(store.db, rule(C, "Pune", "Köln"), 9)).toMatchObject({
    kind: "exists",
    because: "name",
    existing: { id: B, name: "Pune" },
  });
  expect(await insertSegment(store.db, rule(C, "other", "Pune"), 9)).toMatchObject({
    kind: "exists",
    because: "definition",
  });
  await setSegmentArchived(store.db, { ...KEY, segmentId: B }, NOW, 9);
  expect(await insertSegment(store.db, rule(C, "other", "Pune"), 9)).toMatchObject({ kind: "written" });
  expect(await setSegmentArchived(store.db, { ...KEY, segmentId: B }, null, 9)).toMatchObject({
    kind: "exists",
    existing: { id: C },
  });
});

test("a version grows with the filters, not with the name", async () => {
  await insertSegment(store.db, rule(B, "Pune", "Pune"), 9);
  const change = { ...rule(B, "Pune", "Pune"), name: "renamed" };
  expect(await updateSegment(store.db, change)).toMatchObject({ segment: { name: "renamed", version: 1 } });
  expect(await updateSegment(store.db, rule(B, "x", "Köln"))).toMatchObject({ segment: { version: 2 } });
});

test("archived segments do not count, and a limit holds when one comes back", async () => {
  expect(await insertSegment(store.db, rule(B, "b", "b"), 1)).toEqual({ kind: "too_many", count: 1 });
  await setSegmentArchived(store.db, KEY, NOW, 1);
  expect(await insertSegment(store.db, rule(B, "b", "b"), 1)).toMatchObject({ kind: "written" });
  expect(await setSegmentArchived(store.db, KEY, null, 1)).toEqual({ kind: "too_many", count: 1 });
});
