// From the stream to Postgres, over real servers and a real process that dies.
import { fork } from "node:child_process";
import { once } from "node:events";
import { publishAttempts } from "@sluice/bus";
import type { AttemptRecord, RunId } from "@sluice/schema";
import { ATTEMPT_LOG, timePartitions } from "@sluice/store";
import { createLogger, createRegistry } from "@sluice/telemetry";
import { eventually } from "@sluice/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { AttemptLogMetrics } from "../src/attempt-log-metrics.ts";
import { boundPartitions } from "../src/bound-partitions.ts";
import { insertRun, openWorld, settle, totalsOf, WORKSPACE, type World } from "./fixture.ts";

const DAY_MS = 86_400_000;
let world: World;
let chunkNo = 0;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => world[Symbol.asyncDispose]());

const record = (userId: string, change: Partial<AttemptRecord> = {}): AttemptRecord => ({
  at_ms: Date.now(),
  user_id: userId,
  batch_no: 0,
  attempt: 1,
  status: 500,
  latency_ms: 1,
  error_code: "status 500",
  request: { method: "POST", url: "https://x/", headers: [], body: "x".repeat(500) },
  response: null,
  possible_duplicate: false,
  ...change,
});

const publish = (runId: RunId, records: AttemptRecord[], dropped = 0): Promise<void> =>
  publishAttempts(world.bus, {
    id: `t.${chunkNo++}`,
    workspaceId: WORKSPACE,
    runId,
    payload: JSON.stringify({ v: 1, workspace_id: WORKSPACE, run_id: runId, dropped, records }),
  });

async function usersOf(runId: RunId): Promise<string[]> {
  const { rows } = await world.store.pool.query<{ user_id: string }>(
    "select user_id from attempt_log where run_id = $1 order by user_id",
    [runId],
  );
  return rows.map((row) => row.user_id);
}

test("a ledger that is killed again and again loses no chunk and stores none twice", async () => {
  const runId = await insertRun(world.store, 1);
  const users: string[] = [];
  const main = new URL("../src/main.ts", import.meta.url);
  for (let round = 0; round < 2; round++) {
    const ledger = fork(main, { env: { ...process.env, ...world.env } });
    const exited = once(ledger, "exit");
    await once(ledger, "message");
    for (let chunk = 0; chunk < 40; chunk++) {
      const ofChunk = Array.from(
        { length: 25 },
        (_, i) => `u${round}-${chunk}-${String(i).padStart(2, "0")}`,
      );
      users.push(...ofChunk);
      await publish(
        runId,
        ofChunk.map((user) => record(user)),
      );
    }
    if (round < 1)
      await eventually(async () => (await usersOf(runId)).length > round * 1_000, { timeoutMs: 45_000 });
    ledger.kill("SIGKILL");
    await exited;
  }
  const last = await world.startLedger();
  await eventually(async () => (await usersOf(runId)).length === users.length, { timeoutMs: 45_000 });
  expect(await usersOf(runId)).toEqual(users.sort());
  await last.close();
}, 150_000);

test("what is no chunk, is of another run, or can never be stored is passed over; what is beside it is stored", async () => {
  const ledger = await world.startLedger();
  const runId = await insertRun(world.store, 1);
  const other = await insertRun(world.store, 1);
  const bad = (payload: string) =>
    publishAttempts(world.bus, { id: `bad.${chunkNo++}`, workspaceId: WORKSPACE, runId, payload });
  await bad("garbage");
  await bad(
    JSON.stringify({ v: 1, workspace_id: WORKSPACE, run_id: other, dropped: 0, records: [record("forged")] }),
  );
  await publish(runId, [record("with a \u0000 that Postgres refuses")]);
  await publish(
    runId,
    [record("good"), record("from a clock in the year 2100", { at_ms: 4_102_444_800_000 })],
    7,
  );

  await eventually(async () => (await usersOf(runId)).length === 2);
  expect(await usersOf(other)).toEqual([]);
  expect((await timePartitions(world.store.pool, ATTEMPT_LOG)).at(-1)!.toMs).toBeLessThan(
    Date.now() + DAY_MS,
  );
  const metrics = await eventually(async () => {
    const text = await (await fetch(`${ledger.url}/metrics`)).text();
    return /passed_over_total\{[^}]*\} 3/.test(text) && /dropped_total\{[^}]*\} [1-9]/.test(text) && text;
  });
  expect(metrics).toMatch(/sluice_attempt_log_dropped_total\{[^}]*\} 7/);
  await ledger.close();
});

test("a log that cannot be written holds up nobody else, and is written when it can be again", async () => {
  const ledger = await world.startLedger();
  await world.store.pool.query("alter table attempt_log rename to attempt_log_away");
  const runId = await insertRun(world.store, 1);
  await publish(runId, [record("late")]);
  await settle(world.bus, runId, 0);
  const isDelivered = async () => (await totalsOf(world.store, runId))?.delivered === 10;
  expect(await eventually(isDelivered)).toBe(true);
  await world.store.pool.query("alter table attempt_log_away rename to attempt_log");
  await eventually(async () => (await usersOf(runId)).length === 1, { timeoutMs: 20_000 });
  await ledger.close();
}, 90_000);

test("days and bytes hold, the oldest goes first", async () => {
  const { store } = world;
  const newest = (await timePartitions(store.pool, ATTEMPT_LOG)).at(-1)!;
  const nowMs = Math.min(Date.now(), newest.toMs - 1); // the hour may just have ended
  const runId = await insertRun(store, 1);
  for (const daysAgo of [9, 6, 3, 0]) {
    const at = new Date(nowMs - daysAgo * DAY_MS);
    const hourMs = Math.floor(at.getTime() / 3_600_000) * 3_600_000;
    if (daysAgo > 0)
      await store.pool.query("select add_attempt_partition($1, $2)", [
        new Date(hourMs),
        new Date(hourMs + 3_600_000),
      ]);
    await store.pool.query(
      `insert into attempt_log (workspace_id, run_id, at, seq, user_id, batch_no, attempt, status, latency_ms, request, possible_duplicate)
       select 'acme', $1, $2, -n, $3, 0, 1, 500, 1, to_json(md5(n::text) || repeat(md5((n + 1)::text), 20)), false
       from generate_series(1, 2000) n`,
      [runId, at, `${daysAgo}`],
    );
  }
  const daysLeft = async (): Promise<string[]> => [...new Set(await usersOf(runId))].sort();
  const bound = (maxBytes: number) =>
    boundPartitions(
      {
        store,
        partitioned: ATTEMPT_LOG,
        limits: { days: 7, maxBytes },
        metrics: new AttemptLogMetrics(createRegistry("test")),
        log: createLogger("test", { level: "silent" }),
      },
      nowMs,
    );

  await bound(1_000_000_000);
  expect(await daysLeft()).toEqual(["0", "3", "6"]);
  const bytes = (await timePartitions(store.pool, ATTEMPT_LOG)).reduce(
    (sum, partition) => sum + partition.bytes,
    0,
  );
  await bound(bytes - 1);
  expect(await daysLeft()).toEqual(["0", "3"]);
  await bound(1_000);
  expect(await timePartitions(store.pool, ATTEMPT_LOG)).toEqual([]);
});
