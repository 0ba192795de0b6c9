import { createHash, randomBytes } from "node:crypto";
import { type RunningPostgres, startTestPostgres } from "@sluice/embedded";
import { mintUuidV7 } from "@sluice/schema";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  appendAudit,
  campaignAudit,
  ensureWorkspace,
  inCampaignTransaction,
  migrate,
  openAppStore,
  openStore,
  type Store,
  tenantStore,
  verifyAudit,
} from "../src/index.ts";

const WORKSPACE = "acme";
let postgres: RunningPostgres;
let databaseUrl: string;
/** The owner of the tables, and superuser. */
let store: Store;

beforeAll(async () => {
  postgres = await startTestPostgres({ unsafeWithoutFsync: true });
  databaseUrl = await postgres.createDatabase("audit");
  store = openStore({ databaseUrl, applicationName: "test" });
  await migrate(store);
  await ensureWorkspace(store, { workspaceId: WORKSPACE, name: "Acme" });
});
afterAll(async () => {
  await store.close();
  await postgres.stop();
});

const campaign = (): string => randomBytes(12).toString("hex");

/** Entries are listed by the millisecond of their making: here each has one of its own. */
let nowMs = Date.now();

const entry = (campaignId: string | null, action: string, actor = "ana") => ({
  audit_id: mintUuidV7(++nowMs, randomBytes(10)),
  workspace_id: WORKSPACE,
  campaign_id: campaignId,
  run_id: null,
  action,
  actor,
  source: 'a test, "quoted" and ünïcode \u0001',
  detail: { zeta: "last", alpha: 1, none: null },
  at: new Date().toISOString(),
});

async function write(campaignId: string | null, ...actions: string[]): Promise<void> {
  for (const action of actions) await appendAudit(store.db, entry(campaignId, action));
}

/** As somebody who has the database: past every trigger. */
async function tamper(sql: string, values: unknown[] = []): Promise<void> {
  const client = await store.pool.connect();
  try {
    await client.query("set session_replication_role = replica");
    await client.query(sql, values);
  } finally {
    await client.query("set session_replication_role = default");
    client.release();
  }
}

const verify = (campaignId: string | null) => verifyAudit(store, { workspaceId: WORKSPACE, campaignId });
const numbersOf = async (campaignId: string | null) =>
  (await verify(campaignId)).breaks.map(({ chainNo }) => chainNo);
const LIFE = ["campaign.created", "campaign.submitted", "campaign.approved", "campaign.published"];

test("entries of a campaign are a chain of their own, numbered from 1, each with a hash over the one before", async () => {
  const [first, second] = [campaign(), campaign()];
  await write(first, ...LIFE);
  await write(second, "campaign.created");
  const entries = await campaignAudit(store, { workspaceId: WORKSPACE, campaignId: first, limit: 10 });
  expect(entries.map(({ chain_no }) => chain_no)).toEqual([1, 2, 3, 4]);
  expect(new Set(entries.map(({ hash }) => hash)).size).toBe(4);
  const report = await verify(first);
  expect(report).toMatchObject({ entries: 4, chains: 1, unchained: 0, breaks: [] });
  expect(report.head).toEqual({ chainNo: 4, hash: entries[3]?.hash });
  expect(await verify(second)).toMatchObject({ entries: 1, breaks: [] });
});

test("whoever inserts chooses neither number nor hash", async () => {
  const id = campaign();
  await write(id, "campaign.created");
  await store.pool.query(
    `insert into audit_log (workspace_id, audit_id, campaign_id, action, actor, source, detail, at, chain_no, hash)
     values ($1, $2, $3, 'campaign.approved', 'eve', 'psql', '{}', now(), 77, 'aa')`,
    [WORKSPACE, mintUuidV7(Date.now(), randomBytes(10)), id],
  );
  expect(await verify(id)).toMatchObject({ entries: 2, breaks: [], head: { chainNo: 2 } });
});

