import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  ensureWorkspace,
  inCampaignTransaction,
  liveRuns,
  runsToFeed,
  startRun,
  type Store,
} from "@sluice/store";
import { openTestStore, WORKSPACE } from "./ledger-fixture.ts";
import { planRun, statsOf } from "./planned-run-fixture.ts";

const ORIGIN = "https://api.example.com";
const AT = "2026-06-01T12:00:00.000Z";

let store: Store;
beforeAll(async () => {
  store = await openTestStore();
});
beforeEach(async () => {
  await store.pool.query("truncate workspaces cascade");
  await ensureWorkspace(store, { workspaceId: WORKSPACE, name: "Acme", requestsPerMinute: 9_000 });
});
afterAll(() => store.close());

async function cutRun(requestsPerMinute: number | null, recipients = 1_000): Promise<string> {
  const runId = await planRun(store);
  await store.db
    .updateTable("runs")
    .set({
      requests_per_minute: requestsPerMinute,
      approved_requests_per_minute: requestsPerMinute,
      origin: ORIGIN,
      cut_finished_at: new Date(),
      recipients,
    })
    .where("run_id", "=", runId)
    .execute();
  return runId;
}

test("a live run knows its limit, its origin's cap, its weight, and what its definition says of the four-hour rule", async () => {
  const runId = await cutRun(600);
  const definition = JSON.stringify({ delivery_controls: { four_hour_rule: "keep" } });
  await store.db.updateTable("runs").set({ definition, throttle_weight: 7 }).execute();
  await inCampaignTransaction(store, (tx) =>
    tx.setOriginLimit(WORKSPACE, { origin: ORIGIN, requestsPerMinute: 300 }, AT),
  );
  expect(await liveRuns(store)).toMatchObject([
    {
      runId,
      requestsPerMinute: 600,
      workspaceRequestsPerMinute: 9_000,
      origin: ORIGIN,
      originRequestsPerMinute: 300,
      weight: 7,
      isTriggered: false,
      fourHourRule: "keep",
    },
  ]);
  await inCampaignTransaction(store, (tx) => tx.removeOriginLimit(WORKSPACE, ORIGIN));
  expect(await liveRuns(store)).toMatchObject([{ originRequestsPerMinute: null }]);
});

test("a raised limit is in force for limiter, feeder and statistics; what people asked for stays known", async () => {
  const runId = await cutRun(600, 60_000);
  const raised = { requestsPerMinute: 5_000, because: "four hours" };
  expect(await startRun(store, runId, new Date(), raised)).toBe(true);
  expect(await liveRuns(store)).toMatchObject([{ requestsPerMinute: 5_000, fourHourRule: null }]);
  await store.pool.query(
    "insert into run_batches (run_id, batch_no, state, recipients, payload) values ($1, 0, 'planned', 10, '{}')",
    [runId],
  );
  expect(await runsToFeed(store)).toMatchObject([{ requestsPerMinute: 5_000 }]);
  const stats = await statsOf(store, runId);
  expect(stats).toMatchObject({
    requests_per_minute_limit: 600,
    requests_per_minute_effective: 5_000,
    limit_raised_because: "four hours",
  });
  const minutesLeft = (Date.parse(stats.estimated_end_at ?? "") - Date.now()) / 60_000;
  expect(minutesLeft).toBeGreaterThan(11.9); // 60,000 at 98.7 % of 5,000
  expect(minutesLeft).toBeLessThan(12.4);
});

test("a limit that people set replaces the raised one, and is not raised again", async () => {
  const runId = await cutRun(600);
  const raised = { requestsPerMinute: 5_000, because: "four hours" };
  const limits = () => inCampaignTransaction(store, (tx) => tx.lockRunLimits(runId));
  await inCampaignTransaction(store, (tx) => tx.setRunLimit(runId, { asked: 500, approved: 600 }, AT));
  expect(await liveRuns(store)).toMatchObject([{ fourHourRule: "keep" }]);
  expect(await startRun(store, runId, new Date(), raised)).toBe(false);
  expect(await startRun(store, runId, new Date())).toBe(true);
  expect(await limits()).toEqual({ asked: 500, approved: 600, effective: 500 });
  await store.db.updateTable("runs").set({ status: "stopped" }).execute();
  expect(await limits()).toBeNull();
});

test("the limit in force is never above the caps of the workspace and the origin", async () => {
  const runId = await cutRun(null);
  expect((await statsOf(store, runId)).requests_per_minute_effective).toBe(9_000);
  await inCampaignTransaction(store, async (tx) => {
    await tx.setOriginLimit(WORKSPACE, { origin: ORIGIN, requestsPerMinute: 60 }, AT);
    await tx.setOriginLimit(WORKSPACE, { origin: ORIGIN, requestsPerMinute: 300 }, AT);
    await tx.setRequestsPerMinuteCap(WORKSPACE, 250_000);
  });
  expect((await statsOf(store, runId)).requests_per_minute_effective).toBe(300);
  const read = await inCampaignTransaction(store, async (tx) => [
    await tx.requestsPerMinuteCap(WORKSPACE),
    await tx.originLimits(WORKSPACE),
  ]);
  expect(read).toEqual([250_000, [{ origin: ORIGIN, requestsPerMinute: 300 }]]);
});
