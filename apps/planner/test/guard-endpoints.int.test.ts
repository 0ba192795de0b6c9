// What a planner makes of what delivery processes say of an origin; the deliveries are played.
import { OriginStates } from "@sluice/bus";
import type { OriginState, RunId } from "@sluice/schema";
import { campaignAudit } from "@sluice/store";
import { eventually } from "@sluice/testkit";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { openStage, ORIGIN, publishRun, type Stage, statusOf, stopPlanner, WORKSPACE } from "./stage.ts";

let stage: Stage;
let states: OriginStates;
beforeAll(async () => {
  stage = await openStage();
  states = await OriginStates.open(stage.bus);
});
afterAll(() => stage[Symbol.asyncDispose]());
afterEach(async () => {
  await stage.stopPlanners();
  await stage.store.pool.query("truncate runs, campaigns cascade");
  await stage.bus.jsm.streams.purge("NOTICES");
  await stage.bus.jsm.streams.purge("KV_origins");
});

const SLOW = { timeoutMs: 20_000, intervalMs: 50 };
const CAMPAIGN = "0123456789abcdef01234567";

const say = (state: OriginState["state"], sinceMsAgo = 0): Promise<void> =>
  states.put({
    v: 1,
    workspace_id: WORKSPACE,
    process: "d1",
    origin: ORIGIN,
    state,
    since_ms_ago: sinceMsAgo,
    concurrency: 0,
    in_flight: 0,
    failures: 20,
  });

async function notices(runId: RunId): Promise<string[]> {
  const { state } = await stage.bus.jsm.streams.info("NOTICES");
  const kinds: string[] = [];
  for (let seq = state.first_seq; seq <= state.last_seq; seq++) {
    const notice = (await stage.bus.jsm.streams.getMessage("NOTICES", { seq }))?.json<{
      kind: string;
      run_id: string;
    }>();
    if (notice?.run_id === runId) kinds.push(notice.kind);
  }
  return kinds;
}

const isPaused = async (runId: RunId): Promise<boolean> =>
  (await statusOf(stage.store, runId)).status === "paused";

test("people hear that an endpoint fails and that it answers again; a short failure pauses nothing", async () => {
  await stage.startPlanner();
  const runId = await publishRun(stage.store, { campaignId: CAMPAIGN, isSending: true });
  await say("open");
  await eventually(async () => (await notices(runId)).includes("endpoint_failing"), SLOW);
  await say("closed");
  await eventually(async () => (await notices(runId)).includes("endpoint_recovered"), SLOW);
  expect(await notices(runId)).toEqual(["endpoint_failing", "endpoint_recovered"]);
  expect(await isPaused(runId)).toBe(false);
});

test("after it has failed for long the run is paused by sluice, also when the planner was killed meanwhile", async () => {
  const env = { BREAKER_PAUSE_AFTER_MS: "4000" };
  const first = await stage.startPlanner(env);
  const runId = await publishRun(stage.store, { campaignId: CAMPAIGN, isSending: true });
  await say("open");
  await eventually(async () => (await notices(runId)).includes("endpoint_failing"), SLOW);
  await stopPlanner(first, "SIGKILL");
  await stage.startPlanner(env);
  await eventually(() => isPaused(runId), SLOW);
  expect(await notices(runId)).toContain("run_paused_by_breaker");
  const audit = await campaignAudit(stage.store, { workspaceId: WORKSPACE, campaignId: CAMPAIGN, limit: 10 });
  expect(audit).toMatchObject([
    { action: "campaign.paused", actor: "sluice", source: `breaker of ${ORIGIN}`, run_id: runId },
  ]);
});

test("a 410 pauses at once, and not again after a person has resumed the run", async () => {
  await stage.startPlanner();
  const runId = await publishRun(stage.store, { campaignId: CAMPAIGN, isSending: true });
  await say("gone");
  await eventually(() => isPaused(runId), SLOW);
  await stage.store.pool.query("update runs set status = 'sending' where run_id = $1", [runId]);
  await stage.store.pool.query(
    `insert into audit_log (workspace_id, audit_id, campaign_id, run_id, action, actor, source, detail, at)
     values ($1, gen_random_uuid(), $2, $3, 'campaign.resumed', 'author', 'test', '{}', now())`,
    [WORKSPACE, CAMPAIGN, runId],
  );
  const pausedOnce = await notices(runId);
  const later = await publishRun(stage.store, { campaignId: "0123456789abcdef01234568", isSending: true });
  await eventually(() => isPaused(later), SLOW); // so the guard has looked again
  expect(await isPaused(runId)).toBe(false);
  expect(await notices(runId)).toEqual(pausedOnce);
});
