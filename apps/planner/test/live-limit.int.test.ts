// A limit that is changed while a run is sent, read at the endpoint: planner, delivery and ledger are real processes.
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type RunId, SLOTS_PER_WINDOW } from "@sluice/schema";
import { inCampaignTransaction } from "@sluice/store";
import { type Endpoint, eventually, type ShiftedClock, shiftedClock, startEndpoint } from "@sluice/testkit";
import { insertUsers, openStage, publishRun, type Stage, WORKSPACE } from "./stage.ts";

/** From the commit of a change until it holds at the endpoint. */
const EFFECT_MS = 2_000;
const WATCHED_MS = 3_000;
/** So long that a busy machine sends more than the cap would allow in the same time. */
const GONE_WITHIN_MS = 30_000;
const HOUR_MS = 3_600_000;
/** A window is 600 slots of sending and 8 for the way from permit to endpoint. */
const WAY_SLOTS = SLOTS_PER_WINDOW - 600;

vi.setConfig({ testTimeout: 120_000 });
let stage: Stage;
let endpoint: Endpoint;
let runId: RunId;
let clock: ShiftedClock;
/** So many of the next requests are answered 503. */
let toFail = 0;
beforeAll(async () => {
  clock = shiftedClock();
  const answer = () => ({ status: toFail-- > 0 ? 503 : 200 });
  [stage, endpoint] = await Promise.all([openStage(), startEndpoint(answer)]);
  await insertUsers(stage.store, 5_000);
  await stage.startPlanner(clock.env);
  await stage.startApp("ledger", clock.env);
  await stage.startApp("delivery", {
    ...clock.env,
    SLUICE_ALLOW_CIDRS: "127.0.0.0/8",
    SENDER_THREADS: "1",
    CONNECTIONS_PER_ORIGIN: "32",
  });
  runId = await publishRun(stage.store, { requestsPerMinute: 3_000, url: `${endpoint.url}/notify` });
  await endpoint.received(100, 50_000);
}, 120_000);
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
  await endpoint.close();
  clock[Symbol.dispose]();
});

async function setLimit(asked: number): Promise<number> {
  await inCampaignTransaction(stage.store, (tx) =>
    tx.setRunLimit(runId, { asked, approved: 10_000 }, new Date().toISOString()),
  );
  return performance.now();
}

/** Requests that arrived from `fromMs` on, for WATCHED_MS. */
async function watched(fromMs: number): Promise<number> {
  await sleep(fromMs + WATCHED_MS - performance.now());
  return endpoint.requests.filter(
    ({ arrivedAtMs }) => arrivedAtMs >= fromMs && arrivedAtMs < fromMs + WATCHED_MS,
  ).length;
}

/** The most that so many milliseconds at the endpoint may hold. */
const mostIn = (limit: number, ms: number): number =>
  Math.ceil(((ms / 100 + WAY_SLOTS) * limit) / SLOTS_PER_WINDOW);
const fullRate = (limit: number, ms: number): number => ((ms / 100) * limit) / SLOTS_PER_WINDOW;

test("two seconds after a change the endpoint sees the new limit, lower and higher, and never more than it allows", async () => {
  const loweredAtMs = await setLimit(600);
  const lowered = await watched(loweredAtMs + EFFECT_MS);
  expect(lowered).toBeLessThanOrEqual(mostIn(600, WATCHED_MS));
  expect(lowered).toBeGreaterThan(0.7 * fullRate(600, WATCHED_MS));

  const raisedAtMs = await setLimit(4_800);
  const raised = await watched(raisedAtMs + EFFECT_MS);
  expect(raised).toBeLessThanOrEqual(mostIn(4_800, WATCHED_MS));
  expect(raised).toBeGreaterThan(0.7 * fullRate(4_800, WATCHED_MS));
});

test("an origin's cap holds two seconds after it is set, and is gone two seconds after it is removed", async () => {
  await stage.store.db.updateTable("runs").set({ origin: endpoint.url }).execute();
  await inCampaignTransaction(stage.store, (tx) =>
    tx.setOriginLimit(WORKSPACE, { origin: endpoint.url, requestsPerMinute: 300 }, new Date().toISOString()),
  );
  expect(await watched(performance.now() + EFFECT_MS)).toBeLessThanOrEqual(mostIn(300, WATCHED_MS));
  await inCampaignTransaction(stage.store, (tx) => tx.removeOriginLimit(WORKSPACE, endpoint.url));
  const before = endpoint.requests.length;
  await eventually(() => endpoint.requests.length > before + mostIn(300, GONE_WITHIN_MS), {
    timeoutMs: GONE_WITHIN_MS,
  });
});

async function stopRuns(): Promise<void> {
  const live = stage.store.db.selectFrom("runs").where("ended_at", "is", null);
  await stage.store.db.updateTable("runs").set({ status: "stopped" }).where("ended_at", "is", null).execute();
  await eventually(async () => (await live.select("run_id").execute()).length === 0, { timeoutMs: 20_000 });
}

test("clocks of all processes that jump two hours, forth and back, make no retry late, and nothing expires", async () => {
  await stopRuns();
  clock.shiftTo(2 * HOUR_MS);
  toFail = 5;
  const small = { requestsPerMinute: 6_000, excludeAbove: 40, url: `${endpoint.url}/notify` };
  const smallRun = await publishRun(stage.store, small);
  await eventually(() => toFail <= 0, { timeoutMs: 20_000 });
  clock.shiftTo(-2 * HOUR_MS);
  const totals = async () =>
    stage.store.db
      .selectFrom("run_totals")
      .select(["delivered", "attempts", "expired"])
      .where("run_id", "=", smallRun)
      .executeTakeFirstOrThrow();
  // Every tenth of 40 has no name, and is not sent to. The policy's first delay is 5 s.
  await eventually(async () => (await totals()).delivered === 36, { timeoutMs: 25_000, intervalMs: 100 });
  expect(await totals()).toEqual({ delivered: 36, attempts: 41, expired: 0 });
});
