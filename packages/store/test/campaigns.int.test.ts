import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningPostgres, startTestPostgres } from "@sluice/embedded";
import type { Approval, CampaignRecord } from "@sluice/schema";
import {
  type CampaignTransaction,
  ensureWorkspace,
  inCampaignTransaction,
  migrate,
  openStore,
  type Store,
} from "../src/index.ts";

let postgres: RunningPostgres;
let store: Store;
let made = 0;

beforeAll(async () => {
  postgres = await startTestPostgres({ unsafeWithoutFsync: true });
  store = openStore({ databaseUrl: await postgres.createDatabase("campaigns"), applicationName: "test" });
  await migrate(store);
  await ensureWorkspace(store, { workspaceId: "acme", name: "Acme", requestsPerMinute: 7_000 });
});
afterAll(async () => {
  await store.close();
  await postgres.stop();
});

const inTransaction = <T>(work: (tx: CampaignTransaction) => Promise<T>): Promise<T> =>
  inCampaignTransaction(store, work);
const AT = "2026-06-01T12:00:00.000Z";
const uuid = (n: number): string => `01970000-0000-7000-8000-${String(n).padStart(12, "0")}`;

function draft(): CampaignRecord {
  made += 1;
  return {
    channel: "CONNECTOR",
    campaign_delivery_type: "ONE_TIME",
    basic_details: { name: "Winter sale" },
    workspace_id: "acme",
    id: String(made).padStart(24, "0"),
    status: "DRAFT",
    version: 1,
    content_hash: "0".repeat(64),
    created_by: "ana",
    created_by_credential: "ana",
    created_at: AT,
    updated_by: "ana",
    updated_by_credential: "ana",
    updated_at: AT,
    submitted_by: null,
    review: null,
    approval: null,
    run_id: null,
    archived_at: null,
  };
}

async function stored(): Promise<CampaignRecord> {
  const campaign = draft();
  await inTransaction(async (tx) => {
    await tx.insert(campaign, null);
    await tx.addVersion(campaign);
  });
  return campaign;
}

const refOf = ({ workspace_id: workspaceId, id: campaignId }: CampaignRecord) => ({
  workspaceId,
  campaignId,
});

test("a campaign is read as it was written", async () => {
  const campaign = await stored();
  expect(await inTransaction((tx) => tx.find(refOf(campaign)))).toEqual({ campaign, revision: 1, run: null });
  expect(await inTransaction((tx) => tx.find({ ...refOf(campaign), workspaceId: "rival" }))).toBeNull();
});

test("of two changes of one revision, the second changes nothing", async () => {
  const campaign = await stored();
  const save = (name: string) => inTransaction((tx) => tx.save({ ...campaign, basic_details: { name } }, 1));
  const saved = await Promise.all([save("first name"), save("other name")]);
  expect(saved.filter(Boolean)).toHaveLength(1);
  expect(await inTransaction((tx) => tx.find(refOf(campaign)))).toMatchObject({ revision: 2 });
});

test("a request id is taken by the first, within its workspace", async () => {
  await ensureWorkspace(store, { workspaceId: "other", name: "Other" });
  const first = draft();
  expect(await inTransaction((tx) => tx.insert(first, "r-1"))).toBe(true);
  expect(await inTransaction((tx) => tx.insert(draft(), "r-1"))).toBe(false);
  expect(await inTransaction((tx) => tx.insert({ ...draft(), workspace_id: "other" }, "r-1"))).toBe(true);
  expect(await inTransaction((tx) => tx.findByRequestId("acme", "r-1"))).toBe(first.id);
});

test("authors are the editors and submitters since the last approved version", async () => {
  const campaign = await stored();
  const approval: Approval = {
    approval_id: uuid(1),
    version: 1,
    content_hash: campaign.content_hash,
    decision: "approved",
    decided_by: "ben",
    decided_at: AT,
    comment: null,
    completes: true,
    voided_at: null,
  };
  const submission = {
    audit_id: uuid(2),
    workspace_id: "acme",
    campaign_id: campaign.id,
    run_id: null,
    action: "campaign.submitted",
    actor: "dan",
    source: "test",
    detail: { version: 2 },
    at: AT,
  };
  const authors = () => inTransaction((tx) => tx.authorsSinceApproval(refOf(campaign), 2));
  expect(await authors()).toEqual(["ana"]);
  await inTransaction(async (tx) => {
    await tx.addApproval(refOf(campaign), approval);
    await tx.addVersion({ ...campaign, version: 2, updated_by: "cleo", updated_by_credential: "eve" });
    await tx.appendAudit(submission);
  });
  expect((await authors()).toSorted()).toEqual(["cleo", "dan", "eve"]);
  expect(await inTransaction((tx) => tx.lastApprovedVersion(refOf(campaign)))).toBe(1);
  expect(await inTransaction((tx) => tx.findVersion(refOf(campaign), 3))).toBeNull();
});

