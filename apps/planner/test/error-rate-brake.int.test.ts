// A run whose endpoint fails too often, and the brake: planner, delivery and ledger are real processes.
import type { ErrorRateBrake, Notice, RunId } from "@sluice/schema";
import { campaignAudit, changeWorkspaceSettings } from "@sluice/store";
import { type Endpoint, eventually, startEndpoint } from "@sluice/testkit";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { insertUsers, openStage, publishRun, type Stage, statusOf, WORKSPACE } from "./stage.ts";

const CAMPAIGN = "0123456789abcdef01234567";
const BRAKE: ErrorRateBrake = { pause_over: 0.3, warn_over: 0.1, min_attempts: 200 };
const SLOW = { timeoutMs: 40_000, intervalMs: 50 };
/** A run that delivers is watched for fifteen seconds first. */
const WATCHED = { ...SLOW, timeoutMs: 60_000 };
vi.setConfig({ testTimeout: 180_000 });

let stage: Stage;
let endpoint: Endpoint;
let answered = 0;
beforeAll(async () => {
  // Two of five fail: not enough for a breaker, which opens at half of them.
  const answer = () => ({ status: answered++ % 5 < 2 ? 500 : 200 });
  [stage, endpoint] = await Promise.all([openStage(), startEndpoint(answer)]);
  await insertUsers(stage.store, 20_000);
  await stage.startPlanner();
  await stage.startApp("ledger");
  await stage.startApp("delivery", { SLUICE_ALLOW_CIDRS: "127.0.0.0/8", SENDER_THREADS: "1" });
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
  await endpoint.close();
});

const setBrake = (brake: ErrorRateBrake | null) =>
  changeWorkspaceSettings(stage.store.db, WORKSPACE, { error_rate_brake: brake });

async function notices(runId: RunId): Promise<Notice[]> {
  const { state } = await stage.bus.jsm.streams.info("NOTICES");
  const found: Notice[] = [];
  for (let seq = state.first_seq; seq <= state.last_seq; seq++) {
    const notice = (await stage.bus.jsm.streams.getMessage("NOTICES", { seq }))?.json<Notice>();
    if (notice?.run_id === runId && notice.kind !== "run_started") found.push(notice);
  }
  return found;
}

const isPaused = async (runId: RunId): Promise<boolean> =>
  (await statusOf(stage.store, runId)).status === "paused";

async function resume(runId: RunId): Promise<void> {
  await stage.store.pool.query("update runs set status = 'sending' where run_id = $1", [runId]);
  await stage.store.pool.query(
    `insert into audit_log (workspace_id, audit_id, campaign_id, run_id, action, actor, source, detail, at)
     values ($1, gen_random_uuid(), $2, $3, 'campaign.resumed', 'author', 'test', '{}', now())`,
    [WORKSPACE, CAMPAIGN, runId],
  );
}

test("people hear once of a run that fails often; it is paused when the workspace's bound says so, and has a minute when a person resumes it", async () => {
  await setBrake({ ...BRAKE, pause_over: 1 });
  const url = `${endpoint.url}/notify`;
  const runId = await publishRun(stage.store, { campaignId: CAMPAIGN, requestsPerMinute: 18_000, url });
  const kinds = async () => (await notices(runId)).map(({ kind }) => kind);
  await eventually(async () => (await kinds()).includes("error_rate_high"), SLOW);
  expect(await isPaused(runId)).toBe(false);

  await setBrake(BRAKE);
  await eventually(() => isPaused(runId), WATCHED);
  const told = await notices(runId);
  expect(told.map(({ kind }) => kind)).toEqual(["error_rate_high", "run_paused_by_error_rate"]);
  expect(told[1]?.text).toMatch(
    /^[34]\d % of the last minute's attempts failed \(.*\), most of all: status 500\./,
  );
  const [paused] = await campaignAudit(stage.store, {
    workspaceId: WORKSPACE,
    campaignId: CAMPAIGN,
    limit: 1,
  });
  expect(paused).toMatchObject({ action: "campaign.paused", actor: "sluice", run_id: runId });
  expect(paused?.source).toContain("error rate brake: ");

  await resume(runId);
  const before = endpoint.requests.length;
  await endpoint.received(before + 1_500, SLOW.timeoutMs); // far more than the brake asks for
  expect(await isPaused(runId)).toBe(false);
});

test("without a brake nobody is told, whatever fails", async () => {
  await stage.store.pool.query("update runs set status = 'stopped'");
  await setBrake(null);
  const url = `${endpoint.url}/notify`;
  const runId = await publishRun(stage.store, { requestsPerMinute: 18_000, url, excludeAbove: 2_500 });
  const before = endpoint.requests.length;
  await endpoint.received(before + 1_500, SLOW.timeoutMs);
  expect(await notices(runId)).toEqual([]);
  expect(await isPaused(runId)).toBe(false);
});
