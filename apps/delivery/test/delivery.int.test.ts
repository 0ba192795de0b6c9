import { publishBatch, queuedBatchNumbers, RunControls, RunPlans } from "@sluice/bus";
import type { RunControl } from "@sluice/schema";
import { eventually, startEndpoint } from "@sluice/testkit";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import {
  BUSY,
  entryOf,
  openStage,
  outcomesOf,
  type Stage,
  type StagedRun,
  startRun,
  stopChild,
  untilAnswered,
} from "./stage.ts";

vi.setConfig({ testTimeout: 400_000 });

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(async () => stage[Symbol.asyncDispose]());

const countBy = (outcomes: Map<string, string[]>): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const ends of outcomes.values()) counts[ends.join("+")] = (counts[ends.join("+")] ?? 0) + 1;
  return counts;
};

const putState = ({ runId }: StagedRun, state: RunControl["state"]): Promise<void> =>
  untilAnswered(async () =>
    (await RunControls.open(stage.bus)).put("local", runId, { v: 1, state, requests_per_minute: null }),
  );

test("each recipient gets one personalised request, and the ledger says that it was delivered", async () => {
  await using endpoint = await startEndpoint(() => ({ status: 200 }));
  const delivery = await stage.startDelivery();
  const run = await startRun(stage.bus, { url: `${endpoint.url}/x`, recipients: 1_200, batchSize: 500 });
  expect(countBy(await outcomesOf(stage.bus, run))).toEqual({ delivered: 1_200 });
  expect(endpoint.requests.length).toBe(1_200);
  expect(new Set(endpoint.requests.map((request) => request.headers["idempotency-key"])).size).toBe(1_200);
  await stopChild(delivery);
});

test("a 503 becomes a retry with its row and time, a 404 a dead letter, and neither stops the others", async () => {
  await using endpoint = await startEndpoint((request) => {
    const key = String(request.headers["idempotency-key"]);
    return { status: key.endsWith("-3") ? 503 : key.endsWith("-4") ? 404 : 200 };
  });
  const delivery = await stage.startDelivery();
  const run = await startRun(stage.bus, { url: endpoint.url, recipients: 20, batchSize: 20 });
  expect(countBy(await outcomesOf(stage.bus, run))).toEqual({ delivered: 18, retry: 1, dead_lettered: 1 });
  const last = await entryOf(stage.bus, run, 0);
  expect(last?.entry.done).toBe(true);
  await stopChild(delivery);
});

test("paused within a second, and every recipient that was not sent is left for later", async () => {
  await using endpoint = await startEndpoint(() => ({ status: 200, delayMs: 20 }));
  stage.permitsPerSlot = 2; // so few that the run outlasts the change, however late it is put
  const delivery = await stage.startDelivery();
  const run = await startRun(stage.bus, { url: endpoint.url, recipients: 400, batchSize: 400 });
  await eventually(() => endpoint.requests.length > 20, BUSY);
  await putState(run, "paused");
  await eventually(async () => (await entryOf(stage.bus, run, 0))?.entry.released === true, BUSY);
  const sentCount = endpoint.requests.length;
  expect(sentCount).toBeLessThan(400);
  stage.permitsPerSlot = undefined;
  await stopChild(delivery);
  expect(endpoint.requests.length).toBe(sentCount);
});

test("stopped: what was not sent is cancelled, and the batch is done", async () => {
  await using endpoint = await startEndpoint(() => ({ status: 200 }));
  stage.permitsPerSlot = 1; // as above
  const delivery = await stage.startDelivery();
  const run = await startRun(stage.bus, { url: endpoint.url, recipients: 300, batchSize: 300 });
  await eventually(() => endpoint.requests.length > 5, BUSY);
  await putState(run, "stopped");
  const counts = countBy(await outcomesOf(stage.bus, run));
  expect(counts["delivered"]).toBe(endpoint.requests.length);
  expect(counts["cancelled"]).toBe(300 - endpoint.requests.length);
  stage.permitsPerSlot = undefined;
  await stopChild(delivery);
});