const newRun = ({ id, content_hash }: CampaignRecord, runId: string, isTriggered = false) => ({
  run_id: runId,
  workspace_id: "acme",
  campaign_id: id,
  version: 1,
  content_hash,
  approval_id: uuid(1),
  definition: { channel: "CONNECTOR", campaign_delivery_type: "ONE_TIME" } as const,
  audience: null,
  starts_at: AT,
  expires_at: AT,
  triggered: isTriggered ? { row_attributes: ["user_id"], row_event_attributes: [] } : null,
  requests_per_minute: 500,
  created_at: new Date().toISOString(),
});

async function runOf(runId: string): Promise<Record<string, unknown>> {
  const { rows } = await store.pool.query("select * from runs where run_id = $1", [runId]);
  return rows[0];
}

test("an approval of what is live stays when an edit voids those of later versions", async () => {
  const campaign = await stored();
  const approve = (n: number, version: number) =>
    inTransaction((tx) =>
      tx.addApproval(refOf(campaign), {
        approval_id: uuid(n),
        version,
        content_hash: campaign.content_hash,
        decision: "approved",
        decided_by: "ben",
        decided_at: AT,
        comment: null,
        completes: true,
        voided_at: null,
      }),
    );
  await approve(11, 1);
  await approve(12, 2);
  await inTransaction((tx) => tx.voidApprovals(refOf(campaign), AT, 1));
  const { rows } = await store.pool.query(
    "select version from approvals where campaign_id = $1 and voided_at is null",
    [campaign.id],
  );
  expect(rows).toEqual([{ version: 1 }]);
});

test("a run is taken back while nothing of it is cut, whoever comes first", async () => {
  const campaign = await stored();
  const [waiting, cut] = [uuid(21), uuid(22)];
  await inTransaction((tx) => tx.insertRun(newRun(campaign, waiting)));
  await inTransaction((tx) => tx.insertRun(newRun(campaign, cut)));
  // The planner is in the middle of its first page.
  const planner = await store.pool.connect();
  await planner.query("begin");
  await planner.query("update runs set cut_cursor = 'u-1' where run_id = $1", [cut]);
  const late = inTransaction((tx) => tx.withdrawRun(cut, AT));
  await planner.query("commit");
  planner.release();
  expect(await late).toBe(false);
  expect(await inTransaction((tx) => tx.withdrawRun(waiting, AT))).toBe(true);
  expect(await runOf(waiting)).toMatchObject({ status: "stopped", ended_at: new Date(AT) });
  expect(await inTransaction((tx) => tx.withdrawRun(waiting, AT))).toBe(false);
});

test("a run that is replaced once knows its follower, and is paused and stopped with it", async () => {
  const campaign = await stored();
  const [before, after] = [uuid(31), uuid(32)];
  await inTransaction((tx) => tx.insertRun(newRun(campaign, before, true)));
  const replace = () => inTransaction((tx) => tx.replaceRun(before, new Date().toISOString()));
  expect([await replace(), await replace()]).toEqual([true, false]);
  await inTransaction((tx) => tx.insertRun(newRun(campaign, after, true)));
  expect(await runOf(after)).toMatchObject({ replaces: [before] });
  const pause = () => inTransaction((tx) => tx.setStatusOfReplaced(refOf(campaign), ["planned"], "paused"));
  expect([await pause(), await pause()]).toEqual([[before], []]);
});

test("a run is changed only from the status that was seen, and not once it has ended", async () => {
  const campaign = await stored();
  const runId = uuid(3);
  await inTransaction((tx) => tx.insertRun(newRun(campaign, runId)));
  expect(await inTransaction((tx) => tx.setRunStatus(runId, ["sending"], "paused"))).toBe(false);
  expect(await inTransaction((tx) => tx.setRunStatus(runId, ["planned"], "paused"))).toBe(true);
  await store.pool.query("update runs set ended_at = now() where run_id = $1", [runId]);
  expect(await inTransaction((tx) => tx.setRunStatus(runId, ["paused"], "sending"))).toBe(false);
});

test("an action that fails leaves nothing behind", async () => {
  const campaign = await stored();
  const failing = inTransaction(async (tx) => {
    await tx.save({ ...campaign, status: "UNDER_REVIEW" }, 1);
    throw new Error("in the middle");
  });
  await expect(failing).rejects.toThrow("in the middle");
  expect(await inTransaction((tx) => tx.find(refOf(campaign)))).toMatchObject({
    campaign: { status: "DRAFT" },
  });
});

test("the workspace's cap is the one it was given", async () => {
  expect(await inTransaction((tx) => tx.requestsPerMinuteCap("acme"))).toBe(7_000);
});
