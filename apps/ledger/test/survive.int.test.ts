import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { appendEntry, ensureStreams } from "@sluice/bus";
import { eventually } from "@sluice/testkit";
import { entryOf, insertRun, openWorld, refOf, settle, totalsOf, type World } from "./fixture.ts";

const BATCHES = 60;
const PATIENCE = { timeoutMs: 50_000 };
vi.setConfig({ testTimeout: 150_000 });
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

/** Once so many are delivered: do the totals, the requests and the rows agree? */
async function countsAfter(runId: string, recipients: number) {
  await eventually(async () => (await totalsOf(world.store, runId))?.delivered === recipients, PATIENCE);
  const totals = await totalsOf(world.store, runId);
  const { rows } = await world.store.pool.query("select count(*) from deliveries where run_id = $1", [runId]);
  return { delivered: totals?.delivered, attempts: totals?.attempts, rows: Number(rows[0].count) };
}

const eachOnce = (recipients: number) => ({ delivered: recipients, attempts: recipients, rows: recipients });

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
  expect(await countsAfter(runId, BATCHES * 10)).toEqual(eachOnce(BATCHES * 10));
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

  expect(await countsAfter(runId, BATCHES * 10)).toEqual(eachOnce(BATCHES * 10));
});

test("a ledger stream that is lost and made again is projected from its start", async () => {
  await world.startLedger();
  const runId = await insertRun(world.store, 2);
  await settle(world.bus, runId, 0);
  await eventually(async () => (await totalsOf(world.store, runId))?.delivered === 10);

  await world.bus.jsm.streams.delete("LEDGER");
  await ensureStreams(world.bus);
  await appendEntry(world.bus, refOf(runId, 1), entryOf(1), 0);

  expect(await countsAfter(runId, 20)).toEqual(eachOnce(20));
});

test("a ledger stream that lost its last entries is projected from where it ends now", async () => {
  const runId = await insertRun(world.store, 2);
  const first = await world.startLedger();
  await settle(world.bus, runId, 0);
  await eventually(async () => (await totalsOf(world.store, runId))?.delivered === 10);
  await first.close();
  await world.store.db.updateTable("ledger_position").set({ last_seq: 1_000 }).execute();

  await world.startLedger();
  await eventually(async () => {
    const { last_seq } = await world.store.db
      .selectFrom("ledger_position")
      .select("last_seq")
      .executeTakeFirstOrThrow();
    return last_seq === 1;
  });
  await settle(world.bus, runId, 1);

  expect(await countsAfter(runId, 20)).toEqual(eachOnce(20));
});

test("of two ledger processes one works; when it closes, the other goes on", async () => {
  const isOnDuty = async ({ url }: { url: string }): Promise<boolean> =>
    /sluice_ledger_on_duty\{.*\} 1/.test(await (await fetch(`${url}/metrics`)).text());
  const first = await world.startLedger();
  const second = await world.startLedger();
  const runId = await insertRun(world.store, BATCHES);
  await settleAll(runId, 0, 30);
  await eventually(async () => (await totalsOf(world.store, runId))?.delivered === 300, PATIENCE);
  // Which of them is not said: on a busy machine the lease may have passed to the other.
  const [working, standingBy] = await eventually(async () => {
    const [isFirst, isSecond] = [await isOnDuty(first), await isOnDuty(second)];
    if (isFirst === isSecond) return null;
    return isFirst ? ([first, second] as const) : ([second, first] as const);
  }, PATIENCE);

  const settling = settleAll(runId, 30, BATCHES);
  await working.close();
  await settling;

  expect(await countsAfter(runId, BATCHES * 10)).toEqual(eachOnce(BATCHES * 10));
  await eventually(() => isOnDuty(standingBy), PATIENCE); // the other may have finished the rest before it ended
});
