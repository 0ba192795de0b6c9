// The ledger over a wire on which its consumers fall silent, as when a server took them with it and the client has not found out:
// they are there, the server answers whatever is asked about them, and nothing comes.
import { randomBytes } from "node:crypto";
import { publishAttempts, publishEvents } from "@sluice/bus";
import { mintUuidV7, type RunId } from "@sluice/schema";
import { userEvents } from "@sluice/store";
import { createLogger } from "@sluice/telemetry";
import { eventually, type NatsWire, startNatsWire } from "@sluice/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { resolveConfig } from "../src/config.ts";
import { type RunningLedger, startLedger } from "../src/start-ledger.ts";
import { insertRun, KEEPING, openWorld, settle, totalsOf, WORKSPACE, type World } from "./fixture.ts";

const PATIENCE = { timeoutMs: 50_000 };
let world: World;
let wire: NatsWire;
let ledger: RunningLedger;

beforeAll(async () => {
  world = await openWorld();
  wire = await startNatsWire(world.servers.natsUrl);
  const config = resolveConfig({ ...world.env, NATS_URL: wire.url });
  ledger = await startLedger(config, createLogger("ledger", { level: "silent" }), KEEPING);
});
afterAll(async () => {
  await ledger?.close();
  await wire?.[Symbol.asyncDispose]();
  await world?.[Symbol.asyncDispose]();
});

/** One batch settled, one event and one attempt told. */
async function tell(runId: RunId, batchNo: number): Promise<void> {
  await settle(world.bus, runId, batchNo);
  const event = {
    kind: "event",
    event_id: mintUuidV7(Date.now(), randomBytes(10)),
    user_id: "u1",
    name: "opened",
    at_ms: Date.now(),
    device_id: null,
    platform: null,
    app_version: null,
    timezone_offset_s: null,
    attributes: {},
  };
  const events = { v: 1, workspace_id: WORKSPACE, entries: [event] };
  await publishEvents(world.bus, {
    id: `events ${batchNo}`,
    workspaceId: WORKSPACE,
    shard: 0,
    payload: JSON.stringify(events),
  });
  const attempt = {
    at_ms: Date.now(),
    user_id: `u${batchNo}`,
    batch_no: batchNo,
    attempt: 1,
    status: 500,
    latency_ms: 1,
    error_code: "status 500",
    request: { method: "POST", url: "https://x/", headers: [], body: "" },
    response: null,
    possible_duplicate: false,
  };
  const chunk = { v: 1, workspace_id: WORKSPACE, run_id: runId, dropped: 0, records: [attempt] };
  await publishAttempts(world.bus, {
    id: `chunk ${batchNo}`,
    workspaceId: WORKSPACE,
    runId,
    payload: JSON.stringify(chunk),
  });
}

const delivered = async (runId: RunId): Promise<number> =>
  (await totalsOf(world.store, runId))?.delivered ?? 0;
const storedEvents = async (): Promise<number> =>
  (await userEvents(world.store, { workspaceId: WORKSPACE, userId: "u1", limit: 10 })).events.length;
async function loggedAttempts(runId: RunId): Promise<number> {
  const { rows } = await world.store.pool.query("select from attempt_log where run_id = $1", [runId]);
  return rows.length;
}

/** What the ledger asks of its consumers, and what they send. */
async function wordsOfConsumers(): Promise<RegExp> {
  const words: string[] = [];
  for (const stream of ["LEDGER", "EVENTS", "ATTEMPTS"])
    for await (const { name } of world.bus.jsm.consumers.list(stream)) words.push(`${stream}\\.${name}`);
  return new RegExp(`(?:MSG\\.NEXT|\\$JS\\.ACK)\\S*\\.(?:${words.join("|")})\\b`);
}

test("readings that fall silent begin again by themselves: outcomes, events and attempts arrive, once each, and it is counted", async () => {
  const runId = await insertRun(world.store, 2);
  await tell(runId, 0);
  await eventually(async () => (await delivered(runId)) === 10);
  await eventually(async () => (await storedEvents()) === 1);
  await eventually(async () => (await loggedAttempts(runId)) === 1);

  wire.lose(await wordsOfConsumers());
  await tell(runId, 1);

  await eventually(async () => (await delivered(runId)) === 20, PATIENCE);
  await eventually(async () => (await storedEvents()) === 2, PATIENCE);
  // The consumer of attempts outlives its readers: it goes on when it is heard again.
  expect(await loggedAttempts(runId)).toBe(1);
  wire.loseNothing();
  await eventually(async () => (await loggedAttempts(runId)) === 2, PATIENCE);

  const metrics = await (await fetch(`${ledger.url}/metrics`)).text();
  expect(metrics).toMatch(/sluice_silent_readings_total\{reading="LEDGER",app="ledger"\} 1/);
  expect(metrics).toMatch(/sluice_silent_readings_total\{reading="EVENTS",app="ledger"\} 1/);
}, 240_000);
