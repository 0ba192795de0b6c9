import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { appendEntry, ensureStreams } from "@sluice/bus";
import { eventually } from "@sluice/testkit";
import { entryOf, insertRun, openWorld, refOf, settle, totalsOf, type World } from "./fixture.ts";

const BATCHES = 60;
const PATIENCE = { timeoutMs: 20_000 };
let world: World;

beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world[Symbol.asyncDispose]());

async function settleAll(runId: string, from: number, to: number): Promise<void> {
  for (let batchNo = from; batchNo < to; batchNo++) {
    await eventually(async () => {
      await settle(world.bus, runId, batchNo);
      return true;
    }, PATIENCE);
  }
}

const isSettled = (runId: string) => async () =>
  (await totalsOf(world.store, runId))?.delivered === BATCHES * 10;

async function expectEachOnce(runId: string): Promise<void> {
  await eventually(isSettled(runId), PATIENCE);
  expect(await totalsOf(world.store, runId)).toMatchObject({
    delivered: BATCHES * 10,
    attempts: BATCHES * 10,
  });
  const { rows } = await world.store.pool.query("select count(*) from deliveries where run_id = $1", [runId]);
  expect(rows).toEqual([{ count: BATCHES * 10 }]);
}

test("a ledger process that is killed is followed by another, and every outcome counts once", async () => {
  const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));
  const first = fork(main, {
    env: { ...process.env, ...world.env },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  await once(first, "message");
  const runId = await insertRun(world.store, BATCHES);
  await settleAll(runId, 0, 20);
  await eventually(async () => (await totalsOf(world.store, runId))?.delivered, PATIENCE);
  const settling = settleAll(runId, 20, BATCHES);
  const exited = once(first, "exit");
  first.kill("SIGKILL");
  await exited;

  await world.startLedger();

  await settling;
  await expectEachOnce(runId);
});

test("restarts of Postgres and of NATS lose nothing and double nothing", async () => {
  await world.startLedger();
  const runId = await insertRun(world.store, BATCHES);
  await settleAll(runId, 0, 20);
  await eventually(async () => (await totalsOf(world.store, runId))?.delivered);

  const settling = settleAll(runId, 20, BATCHES);
  await world.servers.postgres.restart();
  await world.servers.nats.restart();
  await settling;

  await expectEachOnce(runId);
});

test("a ledger stream that is lost and made again is projected from its start", async () => {
  await world.startLedger();
  const runId = await insertRun(world.store, 2);
  await settle(world.bus, runId, 0);
  await eventually(async () => (await totalsOf(world.store, runId))?.delivered === 10);

  await world.bus.jsm.streams.delete("LEDGER");
  await ensureStreams(world.bus);
  await appendEntry(world.bus, refOf(runId, 1), entryOf(1), 0);

  await eventually(async () => (await totalsOf(world.store, runId))?.delivered === 20, PATIENCE);
});
