// What people choose from while they write: by a part of the name, of their workspace alone.
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  configurationChoices,
  configurationNames,
  ensureWorkspace,
  segmentChoices,
  type Store,
} from "@sluice/store";
import { openTestStore, WORKSPACE } from "./ledger-fixture.ts";

let store: Store;
const id = (digit: string): string => digit.repeat(24);

async function segment(workspaceId: string, segmentId: string, name: string, archivedAt: Date | null = null) {
  await store.pool.query(
    `insert into segments (workspace_id, segment_id, type, name, version, created_by, created_at, updated_by, updated_at, archived_at)
     values ($1, $2, 'FILE', $3, 1, 'ann', now(), 'ann', now(), $4)`,
    [workspaceId, segmentId, name, archivedAt],
  );
}

async function configuration(configurationId: string, name: string, type: string): Promise<void> {
  await store.pool.query(
    `insert into authorization_configurations
       (workspace_id, configuration_id, name, type, status, version, sealed, header_names, created_by, created_at, updated_at)
     values ($1, $2, $3, $4, 'ACTIVE', 1, 'sealed', '{}', 'ann', now(), now())`,
    [WORKSPACE, configurationId, name, type],
  );
}

beforeAll(async () => {
  store = await openTestStore();
  for (const workspaceId of [WORKSPACE, "other"])
    await ensureWorkspace(store, { workspaceId, name: workspaceId, requestsPerMinute: 100 });
  await segment(WORKSPACE, id("1"), "100% friends");
  await segment(WORKSPACE, id("2"), "Friends of the house");
  await segment(WORKSPACE, id("3"), "Friends of old", new Date());
  await segment("other", id("4"), "Friends elsewhere");
  await configuration(id("5"), "CRM", "OAUTH2");
  await configuration(id("6"), "CRM certificate", "MUTUAL_TLS");
});
afterAll(() => store.close());

const wanted = (text: string, limit = 10) => ({ workspaceId: WORKSPACE, text, limit });

test("segments in use are found by a part of their name, in any case; archived ones and those of others are not", async () => {
  const found = await segmentChoices(store, wanted("FRIENDS"));
  expect(found).toEqual([
    { id: id("2"), name: "Friends of the house" },
    { id: id("1"), name: "100% friends" },
  ]);
  expect(await segmentChoices(store, wanted("FRIENDS", 1))).toHaveLength(1);
  expect((await segmentChoices(store, wanted("0%"))).map(({ name }) => name)).toEqual(["100% friends"]);
});

test("configurations are found by name among the types that are wanted, and named by id", async () => {
  expect(await configurationChoices(store, { ...wanted("crm"), types: ["OAUTH2", "BASIC"] })).toEqual([
    { id: id("5"), name: "CRM" },
  ]);
  expect(await configurationNames(store, WORKSPACE, [id("6"), id("9")])).toEqual(
    new Map([[id("6"), "CRM certificate"]]),
  );
  expect(await configurationNames(store, WORKSPACE, [])).toEqual(new Map());
});
