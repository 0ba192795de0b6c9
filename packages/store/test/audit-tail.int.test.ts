// The end of the audit log, as whoever follows it reads it.
import { type RunningPostgres, startTestPostgres } from "@sluice/embedded";
import { mintUuidV7 } from "@sluice/schema";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  appendAudit,
  approversOf,
  auditSince,
  ensureWorkspace,
  lastReviewAction,
  migrate,
  openStore,
  SlackMemory,
  type Store,
  tenantStore,
} from "../src/index.ts";

const CAMPAIGN = "6560a1b2c3d4e5f6a7b8c9d0";
const NOW_MS = Date.parse("2026-06-01T12:00:00Z");
let postgres: RunningPostgres;
let store: Store;
let count = 0;

beforeAll(async () => {
  postgres = await startTestPostgres({ unsafeWithoutFsync: true });
  store = openStore({ databaseUrl: await postgres.createDatabase("tail"), applicationName: "test" });
  await migrate(store);
  for (const workspaceId of ["acme", "rival"])
    await ensureWorkspace(store, { workspaceId, name: workspaceId });
});
afterAll(async () => {
  await store.close();
  await postgres.stop();
});

async function happens(action: string, afterMs: number, workspaceId = "acme"): Promise<void> {
  count += 1;
  const at = new Date(NOW_MS + afterMs).toISOString();
  await appendAudit(store.db, {
    audit_id: mintUuidV7(NOW_MS + afterMs, new Uint8Array(10).fill(count)),
    workspace_id: workspaceId,
    campaign_id: CAMPAIGN,
    run_id: null,
    action,
    actor: "ana@example.com",
    source: "test",
    detail: {},
    at,
  });
}

const actionsSince = async (afterMs: number, limit = 100): Promise<string[]> => {
  const actions = ["campaign.submitted", "campaign.approved", "campaign.review_expired"];
  const tail = { workspaceId: "acme", sinceMs: NOW_MS + afterMs, actions, limit };
  return (await auditSince(store, tail)).map(({ action }) => action);
};

test("the tail has what was asked for since a moment, oldest first, and nothing of another workspace", async () => {
  await happens("campaign.submitted", 0);
  await happens("campaign.approved", 5_000, "rival");
  await happens("campaign.approved", 2_000);
  await happens("campaign.paused", 3_000);
  await happens("campaign.submitted", 9_000);
  expect(await actionsSince(0)).toEqual(["campaign.submitted", "campaign.approved", "campaign.submitted"]);
  expect(await actionsSince(2_000)).toEqual(["campaign.approved", "campaign.submitted"]);
  expect(await actionsSince(2_001)).toEqual(["campaign.submitted"]);
  expect(await actionsSince(0, 1)).toEqual(["campaign.submitted"]);
});

test("what became of the last request is the newest of what ends one", async () => {
  const campaign = { workspaceId: "acme", campaignId: CAMPAIGN };
  expect(await lastReviewAction(store, { ...campaign, campaignId: "0".repeat(24) })).toBeNull();
  await happens("campaign.review_expired", 20_000);
  await happens("campaign.review_reminded", 21_000);
  expect(await lastReviewAction(store, campaign)).toBe("campaign.review_expired");
  await happens("campaign.edited", 30_000);
  expect(await lastReviewAction(store, campaign)).toBe("campaign.edited");
});

test("who approved a version is told once each, also when that is void by now", async () => {
  const approve = (id: string, version: number, by: string, decision = "approved") =>
    store.pool.query(
      `insert into approvals (workspace_id, campaign_id, approval_id, version, content_hash, decision, decided_by,
         decided_at, comment, voided_at) values ('acme', $1, $2, $3, 'x', $4, $5, now(), null, now())`,
      [CAMPAIGN, id, version, decision, by],
    );
  const uuid = (digit: number): string => `01930000-0000-7000-8000-00000000000${digit}`;
  await approve(uuid(1), 1, "ben");
  await approve(uuid(2), 1, "cleo");
  await approve(uuid(3), 1, "ben");
  await approve(uuid(4), 1, "dan", "rejected");
  await approve(uuid(5), 2, "eve");
  const approvers = await approversOf(store, { workspaceId: "acme", campaignId: CAMPAIGN }, 1);
  expect(approvers.toSorted()).toEqual(["ben", "cleo"]);
});

test("what was given up may be tried again, and only that", async () => {
  const memory = new SlackMemory(tenantStore(store, "acme"), "acme", "T1");
  expect([await memory.isFirst("a"), await memory.isFirst("b")]).toEqual([true, true]);
  await memory.forget("a");
  expect([await memory.isFirst("a"), await memory.isFirst("b")]).toEqual([true, false]);
});
