// What a planner makes of campaigns that wait for approval: as long as they wait, and when their time is over.
import { randomBytes } from "node:crypto";
import { expandAudience, segmentationProblems } from "@sluice/audience";
import type { CampaignPorts } from "@sluice/campaigns";
import type { Notice, Review } from "@sluice/schema";
import { campaignAudit, inCampaignTransaction, tenantStore } from "@sluice/store";
import { createLogger } from "@sluice/telemetry";
import { eventually } from "@sluice/testkit";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { ReviewKeeper } from "../src/expire-reviews.ts";
import { openStage, publishRun, type Stage, WORKSPACE } from "./stage.ts";

let stage: Stage;
beforeAll(async () => void (stage = await openStage()));
afterAll(() => stage[Symbol.asyncDispose]());
afterEach(async () => {
  await stage.stopPlanners();
  await stage.store.pool.query("truncate runs, campaigns, approvals cascade");
  await stage.bus.jsm.streams.purge("NOTICES");
});

const SLOW = { timeoutMs: 20_000, intervalMs: 50 };
const HOUR_MS = 3_600_000;
const approvalIdOf = (n: number): string => `01970000-0000-7000-8000-${String(n).padStart(12, "0")}`;
const campaignIdOf = (n: number): string => String(n).padStart(24, "0");

/** Under review since then, for four hours, with one of two approvals. */
async function insertWaiting(n: number, requestedAtMs: number): Promise<string> {
  const campaignId = campaignIdOf(n);
  await publishRun(stage.store, { campaignId });
  const at = new Date(requestedAtMs).toISOString();
  const review: Review = {
    requested_by: "author",
    requested_at: at,
    expires_at: new Date(requestedAtMs + 4 * HOUR_MS).toISOString(),
    approval_expires_at: null,
    approvals_required: 2,
    reasons: ["60 users, more than 50"],
    audience: 60,
    approvals: [{ approval_id: approvalIdOf(n), decided_by: "ben", decided_at: at }],
    reminded_at: null,
  };
  const { rows } = await stage.store.pool.query<{ content_hash: string }>(
    "update campaigns set status = 'UNDER_REVIEW', run_id = null, review = $2 where campaign_id = $1 returning content_hash",
    [campaignId, JSON.stringify(review)],
  );
  await stage.store.pool.query(
    `insert into approvals (workspace_id, campaign_id, approval_id, version, content_hash, decision, decided_by, decided_at, completes)
     values ($1, $2, $3, 1, $4, 'approved', 'ben', $5, false)`,
    [WORKSPACE, campaignId, approvalIdOf(n), rows[0]?.content_hash, at],
  );
  return campaignId;
}

async function notices(): Promise<Notice[]> {
  const { state } = await stage.bus.jsm.streams.info("NOTICES");
  const found: Notice[] = [];
  for (let seq = state.first_seq; seq <= state.last_seq; seq++) {
    const notice = (await stage.bus.jsm.streams.getMessage("NOTICES", { seq }))?.json<Notice>();
    if (notice !== undefined) found.push(notice);
  }
  return found;
}

async function stateOf(campaignId: string): Promise<{ status: string; review: Review | null }> {
  const { rows } = await stage.store.pool.query<{ status: string; review: Review | null }>(
    "select status, review from campaigns where campaign_id = $1",
    [campaignId],
  );
  return rows[0]!;
}