test.each([
  ["actor", "update audit_log set actor = 'eve' where campaign_id = $1 and chain_no = 3"],
  ["detail", `update audit_log set detail = '{"alpha": 2}' where campaign_id = $1 and chain_no = 3`],
  [
    "moment",
    "update audit_log set at = at + interval '1 microsecond' where campaign_id = $1 and chain_no = 3",
  ],
  ["run", "update audit_log set run_id = audit_id where campaign_id = $1 and chain_no = 3"],
])("an entry whose %s was changed past the trigger is named", async (_, sql) => {
  const id = campaign();
  await write(id, ...LIFE);
  await tamper(sql, [id]);
  const { breaks } = await verify(id);
  expect(breaks).toMatchObject([{ campaignId: id, chainNo: 3 }]);
  const entries = await campaignAudit(store, { workspaceId: WORKSPACE, campaignId: id, limit: 4 });
  const third = entries.find(({ chain_no }) => chain_no === 3);
  expect(breaks[0]?.auditId).toBe(third?.audit_id);
});

test("an entry that was removed, moved or taken out of the chain is seen", async () => {
  const [removed, moved, taken] = [campaign(), campaign(), campaign()];
  for (const id of [removed, moved, taken]) await write(id, ...LIFE);
  await tamper("delete from audit_log where campaign_id = $1 and chain_no = 2", [removed]);
  expect((await verify(removed)).breaks).toMatchObject([
    { chainNo: 3, problem: expect.stringContaining("1 entries before it are gone") },
  ]);
  await tamper(
    "update audit_log set chain_no = case chain_no when 2 then 3 when 3 then 2 end + 100 where campaign_id = $1 and chain_no in (2, 3)",
    [moved],
  );
  await tamper("update audit_log set chain_no = chain_no - 100 where campaign_id = $1 and chain_no > 100", [
    moved,
  ]);
  expect(await numbersOf(moved)).toEqual([2, 3, 4]);
  await tamper("update audit_log set chain_no = null, hash = null where campaign_id = $1", [taken]);
  await tamper("update audit_log set at = now() + interval '1 hour' where campaign_id = $1", [taken]);
  expect((await verify(taken)).breaks).toHaveLength(4);
});

test("a chain that was written anew with hashes that fit is told by the head that somebody noted", async () => {
  const id = campaign();
  await write(id, ...LIFE);
  const noted = (await verify(id)).head;
  await tamper("delete from audit_log where campaign_id = $1 and chain_no > 2", [id]);
  await write(id, "campaign.rejected", "campaign.stopped");
  const anew = await verify(id);
  expect(anew.breaks).toEqual([]);
  expect(anew.head?.hash).not.toBe(noted?.hash);
});

test("entries that are written at the same time, on one campaign or on none, stand one after the other", async () => {
  const id = campaign();
  await write(id, "campaign.created");
  const own = await openAppStore("api", { databaseUrl, applicationName: "api", maxConnections: 8 });
  try {
    const api = tenantStore(own, WORKSPACE);
    await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        inCampaignTransaction(api, (tx) => tx.appendAudit(entry(i % 2 === 0 ? id : null, "campaign.tested"))),
      ),
    );
  } finally {
    await own.close();
  }
  expect(await verify(id)).toMatchObject({ entries: 21, breaks: [] });
  expect((await verify(null)).breaks).toEqual([]);
  const all = await verifyAudit(store, { workspaceId: WORKSPACE });
  expect(all.chains).toBeGreaterThan(5);
});

test("the hash is SHA-256 over the hash before and the entry as a JSON array", async () => {
  const id = campaign();
  const first = entry(id, "campaign.created");
  await appendAudit(store.db, first);
  const text =
    `[1, "acme", "${id}", 1, "${first.audit_id}", null, "campaign.created", "ana", ` +
    `${JSON.stringify(first.source)}, {"none": null, "zeta": "last", "alpha": 1}, "${first.at.replace("Z", "000")}"]`;
  const [kept] = await campaignAudit(store, { workspaceId: WORKSPACE, campaignId: id, limit: 1 });
  expect(kept?.hash).toBe(createHash("sha256").update(text).digest("hex"));
});
