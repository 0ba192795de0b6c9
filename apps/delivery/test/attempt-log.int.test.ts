// From the endpoint's answer to the stream: which attempts are kept, how much of them, and what it costs to keep them.
import { AttemptQueue, type Bus } from "@sluice/bus";
import { AttemptChunk, type AttemptRecord } from "@sluice/schema";
import { eventually, startEndpoint } from "@sluice/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStage, outcomesOf, type Stage, type StagedRun, startRun } from "./stage.ts";

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
  await stage.startDelivery({ LOG_SAMPLE_PER_MINUTE: "3", SENDER_THREADS: "1" });
});
afterAll(async () => stage[Symbol.asyncDispose]());

interface Logged {
  records: AttemptRecord[];
  dropped: number;
  largestBytes: number;
}

/** Everything of the run on the stream, until it accounts for so many attempts. */
async function loggedOf(bus: Bus, { runId }: StagedRun, attempts: number): Promise<Logged> {
  const queue = await AttemptQueue.open(bus);
  const logged: Logged = { records: [], dropped: 0, largestBytes: 0 };
  await eventually(
    async () => {
      for (const message of await queue.next(100, 1_000)) {
        message.finish();
        const chunk = AttemptChunk.parse(JSON.parse(new TextDecoder().decode(message.data)));
        if (chunk.run_id !== runId) continue;
        logged.records.push(...chunk.records);
        logged.dropped += chunk.dropped;
        logged.largestBytes = Math.max(logged.largestBytes, message.data.byteLength);
      }
      return logged.records.length + logged.dropped >= attempts;
    },
    { timeoutMs: 20_000 },
  );
  return logged;
}

test("every failure is kept, and of the successes the first few", async () => {
  await using endpoint = await startEndpoint(({ headers }) => {
    const isRefused = String(headers["idempotency-key"]).endsWith("0");
    return isRefused
      ? {
          status: 422,
          headers: { "x-request-id": "r-1" },
          body: '{"error":"no","email":"canary@example.com"}',
        }
      : { status: 200, body: "fine" };
  });
  const run = await startRun(stage.bus, {
    url: `${endpoint.url}/n?token=canary-token`,
    recipients: 100,
    batchSize: 50,
  });
  await outcomesOf(stage.bus, run);
  const { records, dropped } = await loggedOf(stage.bus, run, 13);

  const failed = records.filter(({ error_code }) => error_code !== null);
  expect(failed.map(({ user_id }) => user_id).sort()).toEqual(
    Array.from({ length: 10 }, (_, i) => (i === 0 ? "user-0" : `user-${i}0`)),
  );
  expect(failed[0]).toMatchObject({
    status: 422,
    error_code: "status 422",
    attempt: 1,
    request: { method: "POST", url: `${endpoint.url}/n?token=[redacted]` },
    response: { body: '{"error":"no","email":"[redacted]"}' },
  });
  expect(failed[0]?.response?.headers).toContainEqual(["x-request-id", "r-1"]);
  expect(failed[0]?.request.body).toMatch(/^\{"to":"city \d"\}$/);
  expect(records.filter(({ error_code }) => error_code === null)).toHaveLength(3);
  expect(records.find(({ status }) => status === 200)?.response?.body).toBe("fine");
  expect(dropped).toBe(0);
  expect(JSON.stringify(records)).not.toMatch(/canary/);
});

test("a success rule decides by the body, and what it refuses is in the log with the answer", async () => {
  await using endpoint = await startEndpoint(({ headers }) => ({
    status: 200,
    body: `{"result":{"ok":${String(headers["idempotency-key"]).endsWith("1")}}}`,
  }));
  const run = await startRun(stage.bus, {
    url: `${endpoint.url}/n`,
    recipients: 4,
    batchSize: 4,
    success: { statuses: ["200"], and: { body_path: "result.ok", equals: true } },
  });
  const outcomes = await outcomesOf(stage.bus, run);
  expect(Object.fromEntries(outcomes)).toEqual({
    "user-0": ["dead_lettered"],
    "user-1": ["delivered"],
    "user-2": ["dead_lettered"],
    "user-3": ["dead_lettered"],
  });
  const { records } = await loggedOf(stage.bus, run, 4);
  const refused = records.filter(({ error_code }) => error_code === "success rule not met");
  expect(refused.map(({ response }) => response?.body)).toEqual(Array(3).fill('{"result":{"ok":false}}'));
});

test("an endpoint that refuses twenty thousand times fills no more than its bound", async () => {
  // A status that opens no breaker: nothing slows this down.
  const page = "Internal error. ".repeat(500);
  await using endpoint = await startEndpoint(() => ({ status: 422, body: page }));
  const run = await startRun(stage.bus, {
    url: `${endpoint.url}/n`,
    recipients: 20_000,
    batchSize: 500,
  });
  const startedMs = performance.now();
  const outcomes = await outcomesOf(stage.bus, run);
  const perMinute = Math.round((outcomes.size / (performance.now() - startedMs)) * 60_000);
  const { records, dropped, largestBytes } = await loggedOf(stage.bus, run, 20_000);

  expect(outcomes.size).toBe(20_000);
  expect(records.length + dropped).toBe(20_000);
  expect(largestBytes).toBeLessThanOrEqual(256 * 1024 + 1_024);
  for (const { response } of records)
    expect(Buffer.byteLength(response?.body ?? "")).toBeLessThanOrEqual(2_048);
  expect(perMinute).toBeGreaterThan(20_000); // the endpoint, in this process, takes most of it
}, 60_000);