test("people are reminded at half time; what nobody decided on in its time is a draft again, and the log says so", async () => {
  const expiring = await insertWaiting(1, Date.now() - 5 * HOUR_MS);
  const waiting = await insertWaiting(2, Date.now() - 3 * HOUR_MS);
  await stage.startPlanner();
  await eventually(async () => (await stateOf(waiting)).review?.reminded_at != null, SLOW);
  expect(await stateOf(expiring)).toEqual({ status: "DRAFT", review: null });
  const { status, review } = await stateOf(waiting);
  expect([status, review?.approvals.length]).toEqual(["UNDER_REVIEW", 1]);
  expect(await notices()).toMatchObject([
    {
      kind: "review_expired",
      campaign_id: expiring,
      run_id: null,
      text: expect.stringContaining('approve "A campaign" has expired with 1 of 2 approvals'),
    },
    {
      kind: "review_reminder",
      campaign_id: waiting,
      text: expect.stringContaining(
        `"A campaign" waits for approval: 1 of 2 approvals, until ${review?.expires_at}`,
      ),
    },
  ]);
  const audit = await campaignAudit(stage.store, {
    workspaceId: WORKSPACE,
    campaignId: expiring,
    limit: 10,
  });
  expect(audit).toMatchObject([{ action: "campaign.review_expired", actor: "sluice" }]);
  const { rows } = await stage.store.pool.query("select approval_id from approvals where voided_at is null");
  expect(rows).toEqual([{ approval_id: approvalIdOf(2) }]);
});

test("a request is reminded of at half time, expires at its end, and nothing happens between or twice", async () => {
  const requestedAtMs = Date.now();
  const told: string[] = [];
  let nowMs = requestedAtMs;
  const keeper = keeperAt(() => nowMs, told);
  const campaignId = await insertWaiting(1, requestedAtMs);
  const after = async (hours: number): Promise<string[]> => {
    nowMs = requestedAtMs + hours * HOUR_MS;
    told.length = 0;
    await keeper.look();
    await keeper.look();
    return [...told];
  };
  expect(await after(1.99)).toEqual([]);
  expect(await after(2)).toEqual(["review_reminder"]);
  expect(await after(3.99)).toEqual([]);
  expect((await stateOf(campaignId)).status).toBe("UNDER_REVIEW");
  expect(await after(4)).toEqual(["review_expired"]);
  expect(await after(5)).toEqual([]);
  expect((await stateOf(campaignId)).status).toBe("DRAFT");
});

test("many at once are ended page by page; what is archived or waits in vain is told of nobody", async () => {
  const longAgoMs = Date.now() - 5 * HOUR_MS;
  for (let n = 1; n <= 230; n++) await insertWaiting(n, longAgoMs);
  await stage.store.pool.query("update campaigns set archived_at = now() where campaign_id = $1", [
    campaignIdOf(1),
  ]);
  const runId = await publishRun(stage.store);
  await stage.store.pool.query("update runs set status = 'stopped', ended_at = now() where run_id = $1", [
    runId,
  ]);
  await stage.store.pool.query("update campaigns set run_id = $2 where campaign_id = $1", [
    campaignIdOf(2),
    runId,
  ]);
  const told: string[] = [];
  const keeper = keeperAt(Date.now, told);
  let looks = 1;
  while (await keeper.look()) looks += 1;
  expect(looks).toBe(3);
  expect(told).toHaveLength(228);
  const { rows } = await stage.store.pool.query(
    "select campaign_id from campaigns where status = 'UNDER_REVIEW'",
  );
  expect(rows).toEqual([{ campaign_id: campaignIdOf(1) }]);
});

test("a planner that does not lead tells nobody and ends nothing", async () => {
  const campaignId = await insertWaiting(1, Date.now() - 5 * HOUR_MS);
  const told: string[] = [];
  await keeperAt(Date.now, told, false).look();
  expect([told, (await stateOf(campaignId)).status]).toEqual([[], "UNDER_REVIEW"]);
});

function keeperAt(nowMs: () => number, told: string[], isHeld = true): ReviewKeeper {
  return new ReviewKeeper({
    store: stage.store,
    lease: { isHeld: () => isHeld },
    campaigns: campaignPorts(nowMs),
    announce: async ({ kind }) => void told.push(kind),
    log: createLogger("planner", { level: "silent" }),
    nowMs,
  });
}

const campaignPorts = (nowMs: () => number): CampaignPorts => ({
  transaction: (workspaceId, work) => inCampaignTransaction(tenantStore(stage.store, workspaceId), work),
  controls: { put: async () => undefined },
  onControlNotPut: (error) => {
    throw error;
  },
  segmentationProblems,
  expandAudience,
  nowMs,
  randomBytes,
});