test("after a kill -9 another process finishes; whoever is sent a second time is marked as a possible duplicate", async () => {
  await using endpoint = await startEndpoint(() => ({ status: 200, delayMs: 10 }));
  stage.permitsPerSlot = 20;
  const first = await stage.startDelivery();
  const run = await startRun(stage.bus, { url: endpoint.url, recipients: 1_000, batchSize: 250 });
  await eventually(() => endpoint.requests.length > 100, BUSY);
  await stopChild(first, "SIGKILL");
  stage.permitsPerSlot = undefined;
  const second = await stage.startDelivery();
  const outcomes = await outcomesOf(stage.bus, run);
  expect(outcomes.size).toBe(1_000);
  const seen = new Set<string>();
  const silent = endpoint.requests.filter(({ headers }) => {
    const isRepeated = seen.has(String(headers["idempotency-key"]));
    seen.add(String(headers["idempotency-key"]));
    return isRepeated && headers["x-maybe-duplicate"] !== "1";
  });
  expect(silent).toEqual([]);
  expect(seen.size).toBe(1_000);
  await stopChild(second);
});

test("a draining process hands its batch back at once and another one finishes it without marking anybody", async () => {
  await using endpoint = await startEndpoint(() => ({ status: 200 }));
  stage.permitsPerSlot = 20;
  const first = await stage.startDelivery();
  const run = await startRun(stage.bus, { url: endpoint.url, recipients: 600, batchSize: 300 });
  await eventually(() => endpoint.requests.length > 50, BUSY);
  await stopChild(first);
  stage.permitsPerSlot = undefined;
  const second = await stage.startDelivery();
  expect(countBy(await outcomesOf(stage.bus, run))).toEqual({ delivered: 600 });
  expect(endpoint.requests.length).toBe(600);
  expect(endpoint.requests.filter(({ headers }) => "x-maybe-duplicate" in headers)).toEqual([]);
  await stopChild(second);
});

test("an address that is not allowed is never called", async () => {
  await using endpoint = await startEndpoint(() => ({ status: 200 }));
  const delivery = await stage.startDelivery({ SLUICE_ALLOW_CIDRS: "" });
  const run = await startRun(stage.bus, { url: endpoint.url, recipients: 5, batchSize: 5 });
  expect(countBy(await outcomesOf(stage.bus, run))).toEqual({ dead_lettered: 5 });
  expect(endpoint.requests.length).toBe(0);
  await stopChild(delivery);
});

test("a message that is no batch, or another than its subject says, leaves the queue; the next batch is sent", async () => {
  await using endpoint = await startEndpoint();
  const run = await startRun(stage.bus, { url: endpoint.url, recipients: 5, batchSize: 5 });
  const refOf = (batchNo: number) => ({ workspaceId: "local", runId: run.runId, batchNo });
  await untilAnswered(() => publishBatch(stage.bus, refOf(7), "{ not json"));
  await untilAnswered(() =>
    publishBatch(stage.bus, refOf(8), JSON.stringify({ ...run.batches[0], rows: [] })),
  );
  await untilAnswered(() => publishBatch(stage.bus, refOf(9), JSON.stringify(run.batches[0])));
  const delivery = await stage.startDelivery({ LOG_LEVEL: "silent" });
  expect(countBy(await outcomesOf(stage.bus, run))).toEqual({ delivered: 5 });
  await eventually(async () => (await queuedBatchNumbers(stage.bus, "local", run.runId)).size === 0, BUSY);
  expect(endpoint.requests.length).toBe(5);
  await stopChild(delivery);
});

test("a run whose plan is gone ends as expired when its time is over, and a template that cannot be rendered as dead letters", async () => {
  await using endpoint = await startEndpoint();
  const options = { url: endpoint.url, recipients: 5, batchSize: 5 };
  const planless = await startRun(stage.bus, { ...options, expiresAtMs: Date.now() - 1 });
  await untilAnswered(async () => (await RunPlans.open(stage.bus)).remove("local", planless.runId));
  const unsound = await startRun(stage.bus, { ...options, attributes: [] });
  const delivery = await stage.startDelivery();
  expect(countBy(await outcomesOf(stage.bus, planless))).toEqual({ expired: 5 });
  expect(countBy(await outcomesOf(stage.bus, unsound))).toEqual({ dead_lettered: 5 });
  expect(endpoint.requests.length).toBe(0);
  await stopChild(delivery);
});

test("a process that starts while a run is paused sends nobody of it", async () => {
  await using endpoint = await startEndpoint();
  const run = await startRun(stage.bus, { url: endpoint.url, recipients: 5, batchSize: 5, state: "paused" });
  const delivery = await stage.startDelivery();
  await eventually(async () => (await entryOf(stage.bus, run, 0))?.entry.released === true, BUSY);
  expect(endpoint.requests.length).toBe(0);
  await stopChild(delivery);
});
